"""What partners promised and what they held, by month: from the turns and from who sat there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from citedesmetiers.centre import hours
from citedesmetiers.kit.clock import local_day

from ..models import Duty, Turn

LATE_AFTER = timedelta(minutes=10)
Cell = tuple[int, int, date]  # partner, desk, day


@dataclass
class Held:
    """Half-days of a partner in a month. promised = held + absent + to come; late ones are held too."""

    promised: int = 0
    held: int = 0
    late: int = 0
    absent: int = 0
    to_come: int = 0


def held(first: date, last: date, partner: int | None = None, now: datetime | None = None) -> dict[tuple, Held]:
    """For each (partner, month's first day) that promised something between two dates. Two queries.

    A half-day is held when somebody of the partner sat at the desk in it, one person for each post; late when the first
    sat down more than ten minutes after it began; absent when that was declared, or when it is over and nobody came.
    """
    now = now or timezone.now()
    turns = Turn.objects.filter(partner__isnull=False).on_open_dates().between(first, last)
    begins, ends = hours.at(first, time.min), hours.at(last + timedelta(days=1), time.min)
    duties = Duty.objects.filter(partner__isnull=False, started_at__gte=begins, started_at__lt=ends)
    if partner is not None:
        turns, duties = turns.filter(partner=partner), duties.filter(partner=partner)
    sat: dict[Cell, list[Duty]] = {}
    for duty in duties.order_by("started_at", "pk"):
        sat.setdefault((duty.partner_id, duty.desk_id, local_day(duty.started_at)), []).append(duty)
    found: dict[tuple, Held] = {}
    taken: set[tuple[int, date, int]] = set()  # one person holds one post of a half-day
    for turn in turns.order_by("day", "part", "absent_at", "post", "pk"):
        there = sat.get((turn.partner_id, turn.desk_id, turn.day), [])
        _count(found.setdefault((turn.partner_id, turn.day.replace(day=1)), Held()), turn, there, taken, now)
    return found


def _count(month: Held, turn: Turn, duties: Iterable[Duty], taken: set, now: datetime) -> None:
    month.promised += 1
    if turn.is_absent:
        month.absent += 1
        return
    for duty in duties:
        who = (duty.user_id, turn.day, turn.part)
        if duty.started_at < turn.ends_at and (duty.ended_at or now) > turn.starts_at and who not in taken:
            taken.add(who)
            month.held += 1
            month.late += duty.started_at > turn.starts_at + LATE_AFTER
            return
    if turn.ends_at <= now:
        month.absent += 1
    else:
        month.to_come += 1
