"""Two documents that are one: what stays is chosen field by field; the other one is replaced by it. All or nothing."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule

from ..models import Copy, Notice, Selected, State
from ..models.notices import HISTORY
from ..search.index import index
from .notices import SEVERAL, write_notice

TOGETHER = {  # what is chosen as one, and the fields that it is made of
    "number": ("number", "number_kind", "number_wrong"), "price": ("price", "currency"),
    "opinion": ("opinion", "stars", "opinion_by", "opinion_on"),
}  # fmt: skip
CHOSEN = ("title", "subtitle", "authors", "publisher", "year", "edition", "support", "number", "languages", "url",
          "summary", "content", "audience", "level", "territory", "easy_read", "large_print", "subtitled", "signed",
          "opinion", "team_only", "source", "acquired_on", "price", "cover")  # fmt: skip


def fields_of(name: str) -> tuple[str, ...]:
    """The fields that are chosen together under this name."""
    return TOGETHER.get(name, (name,))


def merge(
    kept: Notice, other: Notice, *, by: User, seen: tuple[int, int], take: Collection[str] = ()
) -> dict[str, object]:
    """Make two documents one: `take` names what is taken from the other. What is needed to undo it, in plain values.

    Copies and places in reading lists move over; purposes, subjects and headings are joined. `seen` are the versions
    that were before her eyes: if somebody wrote since, HouseRule and nothing is written. One line of history on each.
    """
    with transaction.atomic():
        row, gone = _both(kept.pk, other.pk, seen)
        taken = [field for name in CHOSEN if name in take for field in fields_of(name)]
        said: dict[str, Any] = {field: getattr(gone, field) for field in taken}
        sets: dict[str, Any] = {name: [*getattr(row, name).order_by("pk"), *getattr(gone, name).order_by("pk")]
                                for name in SEVERAL}  # fmt: skip
        copies = _move(Copy.objects.filter(notice=gone), row, by)
        lists = _move_selected(gone, row)
        why = _("Merged with %(identifier)s") % {"identifier": gone.identifier}
        said |= {name: list(dict.fromkeys(values)) for name, values in sets.items()}
        row = write_notice(row, by=by, _change_reason=why, **said)
        why = _("Merged into %(identifier)s") % {"identifier": row.identifier}
        cover: dict[str, Any] = {"cover": ""} if "cover" in take else {}
        gone = write_notice(gone, by=by, _change_reason=why, state=State.REPLACED, replaced_by=row, **cover)
        index([row, gone])  # whose copies have moved
    return {"kept": row.pk, "other": gone.pk, "versions": [row.version, gone.version], "copies": copies, **lists}


def _both(kept: int, other: int, seen: Collection[int]) -> tuple[Notice, Notice]:
    """Both as they stand now, locked in one order whoever asks; HouseRule if they are not what was looked at."""
    rows = {row.pk: row for row in Notice.objects.select_for_update().filter(pk__in=[kept, other]).order_by("pk")}
    if kept == other or len(rows) < 2:
        raise HouseRule(_("Choose another document."), status=400)
    row, gone = rows[kept], rows[other]
    if [row.version, gone.version] != list(seen):
        raise HouseRule(_("Somebody changed one of the two meanwhile. Nothing was written: look at them again."))
    return row, gone


def _move(copies: QuerySet[Copy], to: Notice, by: User | None) -> list[int]:
    moved = []
    for copy in copies.select_for_update().order_by("pk"):
        copy.notice = to
        vars(copy).update(_history_user=by)
        copy.save(update_fields=["notice"])
        moved.append(copy.pk)
    return moved


def _move_selected(gone: Notice, to: Notice) -> dict[str, list]:
    """Its places in reading lists; where the kept one stands already, the other's place is given up."""
    there = set(Selected.objects.filter(notice=to).order_by().values_list("selection", flat=True))
    rows = list(Selected.objects.filter(notice=gone).order_by("pk"))
    moved = [row.pk for row in rows if row.selection_id not in there]
    dropped = [[row.selection_id, row.order] for row in rows if row.selection_id in there]
    Selected.objects.filter(pk__in=moved).update(notice=to)
    Selected.objects.filter(notice=gone).delete()
    return {"moved": moved, "dropped": dropped}


def part(undo: Mapping[str, Any], *, by: User) -> tuple[Notice, Notice]:
    """Undo a merge: both say again what they said before. HouseRule if either was changed since."""
    with transaction.atomic():
        row, gone = _both(undo["kept"], undo["other"], undo["versions"])
        _move(Copy.objects.filter(pk__in=undo["copies"], notice=row), gone, by)
        Selected.objects.filter(pk__in=undo["moved"], notice=row).update(notice=gone)
        Selected.objects.bulk_create(
            [Selected(selection_id=selection, notice=gone, order=order) for selection, order in undo["dropped"]],
            ignore_conflicts=True,
        )
        why = _("Merge undone")
        row = write_notice(row, by=by, _change_reason=why, **_as_of(row, row.version - 1))
        gone = write_notice(gone, by=by, _change_reason=why, **_as_of(gone, gone.version - 1))
        index([row, gone])
    return row, gone


def _as_of(notice: Notice, version: int) -> dict[str, Any]:
    """What a document said in this version, as its history knows it."""
    line = Notice.history.filter(id=notice.pk, version=version).order_by("-history_id").first()
    if line is None:
        raise HouseRule(_("Its history does not say what it was. Nothing was written."))
    said = {field.attname: getattr(line, field.attname) for field in line.tracked_fields
            if field.name not in ("id", "identifier", "version")}  # fmt: skip
    for relation, members in HISTORY.m2m_models.items():
        rows = members.objects.filter(history=line).order_by("pk")
        keys = list(rows.values_list(relation.m2m_reverse_name(), flat=True))
        there = relation.related_model.objects.in_bulk(keys)
        said[relation.name] = [there[key] for key in keys if key in there]
    return said
