"""A counsellor's presence: here, on a pause, gone."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule

from ..models import Desk, Duty, Helper


def arrive(desk: Desk, *, by: User) -> Duty:
    """“I’m here”: the counsellor sits at this desk from now on, leaving any other. Pressed twice: the same duty.

    A counsellor who came back from a pause sits down again; one who does not serve the desk raises HouseRule (403).
    """
    if not Helper.objects.filter(user=by, desk=desk).exists():
        raise HouseRule(_("You do not serve this desk. A manager can add it to yours."), status=403)
    now = timezone.now()
    try:
        with transaction.atomic():
            mine = Duty.objects.open().select_for_update().filter(user=by).first()
            if mine and mine.desk_id == desk.pk:
                Duty.objects.open().filter(pk=mine.pk).update(paused_at=None)
                mine.paused_at = None
            else:
                _end(Duty.objects.open().filter(user=by), now)
                mine = Duty.objects.create(user=by, desk=desk, partner=by.partner, started_at=now)
            live.bump(desk.channel)
            return mine
    except IntegrityError:  # the same person pressed in two tabs: the other tab's duty stands
        return Duty.objects.open().get(user=by)


def pause(*, by: User) -> Duty | None:
    """The counsellor is away for a moment: the desk counts one fewer. None if she sits nowhere."""
    with transaction.atomic():
        duty = Duty.objects.open().select_related("desk").filter(user=by).first()
        if duty is None:
            return None
        Duty.objects.receiving().filter(pk=duty.pk).update(paused_at=timezone.now())
        live.bump(duty.desk.channel)
    duty.refresh_from_db()
    return duty


def leave(*, by: User) -> Duty | None:
    """The counsellor goes. None if she sits nowhere. Who still holds a visitor is `reception`'s to say."""
    with transaction.atomic():
        duty = Duty.objects.open().select_related("desk").filter(user=by).first()
        if duty is None:
            return None
        _end(Duty.objects.filter(pk=duty.pk), timezone.now())
        live.bump(duty.desk.channel)
    duty.refresh_from_db()
    return duty


def everyone_leaves(now: datetime) -> int:
    """At closing time nobody sits anywhere. The number of duties ended."""
    with transaction.atomic():
        return _end(Duty.objects.open().filter(started_at__lte=now), now)


def dismiss(now: datetime) -> int:
    """Nobody sits on where she may not: disabled, no longer a counsellor, or the desk is not hers any more."""
    may = Helper.objects.filter(user=OuterRef("user"), desk=OuterRef("desk"), user__is_active=True, user__counsels=True)
    with transaction.atomic():
        return _end(Duty.objects.open().filter(~Exists(may)), now)


def _end(duties: QuerySet[Duty], now: datetime) -> int:
    """Ends open duties now, or when they began if a clock was set back since."""
    channels, ended = set(), 0
    for duty in duties.select_related("desk"):
        ended += Duty.objects.open().filter(pk=duty.pk).update(ended_at=max(now, duty.started_at))
        channels.add(duty.desk.channel)
    live.bump(*channels)
    return ended
