"""The history of notices: one line for each change, with the sets of that moment."""

from collections.abc import Mapping, Sequence

from django.db import models

from citedesmetiers.accounts.models import User

from ..models import Notice
from ..models.notices import HISTORY

SETS = ("purposes", "subjects", "headings")


def remember(notices: Sequence[Notice], *, by: User | None, added: bool = False) -> None:
    """Write a line for each of these, as they stand. django-simple-history writes the row and leaves out its sets."""
    if not notices:
        return
    lines = Notice.history.bulk_history_create(notices, update=not added, default_user=by)
    of = {line.id: line for line in lines}
    for name in SETS:
        _remember_set(name, of)


def _remember_set(name: str, of: Mapping[int, models.Model]) -> None:
    relation = Notice._meta.get_field(name)
    column, kept = relation.m2m_reverse_name(), HISTORY.m2m_models[relation]
    members = getattr(Notice, name).through.objects.filter(notice__in=of).order_by("pk")
    rows = members.values_list("pk", "notice", column)
    kept.objects.bulk_create(kept(history=of[notice], **{"id": pk, "notice_id": notice, column: member})
                             for pk, notice, member in rows)  # fmt: skip
