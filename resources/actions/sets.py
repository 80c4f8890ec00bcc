"""The sets of a notice (purposes, subjects, headings): one query each tells all that its index and its history need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast
from i18nfield.strings import LazyI18nString

from ..models import Copy, Notice
from ..search.index import in_every_language
from ..search.worded import Worded, blanks

SEVERAL = {"purposes": "code", "subjects": "terms", "headings": "name"}  # and what the index reads of each


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a set: the row between, what it leads to, and what the index reads of that."""

    row: int
    member: int
    text: str


Members = Mapping[str, Sequence[Member]]


def members_of(notice: Notice) -> tuple[dict[str, list[Member]], list[str]]:
    """The members of each set, in their order, and the shelf marks of its copies. One query; none for what is new."""
    found: dict[str, list[Member]] = {name: [] for name in SEVERAL}
    marks: list[str] = []
    (blank,) = blanks(1)
    rows = sorted(_read().rows({blank: notice.pk})) if notice.pk else []
    for place, row, member, text in rows:
        if place == len(SEVERAL):
            marks.append(text)
        else:
            found[list(SEVERAL)[place]].append(Member(row, member, in_every_language(LazyI18nString(text))))
    return found, marks


@lru_cache
def _read() -> Worded:
    """(which set, the row between, the member, its text) of every set; last, of the copies."""
    parts = []
    for place, (name, reads) in enumerate(SEVERAL.items()):
        through, column = between(name)
        target = column.removesuffix("_id")
        rows = through.objects.filter(notice__in=blanks(1)).order_by()
        parts.append(rows.values_list(Value(place), "pk", target, Cast(f"{target}__{reads}", models.TextField())))
    copies = Copy.objects.filter(notice__in=blanks(1)).order_by()
    parts.append(copies.values_list(Value(len(parts)), "pk", "notice", Cast("mark", models.TextField())))
    return Worded(parts[0].union(*parts[1:], all=True))


def between(name: str) -> tuple[Any, str]:
    """The table of a set, and its column that leads to the member."""
    return getattr(Notice, name).through, relation(name).m2m_reverse_name()


def relation(name: str) -> Any:
    """The field of a set."""
    return Notice._meta.get_field(name)


def write_set(notice: Notice, name: str, there: Sequence[Member], wanted: Sequence[models.Model]) -> list[Member]:
    """Make these the members; no statement where they are."""
    through, column = between(name)
    new = {each.pk: each for each in wanted}
    gone = [each.row for each in there if each.member not in new]
    if gone:
        through.objects.filter(pk__in=gone).delete()
    stay = [each for each in there if each.member in new]
    come = [pk for pk in new if pk not in {each.member for each in stay}]
    rows = through.objects.bulk_create(through(**{"notice_id": notice.pk, column: pk}) for pk in come) if come else []
    return stay + [Member(row.pk, pk, in_every_language(getattr(new[pk], SEVERAL[name])))
                   for row, pk in zip(rows, come, strict=True)]  # fmt: skip
