"""Seats without a name: held, given back, waited for, offered. A token is the right to a seat; its print is kept."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers.kit.rules import HouseRule

from ..models import Event, Seat, Session

OFFER = timedelta(hours=2)  # how long an offered seat is kept free; never beyond the session's beginning
SEATED = (Event.Access.HELD, Event.Access.REQUIRED)
State = Seat.State


def print_of(token: uuid.UUID) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.bytes).hexdigest()


def hold(session: Session, token: uuid.UUID, *, may_wait: bool = False) -> Seat:
    """Hold a seat for whoever bears this token, or (if she may wait) a place on the waiting list.

    The same token again: the same seat, whatever became of it. HouseRule where no seat is to be had.
    """
    try:
        with transaction.atomic():
            if mine := Seat.objects.filter(print=print_of(token)).first():
                return _of(session, mine)
            return _seated(session, token, may_wait)
    except IntegrityError:  # the same token, sent twice at once
        return _of(session, Seat.objects.get(print=print_of(token)))


def _of(session: Session, seat: Seat) -> Seat:
    if seat.session_id != session.pk:
        raise HouseRule(_("This form was sent for another session. Open the page again."))
    return seat


def _seated(session: Session, token: uuid.UUID, may_wait: bool) -> Seat:
    now = timezone.now()
    rows = Session.objects.public().taking_place().filter(pk=session.pk, starts_at__gt=now, event__access__in=SEATED)
    unawaited = rows.exclude(seats__state=State.WAITING)
    free = Session.objects.filter(pk__in=unawaited.values("pk"), held__lt=F("capacity"))
    if free.update(held=F("held") + 1, last_seat=F("last_seat") + 1):
        return _numbered(session, token, State.HELD)
    if not rows.exists():
        raise HouseRule(_("No seat can be held for this session."))
    if not may_wait:
        raise HouseRule(_("All seats are taken. There is a waiting list."))
    Session.objects.filter(pk=session.pk).update(last_seat=F("last_seat") + 1)
    seat = _numbered(session, token, State.WAITING)
    _promote(session.pk, now)  # a seat was given back between the two
    seat.refresh_from_db()
    return seat


def _numbered(session: Session, token: uuid.UUID, state: str) -> Seat:
    number = Session.objects.values_list("last_seat", flat=True).get(pk=session.pk)
    return Seat.objects.create(session_id=session.pk, number=number, print=print_of(token), state=state)


def give_back(seat: Seat) -> Seat:
    """Give a seat back, or leave the waiting list; who waits next is offered it. Twice is once."""
    with transaction.atomic():
        kept = Session.objects.select_for_update().get(pk=seat.session_id)
        now_at = Seat.objects.values_list("state", flat=True).get(pk=seat.pk)
        if now_at in (State.HELD, State.OFFERED, State.WAITING):
            Seat.objects.filter(pk=seat.pk).update(state=State.CANCELLED, offered_until=None)
            if now_at != State.WAITING:
                Session.objects.filter(pk=kept.pk).update(held=F("held") - 1)
                _promote(kept.pk, timezone.now())
    seat.refresh_from_db()
    return seat


def accept(seat: Seat) -> Seat:
    """Take the seat that was offered. Twice is once. HouseRule where the offer is over."""
    open_still = Seat.objects.filter(pk=seat.pk, state=State.OFFERED, offered_until__gt=timezone.now())
    open_still.update(state=State.HELD, offered_until=None)
    seat.refresh_from_db()
    if seat.state != State.HELD:
        raise HouseRule(_("This seat is no longer offered."))
    return seat


def lapse(now: datetime) -> int:
    """End the offers that nobody took, and offer those seats to who waits next; how many ended. By the clock."""
    ended = 0
    for session in Session.objects.filter(seats__in=Seat.objects.lapsed_at(now)).distinct().order_by("pk"):
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            n = Seat.objects.lapsed_at(now).filter(session=session).update(state=State.LAPSED, offered_until=None)
            Session.objects.filter(pk=session.pk).update(held=F("held") - n)
            _promote(session.pk, now)
        ended += n
    return ended


def promote(session: Session) -> int:
    """Offer what is free to who waits, in order; how many offers. For a session that was made larger."""
    with transaction.atomic():
        return _promote(session.pk, timezone.now())


def _promote(pk: int, now: datetime) -> int:
    """Under the session's lock: it is taken here where the caller has not taken it."""
    session = Session.objects.select_for_update().get(pk=pk)
    if session.is_cancelled or session.capacity is None or session.starts_at <= now:
        return 0
    free = max(session.capacity - session.held, 0)
    next_ones = list(session.seats.waiting().values_list("pk", flat=True)[:free])
    until = min(now + OFFER, session.starts_at)
    n = Seat.objects.filter(pk__in=next_ones, state=State.WAITING).update(state=State.OFFERED, offered_until=until)
    Session.objects.filter(pk=pk).update(held=F("held") + n)
    return n


def why_nobody(session: Session, now: datetime) -> str:
    """Why nobody of the waiting list is offered a seat now, in words; empty if somebody could be."""
    if session.is_cancelled:
        return _("The session is cancelled.")
    if session.starts_at <= now:
        return _("The session has begun.")
    if not session.seats.waiting().exists():
        return _("Nobody is on the waiting list.")
    if session.capacity is not None and session.held >= session.capacity:
        return _("Every seat is held or offered.")
    return ""
