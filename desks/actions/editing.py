"""What a manager changes about the desks, and about who serves them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.centre.actions import write
from citedesmetiers.kit.rules import HouseRule

from ..models import Desk, Duty, Helper


def write_desk(desk: Desk | None, **said: object) -> Desk:
    """Add a desk, or change these fields of one. Its code stays. While somebody sits there it stays in use."""
    with transaction.atomic():
        if desk:
            said.pop("slug", None)
            if said.get("active") is False and Duty.objects.open().filter(desk=desk).exists():
                raise HouseRule(_("Somebody sits at this desk now. It can go out of use once they have left."))
        kept = write(desk or Desk(), **said)
        live.bump("reception", "roster", kept.channel)
    return kept


def set_desks_of(counsellor: User, *, serves: Iterable[Desk], may_help: Iterable[Desk], by: User) -> list[Helper]:
    """These are the desks that a counsellor serves, and those that she may also help, in place of what was."""
    serves, may_help = list(serves), list(may_help)
    if set(serves) & set(may_help):
        raise HouseRule(_("A desk is served, or helped: not both."), status=400)
    rows = [Helper(user=counsellor, desk=desk, serves=True) for desk in serves]
    rows += [Helper(user=counsellor, desk=desk, serves=False) for desk in may_help]
    with transaction.atomic():
        User.objects.select_for_update().get(pk=counsellor.pk)
        Helper.objects.filter(user=counsellor).delete()
        kept = Helper.objects.bulk_create(rows)
        live.bump(*{row.desk.channel for row in kept})
    return kept
