"""The history of notices: one line for each change, with the sets of that moment."""

from collections.abc import Mapping, Sequence

from django.db import models
from django.utils import timezone

from citedesmetiers.accounts.models import User

from ..models import Notice
from ..models.notices import HISTORY
from ..search.worded import insert, insert_one
from .sets import SEVERAL, Members, between, relation

LINES = Notice.history  # a manager that is built whenever it is asked for: once


def remember_one(notice: Notice, members: Members, *, by: User | None, added: bool) -> None:
    """Write a line for this one, as it stands, with these members of its sets."""
    told = {column.attname: getattr(notice, column.attname) for column in LINES.model.tracked_fields}
    line = insert_one(LINES.model, told | {
        "history_date": timezone.now(), "history_type": "+" if added else "~",
        "history_change_reason": getattr(notice, "_change_reason", None),
        "history_user_id": by.pk if by else None,
    })  # fmt: skip
    for name, rows in members.items():
        _write(name, [(each.row, line, notice.pk, each.member) for each in rows])


def _write(name: str, rows: Sequence[tuple[int, int, int, int]]) -> None:
    """Rows of the history of a set: its own row, the line of history, the notice, the member."""
    columns = ("id", "history_id", "notice_id", f"{between(name)[1].removesuffix('_id')}_id")
    insert(HISTORY.m2m_models[relation(name)], columns, rows)


def remember(notices: Sequence[Notice], *, by: User | None, added: bool = False) -> None:
    """Write a line for each of these, as they stand. django-simple-history writes the row and leaves out its sets."""
    if not notices:
        return
    lines = LINES.bulk_history_create(notices, update=not added, default_user=by)
    of = {line.id: line for line in lines}
    for name in SEVERAL:
        _remember_set(name, of)


def _remember_set(name: str, of: Mapping[int, models.Model]) -> None:
    through, column = between(name)
    members = through.objects.filter(notice__in=of).order_by("pk")
    rows = members.values_list("pk", "notice", column)
    _write(name, [(pk, of[notice].pk, notice, member) for pk, notice, member in rows])
