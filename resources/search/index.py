"""Writing the index: which stems a notice bears, and how much each weighs. Called in the notice's own transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import transaction

from ..language import read, stem, terms_of
from ..models import LONGEST, Notice, Posting, Term, Word
from .worded import Worded, WordedDelete, blanks, filled, insert, room_for, text_blanks

IN_TITLE = 1000  # more than the rest of a notice can weigh
WEIGHTS = {"subtitle": 60, "authors": 30, "publisher": 10, "summary": 10, "opinion": 5, "content": 5}
READ = ("title", *WEIGHTS, "identifier", "number", "languages", "profile_id", "year")  # of a notice's own columns
OF_A_MARK, OF_A_SUBJECT, OF_A_HEADING = 100, 20, 10
OF_ALL = ""  # the stem that every notice bears
SHORTEST = 3  # letters of a word that is suggested
SLICE = 2000  # rows of one statement
WRITTEN = ("term_id", "profile_id", "notice_id", "weight", "year")
BORNE = ("term", "profile", "weight", "year")


@dataclass
class Entry:
    """What is to be written of one notice: the weight of each stem, and its words as they are spelt."""

    profile: int
    year: int
    weights: Counter[str] = field(default_factory=Counter)
    title: set[str] = field(default_factory=set)
    spelt: dict[str, tuple[str, str]] = field(default_factory=dict)  # folded: (as it is shown, stem)

    def read(self, text: str, weight: int, language: str, *, is_title: bool = False) -> None:
        """Take in the words of a text."""
        if not text:
            return
        words, terms = read(text, language)
        for term in terms:
            self.weights[term] += weight
        if is_title:
            self.title.update(terms)
        for shown, folded in words:
            of = stem(folded) if language == "fr" else folded
            if of in self.weights and len(folded) >= SHORTEST:
                self.spelt.setdefault(folded, (shown[:LONGEST], of))

    def bear(self, terms: Iterable[str], weight: int) -> None:
        """Take in stems that were drawn before."""
        for term in terms:
            self.weights[term] += weight

    def weighed(self) -> dict[str, int]:
        """The weight of each stem: those of the title first, whatever the rest says."""
        found = {term: IN_TITLE * (term in self.title) + min(n, IN_TITLE - 1) for term, n in self.weights.items()}
        return found | {OF_ALL: 0}


def entry_of(notice: Notice, *, subjects: Iterable[str], headings: Iterable[str], marks: Iterable[str]) -> Entry:
    """What the index holds of a notice, with its subjects' stems, its headings' names and its copies' marks."""
    entry, language = Entry(notice.profile_id, notice.year or 0), (notice.languages or ["fr"])[0]
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
    """Make these the postings of these notices (by key), which the caller holds until the end of his transaction."""
    weighed = {pk: entry.weighed() for pk, entry in entries.items()}
    there: dict[int, set[tuple[int, ...]]] = defaultdict(set)
    keys, ids = list(entries), {}
    for notice, term, *borne in _postings(room_for(keys)).rows(filled(blanks(room_for(keys)), keys)) if keys else ():
        there[notice].add((ids.setdefault(term, borne[0]), *borne[1:]))
    ids |= terms_in(sorted({term for weights in weighed.values() for term in weights} - ids.keys()))
    written: list[tuple[int, ...]] = []  # as WRITTEN
    for pk, weights in weighed.items():
        profile, year = entries[pk].profile, entries[pk].year
        wanted = {(ids[term], profile, weight, year) for term, weight in weights.items()}
        if gone := [borne[0] for borne in there[pk] - wanted]:
            room = room_for(gone)
            _gone(room).delete(filled(blanks(room, after=1), gone) | filled(blanks(1), [pk]))
        written += [(term, of, pk, weight, in_year) for term, of, weight, in_year in sorted(wanted - there[pk])]
    insert(Posting, WRITTEN, written)
    fresh = {term for term, *_rest in written}
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
    return {text: pk for part in slices
            for text, pk in _terms(room_for(part)).rows(filled(text_blanks(room_for(part)), part))}  # fmt: skip


@lru_cache
def _postings(n: int) -> Worded:
    return Worded(Posting.objects.filter(notice__in=blanks(n)).order_by().values_list("notice", "term__text", *BORNE))


@lru_cache
def _gone(n: int) -> WordedDelete:
    (notice,) = blanks(1)
    return WordedDelete(Posting.objects.filter(notice=notice, term__in=blanks(n, after=1)).order_by())


@lru_cache
def _terms(n: int) -> Worded:
    return Worded(Term.objects.filter(text__in=text_blanks(n)).order_by().values_list("text", "pk"))


@lru_cache
def _words(n: int) -> Worded:
    return Worded(Word.objects.filter(text__in=text_blanks(n)).order_by().values_list("text"))


def write_words(spelt: Mapping[str, tuple[str, str]], ids: Mapping[str, int]) -> None:
    """Take these words ({folded: (shown, stem)}) into the vocabulary, unless they are in it."""
    texts = sorted(spelt)
    for start in range(0, len(texts), SLICE):
        part = texts[start : start + SLICE]
        known = {text for (text,) in _words(room_for(part)).rows(filled(text_blanks(room_for(part)), part))}
        new = [Word(text=text, shown=spelt[text][0], term_id=ids[spelt[text][1]]) for text in part if text not in known]
        if new:
            Word.objects.bulk_create(new, ignore_conflicts=True)


def index(notices: Sequence[Notice]) -> None:
    """Write the index of these notices from what the database holds of them. Five reads, however many."""
    with transaction.atomic():
        held = Notice.objects.select_for_update().filter(pk__in=[notice.pk for notice in notices])
        by_pk = {notice.pk: notice for notice in held.order_by("pk")}
        several: dict[str, dict[int, list[str]]] = {
            name: _gathered(by_pk, path) for name, path in
            {"subjects": "subjects__terms", "headings": "headings__name", "marks": "copies__mark"}.items()
        }  # fmt: skip
        write_index({pk: entry_of(notice, **{name: of.get(pk, []) for name, of in several.items()})
                     for pk, notice in by_pk.items()})  # fmt: skip


def in_every_language(name: object) -> str:
    """All that a name says, whatever the language of the page on which somebody writes."""
    said = getattr(name, "data", name)
    return " / ".join(dict.fromkeys(said.values())) if isinstance(said, dict) else str(said or "")


def _gathered(pks: Iterable[int], path: str) -> dict[int, list[str]]:
    """What each of these notices has at the end of a path, in its own words."""
    found: dict[int, list[str]] = defaultdict(list)
    wanted = Notice.objects.filter(pk__in=pks).exclude(**{f"{path.split('__')[0]}__isnull": True})
    for pk, text in wanted.order_by("pk").values_list("pk", path):
        found[pk].append(in_every_language(text))
    return found
