"""What changes a subject: its words, and the version of the official list that it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from i18nfield.strings import LazyI18nString

from citedesmetiers.centre.actions import write
from citedesmetiers.kit.words import in_language

from ..language import stem, terms_of, tokens_of
from ..models import LONGEST, Notice, Scheme, Subject, Synonym
from ..rome import Occupation
from ..search.index import SHORTEST, in_every_language, index, terms_in, write_words

SLICE = 500  # notices whose index is written at once


@dataclass(frozen=True)
class Upgrade:
    """What another version of the list changes."""

    added: list[str] = field(default_factory=list)  # codes
    renamed: dict[str, tuple[str, str]] = field(default_factory=dict)  # code: (before, after)
    back: list[str] = field(default_factory=list)  # of those that an earlier version had left out
    gone: list[str] = field(default_factory=list)
    titles_added: list[tuple[str, str]] = field(default_factory=list)  # (code, title)
    titles_gone: list[tuple[str, str]] = field(default_factory=list)
    in_use: list[str] = field(default_factory=list)  # gone, though documents are about them

    def __bool__(self) -> bool:
        changes = (self.added, self.renamed, self.back, self.gone, self.titles_added, self.titles_gone)
        return any(changes)


def load_rome(occupations: Mapping[str, Occupation], version: str, *, write_it: bool = True) -> Upgrade:
    """Make this the list of occupations: new ones come, names follow, what left the list is no longer offered.

    Nothing is deleted, since documents stay about it. The index of the documents concerned is written anew.
    """
    with transaction.atomic():
        there = {row.code: row for row in Subject.objects.of(Scheme.ROME).select_for_update()}
        titles = _titles_of(there.values())
        upgrade = _compare(occupations, there, titles)
        if write_it:
            changed = _write_occupations(occupations, there, version)
            _write_titles(occupations, changed, titles)
            renew_terms(changed)
    return upgrade


def _titles_of(subjects: Iterable[Subject]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {subject.code: set() for subject in subjects}
    for code, label in Synonym.objects.filter(subject__scheme=Scheme.ROME).values_list("subject__code", "label"):
        found[code].add(label)
    return found


def _compare(
    occupations: Mapping[str, Occupation], there: Mapping[str, Subject], titles: Mapping[str, set[str]]
) -> Upgrade:
    used = set(Notice.objects.filter(subjects__scheme=Scheme.ROME).values_list("subjects__code", flat=True))
    gone = sorted(code for code, row in there.items() if row.active and code not in occupations)
    said = {code: set(occupation.titles) for code, occupation in occupations.items()}
    named = {code: in_language(row.label, "fr") for code, row in there.items()}
    return Upgrade(
        added=sorted(occupations.keys() - there.keys()),
        renamed={code: (named[code], one.label) for code, one in sorted(occupations.items())
                 if code in there and named[code] != one.label},
        back=sorted(code for code, row in there.items() if not row.active and code in occupations),
        gone=gone, in_use=[code for code in gone if code in used],
        titles_added=[(code, label) for code, labels in sorted(said.items())
                      for label in sorted(labels - titles.get(code, set()))],
        titles_gone=[(code, label) for code, labels in sorted(titles.items()) if code in said
                     for label in sorted(labels - said[code])],
    )  # fmt: skip


def _write_occupations(
    occupations: Mapping[str, Occupation], there: Mapping[str, Subject], version: str
) -> list[Subject]:
    """The rows of the list, new and kept."""
    Subject.objects.of(Scheme.ROME).exclude(code__in=occupations).update(active=False)
    new = [Subject(scheme=Scheme.ROME, code=code, label=LazyI18nString({"fr": one.label}), version=version)
           for code, one in sorted(occupations.items()) if code not in there]  # fmt: skip
    kept = [there[code] for code in sorted(occupations) if code in there]
    for row in kept:
        row.label = LazyI18nString(_in_each_language(row.label) | {"fr": occupations[row.code].label})
        row.version, row.active = version, True
    Subject.objects.bulk_update(kept, ["label", "version", "active"], batch_size=SLICE)
    return kept + Subject.objects.bulk_create(new)


def _write_titles(
    occupations: Mapping[str, Occupation], rows: Iterable[Subject], titles: Mapping[str, set[str]]
) -> None:
    new: list[Synonym] = []
    for row in rows:
        said, had = occupations[row.code].titles, titles.get(row.code, set())
        if gone := had - said.keys():
            Synonym.objects.filter(subject=row, label__in=gone).delete()
        new += [Synonym(subject=row, label=label, code=said[label]) for label in said if label not in had]
    Synonym.objects.bulk_create(new, batch_size=SLICE)


def write_subject(subject: Subject | None, *, synonyms: Iterable[str] | None = None, **said: object) -> Subject:
    """Add a free subject, or change the words of one; its documents are found by them at once."""
    with transaction.atomic():
        kept = write(subject or Subject(), **said)
        if synonyms is not None:
            kept.synonyms.all().delete()
            Synonym.objects.bulk_create(Synonym(subject=kept, label=label) for label in dict.fromkeys(synonyms))
        renew_terms([kept])
    return kept


def renew_terms(subjects: Iterable[Subject]) -> None:
    """Draw the stems of these subjects from all their names; the vocabulary and the documents' index follow."""
    by_pk = {subject.pk: subject for subject in subjects}
    names = {pk: [in_every_language(subject.label)] for pk, subject in by_pk.items()}
    for pk, label in Synonym.objects.filter(subject__in=by_pk).order_by("pk").values_list("subject", "label"):
        names[pk].append(label)
    changed = []
    for pk, subject in by_pk.items():
        terms = " ".join(dict.fromkeys(term for name in names[pk] for term in terms_of(name)))
        if terms != subject.terms:
            subject.terms = terms
            changed.append(subject)
    Subject.objects.bulk_update(changed, ["terms"], batch_size=SLICE)
    _spell([name for pk in names for name in names[pk]])
    _index_again(changed)


def _in_each_language(label: LazyI18nString | dict[str, str] | str) -> dict[str, str]:
    """The words of a label by language, whatever language is spoken now; {"": words} if they are of none."""
    words = label.data if isinstance(label, LazyI18nString) else label
    return {code: text for code, text in words.items() if text} if isinstance(words, dict) else {"": str(words)}


def _spell(names: Sequence[str]) -> None:
    """Every word of these names can be suggested."""
    kept = {term for name in names for term in terms_of(name)}
    spelt: dict[str, tuple[str, str]] = {}
    for word in (word for name in names for word in tokens_of(name)):
        if len(word.folded) >= SHORTEST and (of := stem(word.folded)) in kept:
            spelt.setdefault(word.folded[:LONGEST], (word.shown[:LONGEST], of))
    write_words(spelt, terms_in(sorted({of for _shown, of in spelt.values()})))


def _index_again(subjects: Iterable[Subject]) -> None:
    concerned = Notice.objects.filter(subjects__in=list(subjects)).order_by("pk").distinct()
    keys = list(concerned.values_list("pk", flat=True))
    for start in range(0, len(keys), SLICE):
        index(list(Notice.objects.filter(pk__in=keys[start : start + SLICE]).order_by("pk")))
