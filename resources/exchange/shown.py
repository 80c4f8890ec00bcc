"""A line as a page shows it: each cell that changes, before and after, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.dateparse import parse_date
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from citedesmetiers.centre.models import Purpose

from ..models import LoadLine
from .columns import BY_CODE, DATES, UNMAPPED, heading_of
from .facts import cell_of
from .families import COPY_OF, where

LONG = 160  # signs of a text that is shown
ORDER = [*BY_CODE, UNMAPPED]


@dataclass(frozen=True)
class Change:
    """One cell: how its column is called, what stood there, what is to stand there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """A line with its changes."""

    line: LoadLine
    where: str
    changes: list[Change]

    @property
    def is_copy(self) -> bool:
        return COPY_OF in self.line.said


def shown(lines: Iterable[LoadLine]) -> list[Shown]:
    """These lines as they are shown. One query."""
    names = {purpose.code: str(purpose.name) for purpose in Purpose.objects.order_by("order", "pk")}
    return [Shown(line, where(line), _changes(line, names)) for line in lines]


def _changes(line: LoadLine, names: Mapping[str, str]) -> list[Change]:
    changes = []
    for code in ORDER:
        if code in line.said and code != "title" or (code == "title" and code in line.before):
            before, after = line.before.get(code), line.said[code]
            if code == UNMAPPED:
                changes += _aside(before or {}, after)
                continue
            changes.append(Change(_heading(code), _words(code, before, names), _words(code, after, names)))
    return changes


def _heading(code: str) -> str:
    return _("Copies") if code == "copies" else heading_of(code)


def _aside(before: Mapping[str, str | list[str]], after: Mapping[str, str | list[str]]) -> list[Change]:
    """What is kept beside the notice, as no field holds it."""
    return [Change(_("%(column)s (kept aside)") % {"column": name}, _told(before.get(name, "")), _told(text))
            for name, text in after.items() if before.get(name) != text]  # fmt: skip


def _told(kept: str | list[str]) -> str:
    """What one column, or the fields of one tag, said."""
    return _cut(" ; ".join(kept) if isinstance(kept, list) else str(kept))


def _words(code: str, value: object, names: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return ""
    if code == "purposes":
        return ", ".join(names.get(each, each) for each in value)
    if code == "copies":
        return f"{len(value)} ({', '.join(mark or '–' for mark in value[:12])})"
    if code == "price":
        amount, currency = value
        return f"{number_format(Decimal(amount), 2, use_l10n=True, force_grouping=True)} {currency}"
    if code in DATES and (day := parse_date(str(value))):
        return date_format(day, "DATE_FORMAT")
    return _cut(cell_of(code, value).removeprefix("\\"))


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"
