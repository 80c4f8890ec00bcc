"""Calling: who is next, and what a counsellor does with whom she called."""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule
from desks import actions as presence
from desks.models import Desk, Duty, Helper

from ..models import MET_AFTER, UNDO_FOR, LastStep, Stop, StopQuerySet
from .arrivals import Arrival, Closed, known, lock_today, write

State = Stop.State
Kind = LastStep.Kind
FIRST_IN_TURN = Stop.objects.waiting().free().in_turn().select_for_update(skip_locked=True, of=("self",))  # built once


def call_next(desk: Desk, *, by: User) -> Stop | None:
    """Give the counsellor the visitor whose turn it is, or None if nobody waits. Pressed twice: the same visitor.

    The desk is her own, or one that she may help: then the visitor is called to where she sits, and counted as helped.
    """
    for _attempt in range(5):
        if mine := _held(by).first():  # read before the lock is asked for: the constraint stands behind
            return mine
        duty = _on_duty(desk, by)
        try:
            with transaction.atomic():
                stop = FIRST_IN_TURN.at(desk).today().first()
                if stop is None:
                    return None
                called = {"state": State.CALLED, "called_at": max(timezone.now(), stop.waits_since), "counsellor": by,
                          "partner_id": duty.partner_id, "helped": duty.desk_id != desk.pk}
                if not Stop.objects.waiting().filter(pk=stop.pk).update(**called):
                    continue
                remember(Kind.CALLED, stop, by=by)
                live.bump(desk.channel)
        except IntegrityError:  # another desk took this ticket, or this counsellor pressed elsewhere: look again
            continue
        for name, value in called.items():
            setattr(stop, name, value)
        return stop
    raise HouseRule(_("The line is moving fast. Press again."))


def recall(stop: Stop, *, by: User) -> Stop:
    """A visitor whom this counsellor called and did not find is here after all: called again, before the line.

    For as long as she stands in line, or 10 minutes after she left as absent. Pressed twice: the same call.
    """
    try:
        with transaction.atomic():
            stop = _locked(stop)
            if stop.is_held and stop.counsellor_id == by.pk:
                return stop
            _on_duty(stop.desk, by)
            now = timezone.now()
            again = {"state": State.CALLED, "called_at": max(now, stop.waits_since), "met_at": None, "ended_at": None,
                     "left_why": "", "turn": stop.own_turn}
            if not Stop.objects.missed(now).today().filter(pk=stop.pk, counsellor=by).update(**again):
                raise HouseRule(_("Too late to call this visitor again. Reception can log the return with “Again”."))
            remember(Kind.CALLED, stop, by=by)
            live.bump(stop.desk.channel)
    except IntegrityError:  # the counsellor has somebody by now, or the visitor is at another desk
        raise HouseRule(_("You already have a visitor. Finish first.")) from None
    return _fresh(stop)


def meet(stop: Stop, *, by: User) -> Stop:
    """The visitor is at the desk. Pressed twice, or after the minute that says so by itself: already met."""
    with transaction.atomic():
        stop = _locked(stop)
        if stop.state == State.MET and stop.counsellor_id == by.pk:
            return stop
        _step(stop, by, [State.CALLED], state=State.MET, met_at=max(timezone.now(), stop.called_at or timezone.now()))
        remember(Kind.MET, stop, by=by)
        live.bump(stop.desk.channel)
    return _fresh(stop)


def assume_met(now: datetime | None = None) -> int:
    """Whoever was called a minute ago is taken to be at the desk. How many."""
    due = Stop.objects.called().filter(called_at__lte=(now or timezone.now()) - MET_AFTER)
    with transaction.atomic():
        channels = {stop.desk.channel for stop in due.select_related("desk").select_for_update(of=("self",))}
        met = due.update(state=State.MET, met_at=F("called_at") + MET_AFTER) if channels else 0
        live.bump(*channels)
    return met


def finish(stop: Stop, *, by: User, outcome: str = "") -> Stop:
    """The interview is over; its record is complete. Pressed twice: it was already.

    An outcome may be said afterwards, or corrected, for as long as the end could be undone.
    """
    if outcome and outcome not in Stop.Outcome:
        raise HouseRule(_("This outcome is not on the list."), status=HTTPStatus.BAD_REQUEST)
    with transaction.atomic():
        stop = _locked(stop)
        if stop.state == State.DONE and stop.counsellor_id == by.pk:
            return _amend(stop, by, outcome) if outcome else stop
        now = max(timezone.now(), stop.met_at or timezone.now())
        _step(stop, by, [State.MET], state=State.DONE, ended_at=now, outcome=outcome)
        remember(Kind.FINISHED, stop, by=by)
        live.bump(stop.desk.channel)
    return _fresh(stop)


def mark_absent(stop: Stop, *, by: User) -> Stop:
    """Nobody came. The first time the visitor keeps her place and lets one person pass; the second time she left."""
    with transaction.atomic():
        stop = _locked(stop)
        if stop.counsellor_id == by.pk and stop.state in (State.WAITING, State.LEFT) and stop.absences:
            return stop
        now = timezone.now()
        if stop.absences:
            ended = max(now, stop.called_at or now)
            changes = {"state": State.LEFT, "left_why": Stop.LeftWhy.ABSENT, "ended_at": ended, "met_at": None}
        else:
            changes = {"state": State.WAITING, "met_at": None, "turn": _after_the_head(stop)}
        _step(stop, by, Stop.HELD, absences=stop.absences + 1, **changes)
        remember(Kind.ABSENT, stop, by=by)
        live.bump(stop.desk.channel)
    return _fresh(stop)


def send_on(stop: Stop, to: Desk, *, by: User, insist: bool = False) -> Stop:
    """Pass the visitor to another desk's line with the wait and the head start she already has. The place in that line.

    One who already stands there goes on standing there. A desk without anybody raises Closed unless insisted.
    Pressed twice: the same place.
    """
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return _pass_on(_locked(stop), to, by, insist)
        except IntegrityError:  # she came back to that very line between the look and the step: look again
            continue
    raise HouseRule(_("The line is moving fast. Press again."))


def _pass_on(stop: Stop, to: Desk, by: User, insist: bool) -> Stop:
    if stop.state == State.SENT_ON and stop.counsellor_id == by.pk:
        return stop.led_to.select_related("desk").first() or _standing_at(to, stop) or stop
    if to.pk == stop.desk_id or not to.active:
        raise HouseRule(_("Choose another desk."), status=HTTPStatus.BAD_REQUEST)
    if not insist and not Duty.objects.open().filter(desk=to).exists():
        raise Closed(to)
    now = max(timezone.now(), stop.called_at or timezone.now())
    _step(stop, by, Stop.HELD, state=State.SENT_ON, ended_at=now, met_at=stop.met_at or now)
    there = _standing_at(to, stop) or Stop.objects.create(
        ticket=stop.ticket, desk=to, purpose=stop.purpose, waits_since=stop.waits_since, turn=stop.own_turn,
        came_from=stop, ahead=Stop.objects.waiting().today().at(to).count(),
        on_duty=Duty.objects.receiving().filter(desk=to).count(),
    )
    remember(Kind.SENT_ON, stop, by=by)
    live.bump(stop.desk.channel, to.channel)
    return there


def _standing_at(desk: Desk, stop: Stop) -> Stop | None:
    return Stop.objects.waiting().at(desk).filter(ticket=stop.ticket_id).first()


def take_here(arrival: Arrival, *, by: User) -> Stop:
    """A visitor walked straight to the desk: arrival, call, meeting in one press. Pressed twice: the same visitor."""
    if arrival.desk is None:
        raise ValueError("whoever is taken stands at a desk")
    try:
        with transaction.atomic():
            day = lock_today()
            if receipt := known(arrival):
                return Stop.objects.with_names().get(ticket=receipt.ticket_id, desk=arrival.desk)
            duty = _on_duty(arrival.desk, by)
            receipt = write(arrival, day)
            stop = Stop.objects.get(ticket=receipt.ticket_id, desk=arrival.desk)
            at = stop.waits_since
            Stop.objects.filter(pk=stop.pk).update(
                state=State.MET, called_at=at, met_at=at, counsellor=by, partner=duty.partner_id,
                helped=duty.desk_id != arrival.desk.pk,
            )
            remember(Kind.TAKEN, stop, by=by)
    except IntegrityError:
        raise HouseRule(_("You already have a visitor. Finish first.")) from None
    return _fresh(stop)


def sit_down(desk: Desk, *, by: User) -> Duty:
    """“I’m here”, unless a visitor is still with her at another desk. Pressed twice: the same duty."""
    elsewhere = Duty.objects.open().filter(user=by).exclude(desk=desk).exists()
    if elsewhere and holding(by):
        raise HouseRule(_("A visitor is with you: finish first, or send on."))
    return presence.arrive(desk, by=by)


def leave_desk(*, by: User) -> Duty | None:
    """The counsellor goes, unless a visitor is still with her. None if she sat nowhere."""
    if holding(by):
        raise HouseRule(_("A visitor is with you: finish first, or send on."))
    return presence.leave(by=by)


def holding(by: User) -> Stop | None:
    """The visitor whom this counsellor has called or met, if any."""
    return _held(by).with_names().first()


def _held(by: User) -> StopQuerySet:
    return Stop.objects.held().today().filter(counsellor=by)


def remember(kind: LastStep.Kind, stop: Stop, *, by: User) -> None:
    """Keep this as the counsellor's last step, in place of the one before."""
    LastStep.objects.bulk_create(
        [LastStep(counsellor=by, stop=stop, kind=kind, at=timezone.now())],
        update_conflicts=True, unique_fields=["counsellor"], update_fields=["stop", "kind", "at"],
    )


def _on_duty(desk: Desk, by: User) -> Duty:
    """The counsellor's own duty, if she is here and serves or may help this desk."""
    duty = Duty.objects.receiving().filter(user=by, user__helps__desk=desk).first()
    if duty:
        return duty
    if not Helper.objects.filter(user=by, desk=desk).exists():
        raise HouseRule(_("You do not serve this desk. A manager can add it to yours."), status=HTTPStatus.FORBIDDEN)
    raise HouseRule(_("Say first that you are here."))


def _locked(stop: Stop) -> Stop:
    """The place as it is now, locked until the commit: of two who press at once one acts, both are answered."""
    found = Stop.objects.with_names().select_for_update(of=("self",)).filter(pk=stop.pk).first()
    if found is None:
        raise HouseRule(_("There is no such visitor in the line."), status=HTTPStatus.NOT_FOUND)
    return found


def _step(stop: Stop, by: User, expected: list[str] | tuple[str, ...], **changes: object) -> None:
    """Change a stop that is this counsellor's and still in the state that she saw, or say why not."""
    if stop.counsellor_id not in (None, by.pk):
        raise HouseRule(_("This visitor is with someone else."), status=HTTPStatus.FORBIDDEN)
    if not Stop.objects.filter(pk=stop.pk, counsellor=by, state__in=expected).update(**changes):
        raise HouseRule(_("This step does not follow: look at where the visitor is now."))


def _amend(stop: Stop, by: User, outcome: str) -> Stop:
    recent = timezone.now() - UNDO_FOR
    ended = Stop.objects.filter(pk=stop.pk, counsellor=by, state=State.DONE, ended_at__gt=recent)
    if not ended.update(outcome=outcome):
        raise HouseRule(_("Too late: an outcome can be added for 10 minutes."))
    return _fresh(stop)


def _after_the_head(stop: Stop) -> datetime:
    """A turn just behind the first of the line: one person passes before the absent one is called again."""
    head = Stop.objects.at(stop.desk).waiting().today().exclude(pk=stop.pk).in_turn().first()
    return max(stop.turn, head.turn + timedelta(microseconds=1)) if head else stop.turn


def _fresh(stop: Stop) -> Stop:
    return Stop.objects.with_names().get(pk=stop.pk)
