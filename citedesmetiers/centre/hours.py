"""When the centre is open: the week's ordinary hours, unless the date says otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from i18nfield.strings import LazyI18nString

from .models import Hours, SpecialHours

Interval = tuple[time, time]


@dataclass
class Span:
    """Neighbouring dates that are closed for one reason, or one special opening, as they are told in one line."""

    first: date
    last: date
    row: SpecialHours
    keys: list[int]

    @property
    def is_closed(self) -> bool:
        return self.row.opens is None

    def takes(self, row: SpecialHours) -> bool:
        """Whether this date goes on, or (listed backwards) goes before, what the span tells."""
        same = self.is_closed and row.opens is None and str(row.reason) == str(self.row.reason)
        return same and row.day in (self.last + timedelta(days=1), self.first - timedelta(days=1))


def spans(rows: Iterable[SpecialHours]) -> list[Span]:
    """Special dates, in the order given, closed neighbours joined."""
    found: list[Span] = []
    for row in rows:
        if found and found[-1].takes(row):
            span = found[-1]
            span.first, span.last = min(span.first, row.day), max(span.last, row.day)
            span.keys.append(row.pk)
        else:
            found.append(Span(row.day, row.day, row, [row.pk]))
    return found


@dataclass(frozen=True)
class OpenDay:
    """One date as the public is told it: its intervals in order (none: closed), and why it is not like its weekday."""

    day: date
    intervals: list[Interval]
    reason: LazyI18nString | str = ""
    special: bool = False


def days(first: date, how_many: int) -> list[OpenDay]:
    """So many dates from the first on, each with its hours. Two queries, however many."""
    last = first + timedelta(days=how_many - 1)
    special: dict[date, list[SpecialHours]] = {}
    for row in SpecialHours.objects.filter(day__range=(first, last)):
        special.setdefault(row.day, []).append(row)
    week = list(Hours.objects.all())
    return [_open_day(first + timedelta(days=n), special, week) for n in range(how_many)]


def _open_day(day: date, special: dict[date, list[SpecialHours]], week: list[Hours]) -> OpenDay:
    if day not in special:
        return OpenDay(day, sorted((row.opens, row.closes) for row in week if row.weekday == day.weekday()))
    rows = special[day]
    found = sorted((row.opens, row.closes) for row in rows if row.opens and row.closes)
    told = next((row.reason for row in rows if bool(row.opens) == bool(found) and row.reason), "")
    return OpenDay(day, found, told, special=True)


def intervals(day: date) -> list[Interval]:
    """The opening intervals of a date, in order; empty on a closed day. Two queries."""
    return days(day, 1)[0].intervals


def at(day: date, clock: time) -> datetime:
    """The instant at which the site's clock shows that time on that day."""
    return timezone.make_aware(datetime.combine(day, clock))


def is_open(now: datetime | None = None) -> bool:
    """Whether the doors are open at this instant (now by default)."""
    here = timezone.localtime(now)
    return any(opens <= here.time() < closes for opens, closes in intervals(here.date()))


def closing(day: date) -> datetime | None:
    """The instant at which a day's last interval closes, or None on a day that never opens."""
    hours = intervals(day)
    return at(day, hours[-1][1]) if hours else None


def next_opening(now: datetime | None = None, *, within_days: int = 60) -> datetime | None:
    """The next instant at which the doors open after `now`, or None within two months. Two queries."""
    here = timezone.localtime(now)
    opens = (at(each.day, since) for each in days(here.date(), within_days + 1) for since, _until in each.intervals)
    return next((instant for instant in opens if instant > here), None)
