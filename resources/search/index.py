"""Writing the index: which stems a notice bears, and how much each weighs. Called in the notice's own transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..language import stem, terms_of, tokens_of
from ..models import LONGEST, Notice, Posting, Term, Word

IN_TITLE = 1000  # more than the rest of a notice can weigh
WEIGHTS = {"subtitle": 60, "authors": 30, "publisher": 10, "summary": 10, "opinion": 5, "content": 5}
OF_A_MARK, OF_A_SUBJECT, OF_A_HEADING = 100, 20, 10
SHORTEST = 3  # letters of a word that is suggested
SLICE = 2000  # rows of one statement


@dataclass
class Entry:
    """What is to be written of one notice: the weight of each stem, and its words as they are spelt."""

    weights: Counter[str] = field(default_factory=Counter)
    title: set[str] = field(default_factory=set)
    spelt: dict[str, tuple[str, str]] = field(default_factory=dict)  # folded: (as it is shown, stem)

    def read(self, text: str, weight: int, language: str, *, is_title: bool = False) -> None:
        """Take in the words of a text."""
        if not text:
            return
        terms = terms_of(text, language)
        for term in terms:
            self.weights[term] += weight
        if is_title:
            self.title.update(terms)
        for word in tokens_of(text):
            of = stem(word.folded) if language == "fr" else word.folded
            if of in self.weights and len(word.folded) >= SHORTEST:
                self.spelt.setdefault(word.folded[:LONGEST], (word.shown[:LONGEST], of))

    def bear(self, terms: Iterable[str], weight: int) -> None:
        """Take in stems that were drawn before."""
        for term in terms:
            self.weights[term] += weight

    def weighed(self) -> dict[str, int]:
        """The weight of each stem: those of the title first, whatever the rest says."""
        return {term: IN_TITLE * (term in self.title) + min(n, IN_TITLE - 1) for term, n in self.weights.items()}


def entry_of(notice: Notice, *, subjects: Iterable[str], headings: Iterable[str], marks: Iterable[str]) -> Entry:
    """What the index holds of a notice, with its subjects' stems, its headings' names and its copies' marks."""
    entry, language = Entry(), (notice.languages or ["fr"])[0]
    entry.read(notice.title, IN_TITLE, language, is_title=True)
    for name, weight in WEIGHTS.items():
        entry.read(getattr(notice, name), weight, "fr" if name == "opinion" else language)
    for terms in subjects:
        entry.bear(terms.split(), OF_A_SUBJECT)
    for name in headings:
        entry.read(name, OF_A_HEADING, "fr")
    for mark in (notice.identifier, notice.number, *marks):
        entry.bear(terms_of(mark), OF_A_MARK)
    return entry


def write_index(entries: Mapping[int, Entry]) -> None:
    """Make these the postings of these notices (by key), in the caller's transaction. Few statements, however many."""
    weighed = {pk: entry.weighed() for pk, entry in entries.items()}
    ids = terms_in(sorted({term for weights in weighed.values() for term in weights}))
    there: dict[int, dict[int, int]] = defaultdict(dict)
    for notice, term, weight in Posting.objects.filter(notice__in=entries).values_list("notice", "term", "weight"):
        there[notice][term] = weight
    written: list[Posting] = []
    for pk, weights in weighed.items():
        wanted = {ids[term]: weight for term, weight in weights.items()}
        written += [Posting(notice_id=pk, term_id=term, weight=weight)
                    for term, weight in sorted(wanted.items()) if there[pk].get(term) != weight]  # fmt: skip
        if gone := there[pk].keys() - wanted.keys():
            Posting.objects.filter(notice=pk, term__in=gone).delete()
    Posting.objects.bulk_create(written, batch_size=SLICE, update_conflicts=True, update_fields=["weight"],
                                unique_fields=["term", "notice"])  # fmt: skip
    fresh = {posting.term_id for posting in written}
    write_words({folded: spelt for entry in entries.values() for folded, spelt in entry.spelt.items()
                 if ids[spelt[1]] in fresh}, ids)  # fmt: skip


def terms_in(texts: Sequence[str]) -> dict[str, int]:
    """The key of each stem. New ones are written, in one order, so that two writers do not wait in a circle."""
    ids = _known(texts)
    if missing := [text for text in texts if text not in ids]:
        Term.objects.bulk_create([Term(text=text) for text in missing], batch_size=SLICE, ignore_conflicts=True)
        ids |= _known(missing)
    return ids


def _known(texts: Sequence[str]) -> dict[str, int]:
    slices = [texts[start : start + SLICE] for start in range(0, len(texts), SLICE)]
    return {text: pk for part in slices for text, pk in Term.objects.filter(text__in=part).values_list("text", "pk")}


def write_words(spelt: Mapping[str, tuple[str, str]], ids: Mapping[str, int]) -> None:
    """Take these words ({folded: (shown, stem)}) into the vocabulary, unless they are in it."""
    texts = sorted(spelt)
    for start in range(0, len(texts), SLICE):
        part = texts[start : start + SLICE]
        known = set(Word.objects.filter(text__in=part).values_list("text", flat=True))
        Word.objects.bulk_create(
            [Word(text=text, shown=spelt[text][0], term_id=ids[spelt[text][1]]) for text in part if text not in known],
            ignore_conflicts=True,
        )


def index(notices: Sequence[Notice]) -> None:
    """Write the index of these notices from what the database holds of them. Four reads, however many."""
    by_pk = {notice.pk: notice for notice in notices}
    several: dict[str, dict[int, list[str]]] = {
        name: _gathered(by_pk, path) for name, path in
        {"subjects": "subjects__terms", "headings": "headings__name", "marks": "copies__mark"}.items()
    }  # fmt: skip
    write_index({pk: entry_of(notice, **{name: of.get(pk, []) for name, of in several.items()})
                 for pk, notice in by_pk.items()})  # fmt: skip


def _gathered(pks: Iterable[int], path: str) -> dict[int, list[str]]:
    """What each of these notices has at the end of a path, in its own words."""
    found: dict[int, list[str]] = defaultdict(list)
    wanted = Notice.objects.filter(pk__in=pks).exclude(**{f"{path.split('__')[0]}__isnull": True})
    for pk, text in wanted.order_by("pk").values_list("pk", path):
        found[pk].append(str(text))
    return found
