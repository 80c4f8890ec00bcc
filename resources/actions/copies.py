"""What changes a copy. Each verb locks the document first, writes one line of history, and renews the index."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Place
from citedesmetiers.centre.site import main_place
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.actions import spend

from ..models import Copy, CopyState, Notice, Shelving, Use
from ..search.index import index

PLAIN = ("mark", "number", "use", "state", "url")  # kept as they are when a copy is taken out


def write_copy(copy: Copy | None, *, notice: Notice, by: User | None, key: uuid.UUID | None = None,
               **said: object) -> Copy | None:  # fmt: skip
    """Add a copy to a document, or change these fields of one. The same key adds once: None the second time."""
    try:
        with transaction.atomic():
            owner = Notice.objects.select_for_update().get(pk=notice.pk)
            if key and not spend(f"copy:{key}", timezone.localdate()):
                return None
            row = Copy.objects.select_for_update().get(pk=copy.pk) if copy else Copy(notice=owner)
            return _write(row, owner, by, **said)
    except IntegrityError:
        raise HouseRule(_("Another copy bears this number already. Nothing was written.")) from None


def _write(row: Copy, owner: Notice, by: User | None, **said: object) -> Copy:
    changed = [name for name, value in said.items() if row.pk is None or getattr(row, name) != value]
    for name in changed:
        setattr(row, name, said[name])
    if row.state == CopyState.OUT and row.use != Use.LENT:
        raise HouseRule(_("Only what is lent is taken home."), status=400)
    if row.pk and not changed:
        return row
    vars(row).update(_history_user=by)
    row.save(update_fields=changed if row.pk else None)
    if "mark" in changed:
        index([owner])
    return row


def another_copy(notice: Notice, *, by: User, key: uuid.UUID) -> Copy | None:
    """One more of the same: where the last one stands, for the same use. The same key adds once."""
    last = notice.copies.select_related("place").order_by("-pk").first()
    like = {"mark": last.mark, "use": last.use, "place": last.place} if last else {"place": main_place()}
    return write_copy(None, notice=notice, by=by, key=key, acquired_on=timezone.localdate(), **like)


def take_home(copy: Copy, *, by: User) -> Copy:
    """Somebody takes this copy home: nobody's name is asked. Pressed twice: once."""
    if not Shelving.objects.filter(lends=True).exists():
        raise HouseRule(_("Documents are not lent here: see the settings of the shelves."))
    return _move(copy, CopyState.OUT, by)


def take_in(copy: Copy, *, by: User) -> Copy:
    """The copy is back, or found again, or repaired: it stands on its shelf."""
    return _move(copy, CopyState.HERE, by)


def _move(copy: Copy, state: CopyState, by: User) -> Copy:
    with transaction.atomic():
        row = Copy.objects.select_for_update().get(pk=copy.pk)
        if state == CopyState.OUT and row.state not in (CopyState.HERE, CopyState.OUT):
            raise HouseRule(_("This copy is not here: look at its state first."))
        if state == CopyState.OUT and row.use != Use.LENT:
            raise HouseRule(_("This copy is to be read here."))
        if row.state != state:
            row.state = state
            vars(row).update(_history_user=by)
            row.save(update_fields=["state"])
    return row


def remove_copy(copy: Copy, *, by: User) -> dict[str, object] | None:
    """This copy is no more. What it was, in plain values, to bring it back; None if it was gone already."""
    with transaction.atomic():
        owner = Notice.objects.select_for_update().get(pk=copy.notice_id)
        row = Copy.objects.select_for_update().filter(pk=copy.pk, notice=owner).first()
        if row is None:
            return None
        was = {name: getattr(row, name) for name in PLAIN} | {
            "pk": row.pk, "notice_id": row.notice_id, "place_id": row.place_id,
            "acquired_on": row.acquired_on and row.acquired_on.isoformat(),
            "cost": None if row.cost is None else str(row.cost),
        }  # fmt: skip
        vars(row).update(_history_user=by)
        row.delete()
        index([owner])
    return was


def bring_back(was: Mapping[str, Any], *, by: User) -> Copy | None:
    """Undo a removal. Twice: once. None if its document or its place is gone meanwhile."""
    try:
        with transaction.atomic():
            owner = Notice.objects.select_for_update().filter(pk=was["notice_id"]).first()
            if owner is None or not Place.objects.filter(pk=was["place_id"]).exists():
                return None
            if there := Copy.objects.filter(pk=was["pk"]).first():
                return there
            day, cost = was["acquired_on"], was["cost"]
            row = Copy(**dict(was) | {"acquired_on": date.fromisoformat(day) if day else None,
                                      "cost": Decimal(cost) if cost else None})  # fmt: skip
            vars(row).update(_history_user=by)
            row.save(force_insert=True)
            index([owner])
            return row
    except IntegrityError:
        raise HouseRule(_("Another copy bears this number by now. It stays removed.")) from None
