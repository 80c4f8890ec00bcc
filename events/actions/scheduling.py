"""When it takes place: sessions are planned, moved, cancelled. A room is taken by steps, kept apart by the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Place, Room
from citedesmetiers.kit.rules import HouseRule

from ..models import STEP, Event, Session, Taken

FORWARD = timedelta(days=60)  # how far a free time is looked for
State = Session.State
MOVED = ("state", "place", "room", "capacity", "starts_at", "ends_at", "reason", "version")


@dataclass(frozen=True)
class When:
    """A date with its hours, where, and for how many. `outside_hours`: whoever plans knows that the house is closed."""

    day: date
    begins: time
    ends: time
    place: Place
    room: Room | None = None
    capacity: int | None = None
    outside_hours: bool = False

    def instants(self) -> tuple[datetime, datetime]:
        """Its beginning and its end. HouseRule (400) where the clock shows no such time, or they are not in order."""
        if self.ends <= self.begins:
            raise HouseRule(_("A session ends after it begins, on the same day."), status=400)
        if any(clock.minute % 5 or clock.second or clock.microsecond for clock in (self.begins, self.ends)):
            raise HouseRule(_("Say the times by five minutes: 10:00, 10:05, 10:10."), status=400)
        starts, ends = _instant(self.day, self.begins), _instant(self.day, self.ends)
        for instant, clock in ((starts, self.begins), (ends, self.ends)):
            if timezone.localtime(instant).time() != clock:
                words = _("That night the clocks go forward: there is no %(time)s.")
                raise HouseRule(words % {"time": f"{clock:%H:%M}"}, status=400)
        return starts, ends


def _instant(day: date, clock: time) -> datetime:
    """In UTC: what is added to an instant then is time that passes, on the nights of 23 and 25 hours too."""
    return hours.at(day, clock).astimezone(UTC)


def judge(whens: Iterable[When], *, but: Session | None = None) -> list[str]:
    """What stands in the way of each, in words; empty where nothing does. Nothing is written: a preview."""
    return [_refused(when, but) for when in whens]


def _refused(when: When, but: Session | None = None) -> str:
    try:
        starts, ends = when.instants()
    except HouseRule as met:
        return met.words
    if when.room and when.room.place_id != when.place.pk:
        return _("“%(room)s” is not a room of that place.") % {"room": when.room}
    if when.room and when.capacity and when.capacity > when.room.capacity:
        return _("“%(room)s” holds %(n)d people.") % {"room": when.room, "n": when.room.capacity}
    if when.place.kind == Place.Kind.MAIN and not when.outside_hours and not _is_open(when):
        return _("The house is closed then. Say so if it opens for this.")
    return _clash(when.room, starts, ends, but) if when.room else ""


def _is_open(when: When) -> bool:
    return any(opens <= when.begins and when.ends <= closes for opens, closes in hours.intervals(when.day))


def _clash(room: Room, starts: datetime, ends: datetime, but: Session | None) -> str:
    """The other event, and when the room is free next; empty if it is free."""
    taken = Taken.objects.filter(room=room, at__gte=starts, at__lt=ends)
    if but:
        taken = taken.exclude(session=but)
    other = taken.select_related("session__event").order_by("at").first()
    if other is None:
        return ""
    session = other.session
    free = next_free(room, starts, ends - starts, but=but)
    told = {"room": room, "event": session.event, "from": _clock(session.starts_at), "to": _clock(session.ends_at)}
    words = _("“%(room)s” is taken by “%(event)s”, %(from)s–%(to)s.") % told
    if free is None:
        return words
    again = _("It is free on %(day)s at %(time)s.")
    return f"{words} {again % {'day': date_format(timezone.localdate(free), 'l j F'), 'time': _clock(free)}}"


def _clock(instant: datetime) -> str:
    return date_format(timezone.localtime(instant), "H:i")


def next_free(room: Room, after: datetime, length: timedelta, *, but: Session | None = None) -> datetime | None:
    """From when on the room is free for so long, within opening hours; None within two months. Three queries."""
    taken = Taken.objects.filter(room=room, at__gte=after, at__lt=after + FORWARD)
    if but:
        taken = taken.exclude(session=but)
    steps = set(taken.values_list("at", flat=True))
    first = timezone.localdate(after)
    for each in hours.days(first, FORWARD.days):
        for opens, closes in each.intervals:
            since, until = max(_instant(each.day, opens), after), _instant(each.day, closes)
            if (found := _gap(steps, since, until, length)) is not None:
                return found
    return None


def _gap(steps: set[datetime], since: datetime, until: datetime, length: timedelta) -> datetime | None:
    """The first instant from which no step is taken for so long."""
    begins = at = since
    while at < until:
        if at in steps:
            begins = at + STEP
        elif at + STEP - begins >= length:
            return begins
        at += STEP
    return None


def schedule(event: Event, whens: Sequence[When]) -> list[Session]:
    """Plan these sessions, all or none. HouseRule in the words of the first that cannot be."""
    for when in whens:
        if words := _refused(when):
            raise HouseRule(words)
    rows = [_row(event, when) for when in whens]
    try:
        with transaction.atomic():
            planned = Session.objects.bulk_create(rows)
            take_rooms(planned)
    except IntegrityError:  # somebody took the room since it was looked at, or two of these clash with each other
        words = next((words for words in judge(whens) if words), _("Two of these sessions want the same room."))
        raise HouseRule(words) from None
    return planned


def _row(event: Event, when: When) -> Session:
    starts, ends = when.instants()
    return Session(event=event, place=when.place, room=when.room, starts_at=starts, ends_at=ends,
                   capacity=when.capacity)  # fmt: skip


def take_rooms(sessions: Iterable[Session]) -> None:
    """Write the steps that these sessions take of their rooms. IntegrityError where one is taken."""
    steps = [Taken(room_id=session.room_id, at=at, session=session)
             for session in sessions if session.room_id for at in session.steps()]  # fmt: skip
    Taken.objects.bulk_create(steps)


def move(session: Session, when: When, *, reason: object = "") -> Session:
    """Give a session another time, room or size. Whoever saw an older version is told, and nothing is written."""
    if words := _refused(when, session):
        raise HouseRule(words)
    try:
        with transaction.atomic():
            next_version(session)
            put(session, when, reason)
            Taken.objects.of([session]).delete()
            take_rooms([session])
    except IntegrityError:  # somebody took the room since it was looked at
        raise HouseRule(_refused(when, session) or _("The room was taken just now. Look again.")) from None
    return session


def put(session: Session, when: When, reason: object) -> None:
    """Write its new time, room and size; the reason that it had stays, unless it was why it was cancelled."""
    held = Session.objects.values_list("held", flat=True).get(pk=session.pk)
    if held and (when.capacity is None or when.capacity < held):
        raise HouseRule(_("%(n)d seats are held already: it needs at least as many.") % {"n": held})
    starts, ends = when.instants()
    session.reason = reason or ("" if session.is_cancelled else session.reason)
    if (starts, ends) != (session.starts_at, session.ends_at):
        session.state = State.MOVED
    elif session.is_cancelled:
        session.state = State.SCHEDULED
    session.place, session.room, session.capacity = when.place, when.room, when.capacity
    session.starts_at, session.ends_at = starts, ends
    session.save(update_fields=MOVED)


def cancel(session: Session, *, reason: object) -> Session:
    """Cancel a session: it stays in the programme and says why; its room is free. Twice is once."""
    if not str(reason).strip():
        raise HouseRule(_("Say why, in words for the public."), status=400)
    if session.is_cancelled:
        return session
    with transaction.atomic():
        next_version(session)
        session.state, session.reason = State.CANCELLED, reason
        session.save(update_fields=["state", "reason", "version"])
        Taken.objects.of([session]).delete()
    return session


def next_version(session: Session) -> None:
    """Claim the change of a session that was seen at its version. HouseRule if somebody changed it since."""
    seen = session.version
    if not Session.objects.filter(pk=session.pk, version=seen).update(version=seen + 1):
        raise HouseRule(_("Somebody changed this session meanwhile. Look at it again, then say what you want."))
    session.version = seen + 1
