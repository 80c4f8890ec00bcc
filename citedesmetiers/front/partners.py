"""Who is here and when: each partner, what it does, at which desks, and its half-days of this week and the next.

No counsellor is named: a turn is an organisation's promise.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Partner
from desks.models import Desk, Turn

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Half:
    """One half-day of one date at one desk."""

    desk: Desk
    starts: datetime
    ends: datetime

    @property
    def day(self) -> date:
        """Its date."""
        return timezone.localdate(self.starts)


@dataclass
class Presence:
    """One partner: its desks (in the house's order), and its half-days to come, of this week and of the next."""

    partner: Partner
    weeks: tuple[list[Half], list[Half]] = field(default_factory=lambda: ([], []))

    @property
    def desks(self) -> list[Desk]:
        """Where it sits in these two weeks."""
        found = {half.desk.pk: half.desk for week in self.weeks for half in week}
        return sorted(found.values(), key=lambda desk: (desk.order, desk.pk))

    @property
    def is_expected(self) -> bool:
        """Whether it promised a half-day that is still to come."""
        return any(self.weeks)


def presences(now: datetime) -> list[Presence]:
    """Every partner that takes turns, by name. Two queries, however many."""
    monday = _monday(timezone.localdate(now))
    next_monday, end = (at(monday + n * A_WEEK, time.min) for n in (1, 2))
    found = {partner.pk: Presence(partner) for partner in Partner.objects.filter(active=True).order_by("name", "pk")}
    turns = Turn.objects.promised().on_open_dates().after(now).filter(starts_at__lt=end)
    turns = turns.filter(partner__active=True, desk__active=True)
    for half, partner in _halves(turns.select_related("desk").order_by("starts_at", "desk__order", "pk")):
        found[partner].weeks[half.starts >= next_monday].append(half)
    return list(found.values())


def _halves(turns: Iterable[Turn]) -> Iterable[tuple[Half, int]]:
    """Each half-day once, with its partner: two posts at one desk are one line to the public."""
    told = set()
    for turn in turns:
        key = (turn.partner_id, turn.desk_id, turn.starts_at, turn.ends_at)
        if key not in told:
            told.add(key)
            yield Half(turn.desk, turn.starts_at, turn.ends_at), turn.partner_id


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
