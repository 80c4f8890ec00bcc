"""What changes a reading list and its order. Each verb locks the list first."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from citedesmetiers.centre.actions import write
from citedesmetiers.kit.rules import HouseRule

from ..models import Notice, Selected, Selection


def write_list(selection: Selection | None, **said: object) -> Selection:
    """Add a reading list, or change these fields of one. Its address stays, as people carry it away."""
    if selection:
        said.pop("slug", None)
    try:
        return write(selection or Selection(), **said)
    except IntegrityError:
        raise HouseRule(_("Another reading list has this address already.")) from None


def add_to_list(selection: Selection, notice: Notice) -> Selected:
    """Put a document at the end of a list. Twice: once."""
    with transaction.atomic():
        Selection.objects.select_for_update().get(pk=selection.pk)
        last = selection.selected.aggregate(last=Max("order"))["last"]
        kept, _made = Selected.objects.get_or_create(
            selection=selection, notice=notice, defaults={"order": 0 if last is None else last + 1}
        )
    return kept


def move_in_list(selection: Selection, notice: int, *, up: bool) -> None:
    """One place up or down. What is first stays first; what is gone moves nothing."""
    with transaction.atomic():
        Selection.objects.select_for_update().get(pk=selection.pk)
        rows = list(selection.selected.order_by("order", "pk"))
        at = next((n for n, row in enumerate(rows) if row.notice_id == notice), None)
        if at is None or not 0 <= (to := at - 1 if up else at + 1) < len(rows):
            return
        rows[at], rows[to] = rows[to], rows[at]
        for n, row in enumerate(rows):
            row.order = n
        Selected.objects.bulk_update(rows, ["order"])


def take_from_list(selection: Selection, notice: int) -> dict[str, int] | None:
    """Take a document out. Where it stood, to bring it back; None if it stood there no more."""
    with transaction.atomic():
        Selection.objects.select_for_update().get(pk=selection.pk)
        row = selection.selected.filter(notice=notice).first()
        if row is None:
            return None
        was = {"selection": selection.pk, "notice": notice, "order": row.order}
        row.delete()
    return was


def bring_back_to_list(was: Mapping[str, int]) -> Selection | None:
    """Undo the above, in the same place. Twice: once. None if the list or the document is gone."""
    with transaction.atomic():
        selection = Selection.objects.select_for_update().filter(pk=was["selection"]).first()
        if selection is None or not Notice.objects.filter(pk=was["notice"]).exists():
            return None
        Selected.objects.get_or_create(selection=selection, notice_id=was["notice"], defaults={"order": was["order"]})
    return selection
