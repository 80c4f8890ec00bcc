"""findability: a document that bears one form of a word is asked for with another, or with a misspelt one.

Each form is written as the title of a notice, beside a word that only its pair bears; the question is that word and
the other form. Notices are written and asked for by the product's own verbs, on a catalogue with all of ROME in it.
"""

import json
import random
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from citedesmetiers.centre.models import Purpose
from resources import rome
from resources.actions.bulk import Written, write_many
from resources.actions.index import recount
from resources.language import fold, stem, tokens_of
from resources.models import Family, Notice, Scheme, State, Subject, Word
from resources.search import index, words
from resources.search.ask import Asked, ask
from resources.search.nearest import did_you_mean
from resources.search.words import groups_of

from . import shelves
from .contract import ROOT, Case, tell

PAIRS = Path(__file__).with_name("search_pairs.json")
FAMILIES = ROOT / "citedesmetiers/front/demo_shelves.json"
SEED, MISSPELT, SHORTEST = 347, 1000, 6
GENDER, EVERYDAY, SPELLING = 0.97, 30, 0.90
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Pairs = Sequence[Sequence[str]]


def run(given: Namespace) -> Iterator[Case]:
    pairs = json.loads((given.pairs or PAIRS).read_text())
    if given.mutant:
        forget_the_stems()
    shelves.furnish()
    Family.objects.all().delete()
    stock_the_shelves()
    gender = sorted({*map(tuple, pairs["masculine_feminine"]), *of_rome()})
    write({"m": gender, "e": pairs["everyday"], "t": pairs["traps"]})
    recount()
    lost = [pair for n, pair in enumerate(gender) if not finds(pair, "m", n)]
    kept = [pair for n, pair in enumerate(pairs["everyday"]) if finds(pair, "e", n)]
    joined = [pair for n, pair in enumerate(pairs["traps"]) if finds(pair, "t", n, either=True)]
    right, same = misspellings()
    yield judged(gender, lost, kept, joined, right, same, len(pairs["everyday"]))
    yield with_families(pairs)


def forget_the_stems() -> None:
    """The mutant: a word is found as it is spelt, without its accents."""

    def read(text: str, *_language: str) -> tuple[list[tuple[str, str]], list[str]]:
        words = [(word.shown, word.folded) for word in tokens_of(text)]
        return words, [folded for _shown, folded in words]

    index.read, index.stem, words.stem = read, fold, fold
    words.terms_of = lambda text, *_language: read(text)[1]


def with_families(pairs: dict[str, Pairs]) -> Case:
    """The same once more with the families of the invented site: told, not judged."""
    Family.objects.bulk_create(Family(words=words) for words in json.loads(FAMILIES.read_text())["families"])
    found = {kind: sum(finds(pair, kind[0], n, either=kind == "traps") for n, pair in enumerate(pairs[kind]))
             for kind in ("everyday", "traps")}  # fmt: skip
    return Case({
        "families": Family.objects.count(), "everyday": found["everyday"], "traps_joined": found["traps"],
    }, operations=sum(2 * len(pairs[kind]) for kind in found))  # fmt: skip


def of_rome() -> set[tuple[str, str]]:
    """Every word that a title of ROME gives in both forms: Conducteur / Conductrice de travaux."""
    found = set()
    for occupation in rome.read()[0].values():
        for title in occupation.titles:
            man, slash, woman = title.partition(" / ")
            both = zip(man.split(), woman.split(), strict=False) if slash else ()
            found |= {(one.lower(), other.lower()) for one, other in both if is_a_pair(one, other)}
    return found


def is_a_pair(one: str, other: str) -> bool:
    """Two forms of a word, not two words that stand at the same place."""
    return one != other and (one + other).isalpha() and fold(one)[:3] == fold(other)[:3]


def stock_the_shelves() -> None:
    """A document about each occupation: every word of ROME leads somewhere."""
    purposes = [Purpose.objects.get(code="professions")]
    write_many([
        Written(Notice(title=str(subject.label), state=State.SHELF), {"purposes": purposes, "subjects": [subject]})
        for subject in Subject.objects.of(Scheme.ROME).order_by("code")
    ], by=None)  # fmt: skip


def write(pairs: dict[str, Pairs]) -> None:
    purposes = [Purpose.objects.get(code="professions")]
    write_many([
        Written(Notice(title=form, publisher=mark(kind, n), state=State.SHELF), {"purposes": purposes})
        for kind, each in pairs.items() for n, pair in enumerate(each) for form in pair
    ], by=None)  # fmt: skip


def mark(kind: str, n: int) -> str:
    """A word that only the notices of one pair bear."""
    return f"q{kind}{n:05}x"


def finds(pair: Sequence[str], kind: str, n: int, *, either: bool = False) -> bool:
    """Whether each form finds the other; with `either`, whether one of them does."""
    found = [other in [notice.title for notice in ask(Asked(f"{mark(kind, n)} {one}")).notices]
             for one, other in (pair, pair[::-1])]  # fmt: skip
    return any(found) if either else all(found)


def misspellings() -> tuple[float, float]:
    """The share of misspelt words whose first suggestion leads to the same documents; and that is the same word."""
    chance = random.Random(SEED)
    rows = Word.objects.exclude(text__startswith="q").order_by("text").values_list("text", "term__text")
    known = {text: of for text, of in rows if text.isalpha() and text.isascii()}
    long = sorted(text for text in known if len(text) >= SHORTEST)
    right = same = 0
    for word in chance.sample(long, MISSPELT):
        wrong = misspelt(word, known, chance)
        meant = [text for each in did_you_mean(groups_of(wrong)) for text in each.words[:1]]
        first = fold(meant[0]) if meant else ""
        same += first == word
        right += known.get(first) == known[word] or (not meant and stem(wrong) == known[word])
    return right / MISSPELT, same / MISSPELT


def misspelt(word: str, known: Iterable[str], chance: random.Random) -> str:
    """One letter lost, exchanged, or swapped with its neighbour, so that it is no word of the vocabulary."""
    while True:
        at = chance.randrange(len(word))
        wrong = chance.choice((
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
        ))  # fmt: skip
        if wrong not in known:
            return wrong


def judged(
    gender: Pairs, lost: Pairs, kept: Pairs, joined: Pairs, right: float, same: float, everyday: int
) -> Case:  # fmt: skip
    share = 1 - len(lost) / len(gender)
    for what, found in (("not found both ways", lost), ("joined", joined)):
        tell(f"  {what}: {', '.join('/'.join(pair) for pair in found) or 'none'}")
    missed = [f"{share:.3f} of the pairs, not {GENDER}"] if share < GENDER else []
    missed += [f"{len(kept)} everyday questions, not {EVERYDAY}"] if len(kept) < EVERYDAY else []
    missed += ["traps are joined"] if joined else []
    missed += [f"{right:.3f} of the misspellings, not {SPELLING}"] if right < SPELLING else []
    return Case({
        "masculine_feminine": round(share, 4), "everyday": len(kept), "everyday_of": everyday,
        "traps_joined": len(joined), "misspellings": round(right, 3), "misspellings_same_word": round(same, 3),
        "pairs": len(gender), "seed": SEED,
    }, operations=2 * len(gender) + 2 * everyday + MISSPELT, missed=missed)  # fmt: skip
