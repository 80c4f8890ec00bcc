"""Leaving a line, taking back a counsellor's last step, and the end of a day's lines."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule
from desks import actions as presence
from desks.models import Desk, Helper

from ..models import SECOND_THOUGHT, UNDO_FOR, LastStep, Receipt, Stop, Ticket
from .arrivals import undo as undo_arrival

State = Stop.State
Kind = LastStep.Kind


def give_up(stop: Stop, *, by: User) -> Stop:
    """A waiting visitor leaves the line. Pressed twice: she had left."""
    if stop.state == State.LEFT:
        return stop
    now = timezone.now()
    with transaction.atomic():
        ended = {"state": State.LEFT, "left_why": Stop.LeftWhy.GAVE_UP, "ended_at": now}
        if not Stop.objects.waiting().filter(pk=stop.pk).update(**ended):
            raise HouseRule(_("This visitor is no longer waiting."))
        live.bump(stop.desk.channel)
    stop.refresh_from_db()
    return stop


def come_back(stop: Stop, *, by: User) -> Stop:
    """A visitor marked as gone or absent by mistake stands again where she stood, within 10 minutes.

    One who only lets somebody pass, as absent once, gets her own turn back at once.
    """
    now = timezone.now()
    mistaken = Q(left_why__in=[Stop.LeftWhy.GAVE_UP, Stop.LeftWhy.ABSENT], ended_at__gt=now - UNDO_FOR)
    try:
        with transaction.atomic():
            gone = Stop.objects.filter(mistaken | Q(state=State.WAITING), pk=stop.pk)
            if not gone.update(state=State.WAITING, left_why="", ended_at=None, turn=stop.own_turn):
                raise HouseRule(_("Too late to bring this visitor back in line. Log the return with “Again”."))
            live.bump(stop.desk.channel)
    except IntegrityError:  # she took another place in the same line meanwhile
        raise HouseRule(_("This visitor already stands in this line.")) from None
    stop.refresh_from_db()
    return stop


def walk_out(ticket: Ticket) -> int:
    """A visitor leaves, by her own page, every line where she waits or was called. Pressed twice: she had left."""
    here = Stop.objects.filter(ticket=ticket)
    with transaction.atomic():
        going = here.filter(state__in=[State.WAITING, State.CALLED])
        channels = {stop.desk.channel for stop in going.select_related("desk").select_for_update(of=("self",))}
        end = Greatest(Coalesce("called_at", "waits_since"), timezone.now())
        left = going.update(state=State.LEFT, left_why=Stop.LeftWhy.GAVE_UP, ended_at=end)
        if not left and here.filter(state=State.MET).exists():
            raise HouseRule(_("Your interview is under way."))
        live.bump(*channels)
    return left


def stand_again(ticket: Ticket) -> int:
    """A visitor who left by her own page stands where she stood, within two minutes. Pressed twice: she does."""
    gone = Stop.objects.filter(ticket=ticket, state=State.LEFT, left_why=Stop.LeftWhy.GAVE_UP)
    try:
        with transaction.atomic():
            back = gone.filter(ended_at__gt=timezone.now() - SECOND_THOUGHT)
            channels = {stop.desk.channel for stop in back.select_related("desk").select_for_update(of=("self",))}
            came = back.update(state=State.WAITING, left_why="", ended_at=None, called_at=None, counsellor=None,
                               partner=None, helped=False)  # fmt: skip
            live.bump(*channels)
    except IntegrityError:  # she took another place in the same line meanwhile
        return 0
    if not came and gone.exists():
        raise HouseRule(_("Too late to take this place again. Ask at reception."))
    return came


def undo_last_step(*, by: User) -> Stop:
    """Take back the last thing this counsellor did, within 10 minutes, if nobody built on it since."""
    try:
        with transaction.atomic():
            step = LastStep.objects.select_for_update().filter(counsellor=by, at__gt=timezone.now() - UNDO_FOR).first()
            if step is None:
                raise HouseRule(_("There is nothing to undo."))
            stop = Stop.objects.select_related("desk", "ticket").get(pk=step.stop_id)
            channels = UNDO[Kind(step.kind)](stop, by)
            step.delete()
            live.bump(*channels)
    except IntegrityError:  # she, or her visitor, is busy at another desk by now
        raise HouseRule(_("Too late to undo: finish with the visitor you have first.")) from None
    stop.refresh_from_db()
    return stop


def _back(stop: Stop, by: User, expected: str, **changes: object) -> list[str]:
    if not Stop.objects.filter(pk=stop.pk, counsellor=by, state=expected).update(**changes):
        raise HouseRule(_("Too late to undo: something happened since."))
    return [stop.desk.channel]


def _uncall(stop: Stop, by: User) -> list[str]:
    if stop.state == State.MET:  # the minute passed meanwhile: what is undone is still the call
        return _back(stop, by, State.MET, state=State.WAITING, called_at=None, met_at=None, counsellor=None,
                     partner=None, helped=False)
    return _back(stop, by, State.CALLED, state=State.WAITING, called_at=None, counsellor=None,
                 partner=None, helped=False)


def _unmeet(stop: Stop, by: User) -> list[str]:
    return _back(stop, by, State.MET, state=State.CALLED, met_at=None)


def _unfinish(stop: Stop, by: User) -> list[str]:
    return _back(stop, by, State.DONE, state=State.MET, ended_at=None, outcome="")


def _unabsent(stop: Stop, by: User) -> list[str]:
    expected = State.LEFT if stop.state == State.LEFT else State.WAITING
    return _back(stop, by, expected, state=State.CALLED, ended_at=None, left_why="",
                 absences=F("absences") - 1, turn=stop.own_turn)


def _unsend(stop: Stop, by: User) -> list[str]:
    there = Stop.objects.filter(came_from=stop).select_related("desk").first()
    if there and not Stop.objects.waiting().filter(pk=there.pk).delete()[0]:
        raise HouseRule(_("Too late to undo: the other desk called this visitor."))
    channels = _back(stop, by, State.SENT_ON, state=State.MET, ended_at=None)
    return channels + ([there.desk.channel] if there else [])


def _untake(stop: Stop, by: User) -> list[str]:
    changes = {"state": State.WAITING, "called_at": None, "met_at": None, "counsellor": None, "partner": None,
               "helped": False}
    channels = _back(stop, by, State.MET, **changes)
    undo_arrival(Receipt.objects.get(ticket=stop.ticket_id), by=by)
    return channels


UNDO = {
    Kind.CALLED: _uncall,
    Kind.MET: _unmeet,
    Kind.FINISHED: _unfinish,
    Kind.ABSENT: _unabsent,
    Kind.SENT_ON: _unsend,
    Kind.TAKEN: _untake,
}


def relieve(now: datetime | None = None) -> int:
    """Whoever may no longer counsel sits nowhere and keeps nobody. How many presences and visitors were freed.

    A visitor who was only called is next in line again; an interview ends, at an hour that nobody said.
    """
    now = now or timezone.now()
    may = Helper.objects.filter(user=OuterRef("counsellor"), user__is_active=True, user__counsels=True)
    with transaction.atomic():
        kept = Stop.objects.held().filter(~Exists(may))
        channels = {stop.desk.channel for stop in kept.select_related("desk").select_for_update(of=("self",))}
        freed = kept.called().update(
            state=State.WAITING, called_at=None, counsellor=None, partner=None, helped=False
        ) + kept.update(state=State.DONE, ended_at=Greatest("met_at", now), time_unreliable=True)
        live.bump(*channels)
    return freed + presence.dismiss(now)


def close_lines(day: date, at: datetime) -> int:
    """End what still stands of a day: waiting → left, called or met → done with an unreliable end. How many."""
    with transaction.atomic():
        stops = Stop.objects.on(day)
        end = Greatest(Coalesce("met_at", "called_at", "waits_since"), at)
        left = stops.waiting().update(state=State.LEFT, left_why=Stop.LeftWhy.CLOSING, ended_at=end, called_at=None,
                                      counsellor=None, partner=None, helped=False)
        done = stops.held().update(
            state=State.DONE, met_at=Coalesce("met_at", "called_at"), ended_at=end, time_unreliable=True
        )
        Ticket.objects.filter(day=day).exclude(priority="").update(priority="")  # the right ended with the line
        if left or done:
            live.bump("reception", *(desk.channel for desk in Desk.objects.all()))
    return left + done


def forget_receipts(before: date, *, older_than: datetime | None = None) -> int:
    """Delete the receipts and last steps of the days before a date. How many receipts.

    With `older_than`, what came after that instant is kept: it may still be sent again, or undone.
    """
    steps, receipts = LastStep.objects.filter(stop__ticket__day__lt=before), Receipt.objects.filter(day__lt=before)
    if older_than:
        steps, receipts = steps.filter(at__lte=older_than), receipts.filter(logged_at__lte=older_than)
    with transaction.atomic():
        steps.delete()
        return receipts.delete()[0]
