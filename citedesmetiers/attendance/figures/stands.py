"""A day's places in line as figures need them: read once, exact, without anybody's name.

The day's page and the day's closing must understand a place in line alike.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from citedesmetiers.kit.clock import local_hour
from reception.models import Stop

BOUNDS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90)  # minutes; the thirteenth band has no end
SOON = timedelta(minutes=15)
State = Stop.State
COLUMNS = (
    "desk_id", "desk__slug", "purpose__code", "state", "left_why", "outcome", "helped", "time_unreliable",
    "waits_since", "called_at", "met_at", "ended_at", "came_from__ended_at", "ticket_id", "ticket__head_start",
)


@dataclass(frozen=True)
class Stand:
    """One place in the line of one desk, and what became of it."""

    desk_id: int
    desk: str
    purpose: str
    state: str
    left_why: str
    outcome: str
    helped: bool
    time_unreliable: bool
    waits_since: datetime
    called_at: datetime | None
    met_at: datetime | None
    ended_at: datetime | None
    sent_on_at: datetime | None
    ticket: int
    head_start: int
    to: str = ""

    @property
    def became_interview(self) -> bool:
        """Called and met, whether it still goes on or ended."""
        return self.state in (State.MET, State.DONE, State.SENT_ON)

    @property
    def waited(self) -> timedelta:
        """From taking the place in this line to the call. Who was sent on took it when the first interview ended."""
        since = self.sent_on_at or self.waits_since
        return max(timedelta(), self.called_at - since) if self.called_at else timedelta()

    @property
    def talked(self) -> timedelta | None:
        """How long the interview lasted, or None where its end was not recorded."""
        if self.time_unreliable or not (self.met_at and self.ended_at):
            return None
        return max(timedelta(), self.ended_at - self.met_at)

    @property
    def hour(self) -> int:
        """The site's hour of the call, or of giving up."""
        at = self.called_at if self.became_interview else self.ended_at
        return local_hour(at or self.waits_since)

    @property
    def hour_of_end(self) -> int:
        """The site's hour at which she left this desk."""
        return local_hour(self.ended_at or self.waits_since)

    @property
    def band(self) -> int:
        """The number of the band that this wait falls in: a band includes the minute at which it ends."""
        return bisect_left(BOUNDS, self.waited / timedelta(minutes=1))


def stands_of(day: date) -> list[Stand]:
    """Every place taken on a day, but for those undone. Two queries."""
    stood = Stop.objects.on(day).exclude(state=State.CANCELLED)
    to = dict(stood.filter(came_from__isnull=False).order_by("pk").values_list("came_from", "desk__slug"))
    rows = stood.order_by("pk").values_list("pk", *COLUMNS)
    return [Stand(*row, to=to.get(pk, "")) for pk, *row in rows]


def bounced(stands: Iterable[Stand]) -> list[Stand]:
    """Of each visitor sent on twice or more: the stand from which she was sent on for the second time."""
    sent: dict[int, list[Stand]] = {}
    for stand in stands:
        if stand.state == State.SENT_ON:
            sent.setdefault(stand.ticket, []).append(stand)
    return [sorted(each, key=lambda stand: stand.ended_at)[1] for each in sent.values() if len(each) > 1]


def with_priority(stands: Iterable[Stand]) -> int:
    """How many tickets went before others. By which right is not known here, and is counted nowhere."""
    return len({stand.ticket for stand in stands if stand.head_start})
