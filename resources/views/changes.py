"""Who changed what of a document and when: read from its history and from that of its copies, field by field."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Value
from django.utils.formats import date_format, number_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User

from ..models import Copy, Notice
from ..models.notices import HISTORY
from ..tongues import language_name

LINES = 20
SETS = ("purposes", "subjects", "headings")
LONGEST = 300  # letters of a value that are shown
UNTOLD = {"id", "identifier", "version", "number_kind", "unmapped", "notice"}


@dataclass(frozen=True)
class Change:
    """A field, with what it said and what it says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One act: when, whose, of which copy (if of one), what it changed."""

    at: datetime
    who: User | None
    what: str
    changes: Sequence[Change]
    why: str = ""
    is_new: bool = False


def history_of(notice: Notice, page: object) -> tuple[Page, list[Line]]:
    """One page of what happened to a document, the newest first. Eight statements, however long the history."""
    own = Notice.history.filter(id=notice.pk).order_by().annotate(of=Value("a"))
    of_copies = Copy.history.filter(notice_id=notice.pk).order_by().annotate(of=Value("b"))
    names = ("history_id", "history_date", "of")
    every = own.values_list(*names).union(of_copies.values_list(*names), all=True)
    shown = Paginator(every.order_by("-history_date", "of", "-history_id"), LINES).get_page(page)
    keys = [(of, pk) for pk, _at, of in shown.object_list]
    told = _of_notice(notice, [pk for of, pk in keys if of == "a"])
    told |= _of_copies([pk for of, pk in keys if of == "b"])
    return shown, [told[key] for key in keys]


def between(notice: Notice, version: int) -> list[Change]:
    """What was changed of a document since this version of it; nothing if that version is not known."""
    since = Notice.history.filter(id=notice.pk, version=version).order_by("-history_id").first()
    now = Notice.history.filter(id=notice.pk).order_by("-history_id").first()
    if since is None or now is None:
        return []
    return _Reader([since, now]).changes(since, now)


def _of_notice(notice: Notice, keys: Sequence[int]) -> dict[tuple[str, int], Line]:
    if not keys:
        return {}
    lines = Notice.history.filter(id=notice.pk, history_id__lte=max(keys)).select_related("history_user")
    rows = list(lines.order_by("-history_id")[: len(keys) + 1])
    reader = _Reader(rows)
    return {("a", row.history_id): _line(row, before, reader, _("Document added"), _("Document changed"))
            for row, before in zip(rows, [*rows[1:], None], strict=True)}  # fmt: skip


def _of_copies(keys: Sequence[int]) -> dict[tuple[str, int], Line]:
    if not keys:
        return {}
    of = Copy.history.filter(history_id__in=keys).order_by().values("id")
    rows = Copy.history.filter(id__in=of, history_id__lte=max(keys)).select_related("history_user", "place")
    before: dict[int, models.Model] = {}
    told = {}
    for row in rows.order_by("history_id"):
        reader = _Reader([])
        name = row.mark or row.number or row.url or f"{row.id}"
        words = _("Copy %(mark)s added") % {"mark": name}, _("Copy %(mark)s changed") % {"mark": name}
        line = _line(row, before.get(row.id), reader, *words)
        if row.history_type == "-":
            line = Line(row.history_date, row.history_user, _("Copy %(mark)s removed") % {"mark": name}, [])
        told["b", row.history_id] = line
        before[row.id] = row
    return told


def _line(row: models.Model, before: models.Model | None, reader: "_Reader", added: str, changed: str) -> Line:
    is_new = row.history_type == "+"
    changes = reader.changes(None if is_new else before, row) if is_new or before else []
    return Line(row.history_date, row.history_user, added if is_new else changed, changes,
                row.history_change_reason or "", is_new)  # fmt: skip


class _Reader:
    """Says the fields of lines of history in words; the sets of all lines are read at once."""

    def __init__(self, rows: Iterable[models.Model]) -> None:
        rows = list(rows)
        self.sets: Mapping[tuple[int, str], list[str]] = _sets_of(rows)
        others = {row.replaced_by_id for row in rows if row.replaced_by_id}
        self.others = Notice.objects.in_bulk(others) if others else {}

    def changes(self, before: models.Model | None, after: models.Model) -> list[Change]:
        """What differs; of something new, what it says beside what everything says."""
        found = []
        for field in after.tracked_fields:
            if field.name in UNTOLD:
                continue
            was = getattr(before, field.attname) if before else field.get_default()
            now = getattr(after, field.attname)
            if was != now and (before or now not in (None, "")):
                said = self._said(field, was, before) if before else ""
                found.append(Change(capfirst(str(field.verbose_name)), said, self._said(field, now, after)))
        for name in SETS if isinstance(after, Notice.history.model) else ():
            was_set = self.sets.get((before.history_id, name), []) if before else []
            now_set = self.sets.get((after.history_id, name), [])
            if was_set != now_set:
                label = capfirst(str(Notice._meta.get_field(name).verbose_name))
                found.append(Change(label, "; ".join(was_set), "; ".join(now_set)))
        return found

    def _said(self, field: models.Field, value: object, row: models.Model | None) -> str:
        if field.is_relation and value is not None:
            other = self.others.get(value) if field.name == "replaced_by" else getattr(row, field.name, None)
            return str(other or value)
        return in_words(field, value)


def in_words(field: models.Field, value: object) -> str:
    """A value of a field as people read it; nothing where it says nothing."""
    if value in (None, ""):
        return ""
    if field.name == "cover":
        return _("a picture")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(language_name(code) for code in value)
    if isinstance(value, Decimal):
        return number_format(value, 2)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return Truncator(str(value)).chars(LONGEST)


def _sets_of(rows: Sequence[models.Model]) -> dict[tuple[int, str], list[str]]:
    """{(line, set): the names in it}. One statement for each of the three sets."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    keys = [row.history_id for row in rows]
    for name in SETS if keys else ():
        relation = Notice._meta.get_field(name)
        column = relation.m2m_reverse_name().removesuffix("_id")
        members = HISTORY.m2m_models[relation].objects.filter(history__in=keys).select_related(column)
        for member in members.order_by("pk"):
            found[member.history_id, name].append(str(getattr(member, column)))
    return {key: sorted(names) for key, names in found.items()}
