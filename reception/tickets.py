"""A ticket as its own visitor reads it: where she is now, and how many stand before her.

A reading room beside lines.py; every function says its number of queries.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from citedesmetiers.centre.models import Purpose
from desks.models import Desk

from . import waits
from .lines import been_at, place_in_line, receiving
from .models import SECOND_THOUGHT, Stop, Ticket
from .waits import Range

State = Stop.State


@dataclass(frozen=True)
class Place:
    """One of the visitor's places in line. For one who waits: how many stand before her, and for how long (or None)."""

    stop: Stop
    ahead: int = 0
    range: Range | None = None

    @property
    def place(self) -> int:
        """1 for the one who is next."""
        return self.ahead + 1


@dataclass(frozen=True)
class OwnTicket:
    """What the visitor's page says. `state` is waiting, called, met, done, left, absent or closing."""

    ticket: Ticket
    state: str
    places: list[Place]
    also: list[Place]
    been: list[Desk]

    @property
    def hue(self) -> str:
        """The colour of the one desk that matters now; none of its own while she waits at two, or nowhere any more."""
        return self.places[0].stop.desk.hue if len(self.places) == 1 and not self.has_ended else "none"

    @property
    def been_letters(self) -> str:
        """The desks that she has left again."""
        return ", ".join(desk.letter for desk in self.been)

    @property
    def has_ended(self) -> bool:
        return self.state not in (State.WAITING, *Stop.HELD)

    @property
    def may_leave(self) -> bool:
        """She waits, or was called and is on her way."""
        return self.state in (State.WAITING, State.CALLED)

    def second_thought(self, now: datetime) -> int:
        """For how many seconds she may still take her place again, having left."""
        if self.state != State.LEFT or not self.places[0].stop.ended_at:
            return 0
        return max(0, int((self.places[0].stop.ended_at + SECOND_THOUGHT - now).total_seconds()))

    @property
    def missed_a_call(self) -> bool:
        """She was called once, was not found, and keeps her place."""
        return self.state == State.WAITING and any(place.stop.absences for place in self.places)


def desks_of(token: uuid.UUID, day: date) -> list[Desk]:
    """The desks in whose lines the ticket stands or stood, in order; none if it is not of that day. One query."""
    stops = Stop.objects.on(day).filter(ticket__token=token).exclude(state=State.CANCELLED)
    return list(Desk.objects.filter(stops__in=stops).distinct().order_by("pk"))


def purposes_of(token: uuid.UUID, day: date) -> list[Purpose]:
    """What the visitor of that ticket came for, in order; none if it is not of that day. One query."""
    stops = Stop.objects.on(day).filter(ticket__token=token).exclude(state=State.CANCELLED)
    return list(Purpose.objects.filter(pk__in=stops.values("purpose")).order_by("order", "pk"))


def read(token: uuid.UUID, day: date) -> OwnTicket:
    """The ticket of that token, which has a place in line. One query; while it waits, two, and one for each place."""
    stops = Stop.objects.on(day).filter(ticket__token=token).exclude(state=State.CANCELLED)
    found = list(stops.with_names().order_by("pk"))
    been = been_at(found)
    held = [Place(stop) for stop in found if stop.is_held]
    waiting = _waiting([stop for stop in found if stop.state == State.WAITING], day)
    if held:
        return OwnTicket(found[0].ticket, held[0].stop.state, held, waiting, been)
    if waiting:
        return OwnTicket(found[0].ticket, State.WAITING, waiting, [], been)
    last = max(found, key=lambda stop: stop.ended_at)
    return OwnTicket(last.ticket, _end_of(last), [Place(last)], [], been)


def _waiting(stops: list[Stop], day: date) -> list[Place]:
    if not stops:
        return []
    desks = [stop.desk for stop in stops]
    known, here = waits.read(desks, day), receiving(desks)
    places = [(stop, place_in_line(stop)) for stop in stops]
    return [Place(stop, n, known.range_for(stop.desk, n, here[stop.desk_id])) for stop, n in places]


def _end_of(stop: Stop) -> str:
    if stop.state == State.LEFT and stop.left_why != Stop.LeftWhy.GAVE_UP:
        return stop.left_why
    return State.LEFT if stop.state == State.LEFT else State.DONE
