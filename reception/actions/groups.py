"""A class or a group: one record, which may be told more closely after the press. Never one interview a member."""

from collections import Counter
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.actions import count

from ..models import UNDO_FOR, GroupKind, GroupLevel, Receipt
from .arrivals import cells, lock_today


def describe_group(receipt: Receipt, *, kind: str = "", level: str = "", by: User) -> Receipt:
    """Say of what kind a group is and, of a school class, at which level: each may be corrected for 10 minutes.

    What was counted before is taken back. A level alone keeps the kind, another kind forgets the level.
    """
    if (kind and kind not in GroupKind) or (level and level not in GroupLevel):
        raise HouseRule(_("This is not on the list."), status=HTTPStatus.BAD_REQUEST)
    with transaction.atomic():
        lock_today()
        groups = Receipt.objects.select_for_update(of=("self",)).standing().groups()
        kept = groups.filter(pk=receipt.pk, logged_at__gt=timezone.now() - UNDO_FOR).first()
        if kept is None:
            raise HouseRule(_("Too late: a group can be described for 10 minutes."))
        if level and kept.group_kind != GroupKind.SCHOOL:
            raise HouseRule(_("A level is said of a school class."), status=HTTPStatus.BAD_REQUEST)
        changes = Counter(dict(cells(kept, sign=-1)))
        kept.group_kind, kept.group_level = (kept.group_kind, level) if level else (kind, "")
        changes.update(dict(cells(kept)))
        Receipt.objects.filter(pk=kept.pk).update(group_kind=kept.group_kind, group_level=kept.group_level)
        count(changes.items(), place=kept.place, at=kept.logged_at)
        live.bump("reception")
    return kept
