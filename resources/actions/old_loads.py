"""Files that were brought long ago: their lines go, how many there were of each kind stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from ..models import Load

State = Load.State
AFTERWARDS = {State.APPLIED: State.SETTLED, State.READY: State.DROPPED}  # others stay what they are


def counted(load: Load) -> QuerySet:
    """How many lines there are of each (verdict, outcome, taken or not)."""
    return load.lines.order_by().values_list("verdict", "outcome", "taken").annotate(n=Count("pk"))


def forget_old_loads(before: datetime) -> None:
    """Settle the files that nobody touched since then. What was applied stays so, and can no longer be undone."""
    for pk in list(Load.objects.left_alone_since(before).values_list("pk", flat=True)):
        _settle(pk, before)


def _settle(pk: int, before: datetime) -> None:
    with transaction.atomic():
        old = Load.objects.left_alone_since(before).defer("file").select_for_update(of=("self",))
        row = old.filter(pk=pk).first()
        if row is None:
            return
        row.counts, row.file = list(map(list, counted(row))), b""
        row.state = AFTERWARDS.get(State(row.state), row.state)
        row.lines.all().delete()
        row.save(update_fields=["counts", "state", "file"])
