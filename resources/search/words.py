"""From what somebody typed to the stems to look for: exact, of one family, or (for a word begun) all that go on so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..language import LONGEST, fold, stem, terms_of, tokens_of
from ..models import Family, Term, Word
from .worded import Worded, filled, room_for, text_blanks

LONGEST_QUESTION = 200  # letters that are read
MOST_WORDS = 8
BEGUN = 3  # letters from which a word is taken for the beginning of others
GOES_ON = 40  # stems that a beginning stands for, the commonest first


@dataclass(frozen=True)
class Group:
    """One word asked for, and the stems that answer it: none if the shelves do not know the word."""

    shown: str
    folded: str
    stem: str
    terms: Sequence[int]
    begun: bool = False  # the word itself is not known: the stems are those of the words that begin so
    n: int = 0  # documents that bear one of them, or a little more, as last counted at night


def groups_of(text: str, language: str = "fr") -> list[Group]:
    """The words of a question. One query where all are known; one more where a word is only begun."""
    asked = _asked(text[:LONGEST_QUESTION], language)
    families = _families({of for _shown, _folded, stems in asked for of in stems})
    wanted = sorted({of for _shown, _folded, stems in asked for each in stems for of in families.get(each, {each})})
    there = {text: (pk, n) for text, pk, n in known(wanted)}
    groups = []
    for shown, folded, stems in asked:
        found = dict(sorted(there[of] for each in stems for of in families.get(each, {each}) if of in there))
        begun = {} if found else _begun(folded)
        terms = found or begun
        groups.append(Group(shown, folded, stems[0], list(terms), begun=not found, n=sum(terms.values())))
    return groups


def known(stems: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Those of these stems that the shelves know: its key, and how many documents bear it."""
    room = room_for(stems)
    return _of_stems(room).rows(filled(text_blanks(room), stems)) if stems else iter(())


@lru_cache
def _of_stems(n: int) -> Worded:
    return Worded(Term.objects.filter(text__in=text_blanks(n)).order_by().values_list("text", "pk", "n"))


@lru_cache
def _of_families() -> Worded:
    return Worded(Family.objects.order_by("pk").values_list("words"))


def _asked(text: str, language: str) -> list[tuple[str, str, list[str]]]:
    """(as typed, without accents, its stems) of each word that counts, once each."""
    kept = set(terms_of(text))
    words: dict[str, tuple[str, str, list[str]]] = {}
    for token in tokens_of(text):
        folded = token.folded[:LONGEST]
        french = stem(folded)[:LONGEST]
        if french in kept:
            others = terms_of(folded, language) if language != "fr" else []
            words.setdefault(french, (token.shown, folded, list(dict.fromkeys([french, *others]))))
    return list(words.values())[:MOST_WORDS]


def _families(stems: set[str]) -> dict[str, set[str]]:
    """For each stem that this site joins with others: all of them."""
    joined: dict[str, set[str]] = {}
    for (line,) in _of_families().rows({}) if stems else ():
        together = {of for word in line.split(",") for of in terms_of(word)}
        for each in stems & together:
            joined.setdefault(each, set()).update(together)
    return joined


def _begun(folded: str) -> dict[int, int]:
    """The stems of the words that begin so, each with how many documents bear it."""
    if len(folded) < BEGUN:
        return {}
    begin = Word.objects.filter(text__startswith=fold(folded)).order_by("-n", "text").values_list("term", "term__n")
    return dict(sorted(begin[:GOES_ON]))
