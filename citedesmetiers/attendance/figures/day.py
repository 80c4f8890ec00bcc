"""One day's figures as its page shows them: each with its unit, its base and what it leaves out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import QuerySet, Sum, TextChoices

from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Purpose
from citedesmetiers.tallies.models import Tally
from citedesmetiers.tallies.series import Series
from desks.models import Desk
from reception import waits
from reception.lines import DeskLine, all_lines
from reception.models import Channel, GroupKind, GroupLevel, Service, Stop

from .bars import Bars, bars_of
from .stands import SOON, Stand, bounced, stands_of, with_priority

FEWEST = 30  # under so many interviews, no median and no share: a few cases would pass for a rule
DOOR = (
    Series.VISIT, Series.COMPANION, Series.PURPOSE, Series.RETURN, Series.REMOTE, Series.GROUP, Series.GROUP_PERSON,
    Series.GROUP_KIND, Series.GROUP_LEVEL,
)
Counts = Counter[tuple[str, int, str]]


@dataclass(frozen=True)
class HourRow:
    """One hour of the site's clock. `to_come`: it has not begun; `shut`: the doors were closed in it."""

    hour: int
    visits: int
    interviews: int
    to_come: bool
    shut: bool

    @property
    def until(self) -> int:
        """The hour that follows, 24 after the last one."""
        return self.hour + 1


@dataclass(frozen=True)
class Named:
    """A count with its name in the reader's language."""

    name: object
    n: int


@dataclass(frozen=True)
class DeskRow:
    """What became of the places taken in one desk's line."""

    desk: Desk
    taken: int
    interviews: int
    helped: int
    left: int
    waiting: int


@dataclass(frozen=True)
class Waits:
    """The waits of a day's interviews: exact counts always, a median and a share only from thirty.

    `longer` of the `told`: those who waited longer than the range shown to them.
    """

    n: int
    soon: int
    median: timedelta | None
    told: int = 0
    longer: int = 0

    @property
    def enough(self) -> bool:
        """Whether there are enough of them for a share or a median to mean anything."""
        return self.n >= FEWEST

    @property
    def share(self) -> int:
        """Per cent called within fifteen minutes, rounded to the nearest."""
        return int(100 * self.soon / self.n + 0.5) if self.n else 0

    @property
    def median_minutes(self) -> int:
        """The median in whole minutes, rounded to the nearest."""
        return int((self.median or timedelta()) / timedelta(minutes=1) + 0.5)


@dataclass(frozen=True)
class DayFigures:
    """Everything that a day's page shows."""

    visits: int
    companions: int
    returns: int
    groups: int
    group_persons: int
    group_kinds: list[Named]
    group_levels: list[Named]
    bounced: int
    priorities: int
    remote: list[Named]
    services: list[Named]
    purposes: list[Named]
    hours: list[HourRow]
    bars: Bars
    desks: list[DeskRow]
    waits: Waits
    lines: list[DeskLine]
    shut: datetime | None

    @property
    def remote_requests(self) -> int:
        """By whatever channel; never added to visits."""
        return sum(channel.n for channel in self.remote)

    @property
    def asked(self) -> int:
        """Visits whose first service is an interview."""
        return sum(row.interviews for row in self.hours)

    @property
    def interviews(self) -> int:
        """Called and met, still going on or ended."""
        return sum(row.interviews for row in self.desks)

    @property
    def helped(self) -> int:
        """Interviews held by a counsellor of another desk."""
        return sum(row.helped for row in self.desks)

    @property
    def own(self) -> int:
        """Interviews held by a counsellor of the visitor's own desk."""
        return self.interviews - self.helped

    @property
    def taken(self) -> int:
        """Places taken in the lines."""
        return sum(row.taken for row in self.desks)

    @property
    def left(self) -> int:
        """Places in line that ended without an interview."""
        return sum(row.left for row in self.desks)

    @property
    def waiting(self) -> int:
        """Who waits now."""
        return sum(row.waiting for row in self.desks)

    @property
    def longest(self) -> int:
        """For how many minutes the one who waits longest has."""
        return max((line.longest_minutes for line in self.lines), default=0)

    @property
    def is_empty(self) -> bool:
        """Nothing was logged at the door."""
        return not (self.visits or self.remote_requests or self.groups or self.taken)


def figures_of(day: date, tallies: QuerySet[Tally], *, at_the_desks: bool, now: datetime) -> DayFigures:
    """A day's figures from these tallies and, where the desks are, from its places in line. 15 queries at most."""
    counts, opening = _counts(day, tallies), hours.intervals(day)
    stands = stands_of(day) if at_the_desks else []
    lines = all_lines(now) if at_the_desks else []
    rows = _hours(day, counts, opening, now)
    return DayFigures(
        visits=_sum(counts, Series.VISIT), companions=_sum(counts, Series.COMPANION),
        returns=_sum(counts, Series.RETURN), groups=_sum(counts, Series.GROUP),
        group_persons=_sum(counts, Series.GROUP_PERSON),
        group_kinds=_said(counts, Series.GROUP_KIND, GroupKind), bounced=len(bounced(stands)),
        group_levels=_said(counts, Series.GROUP_LEVEL, GroupLevel), priorities=with_priority(stands),
        remote=_named(counts, Series.REMOTE, _channels()),
        services=_named(counts, Series.VISIT, _services()), purposes=_purposes(counts),
        hours=rows, bars=bars_of((row.hour, row.visits, row.interviews) for row in rows),
        desks=_desks(lines, stands), waits=_waits(day, stands), lines=lines,
        shut=hours.at(day, opening[-1][1]) if opening else None,
    )


def _counts(day: date, tallies: QuerySet[Tally]) -> Counts:
    """The door's counters of a day, by series, hour and first key. One query; no profile series is in it."""
    rows = tallies.filter(day=day, series__in=DOOR).order_by().values_list("series", "hour", "k1")
    return Counter({(series, hour, k1): n for series, hour, k1, n in rows.annotate(total=Sum("n"))})


def _sum(counts: Counts, series: Series, *, k1: str | None = None, hour: int | None = None) -> int:
    return sum(
        n for (of, at, key), n in counts.items() if of == series and k1 in (None, key) and hour in (None, at)
    )


def _named(counts: Counts, series: Series, names: Iterable[tuple[str, object]]) -> list[Named]:
    return [Named(name, _sum(counts, series, k1=key)) for key, name in names]


def _said(counts: Counts, series: Series, codes: type[TextChoices]) -> list[Named]:
    """Those of these codes that were said at all."""
    return [row for row in _named(counts, series, codes.choices) if row.n]


def _services() -> list[tuple[str, object]]:
    return [(value, label) for value, label in Service.choices if value != Service.GROUP]


def _channels() -> list[tuple[str, object]]:
    return [(value, label) for value, label in Channel.choices if value != Channel.ON_SITE]


def _purposes(counts: Counts) -> list[Named]:
    """Every purpose in use, and any other that was named on that day. One query."""
    known = list(Purpose.objects.order_by("order", "pk"))
    said = _named(counts, Series.PURPOSE, [(purpose.code, purpose.name) for purpose in known])
    return [row for purpose, row in zip(known, said, strict=True) if purpose.active or row.n]


def _hours(day: date, counts: Counts, opening: list[hours.Interval], now: datetime) -> list[HourRow]:
    """The hours of a day's opening, and any other in which somebody came."""
    opened = {hour for opens, closes in opening for hour in range(opens.hour, closes.hour + bool(closes.minute))}
    came = {hour for (series, hour, _key), n in counts.items() if series == Series.VISIT and n}
    if not came:
        return []
    everyone = opened | came
    return [
        HourRow(
            hour, _sum(counts, Series.VISIT, hour=hour), _sum(counts, Series.VISIT, hour=hour, k1=Service.INTERVIEW),
            to_come=hours.at(day, time(hour)) > now and hour not in came, shut=hour not in opened,
        )
        for hour in range(min(everyone), max(everyone) + 1)
    ]


def _desks(lines: list[DeskLine], stands: list[Stand]) -> list[DeskRow]:
    """Every desk in use, and any other at which somebody stood on that day. One query at most."""
    desks = {line.desk.pk: line.desk for line in lines}
    others = {stand.desk_id for stand in stands} - set(desks)
    desks |= {desk.pk: desk for desk in Desk.objects.filter(pk__in=others).order_by("order", "pk")}
    return [_desk_row(desk, [stand for stand in stands if stand.desk_id == pk]) for pk, desk in desks.items()]


def _desk_row(desk: Desk, stands: list[Stand]) -> DeskRow:
    states = Counter(stand.state for stand in stands)
    return DeskRow(
        desk, taken=len(stands), interviews=sum(stand.became_interview for stand in stands),
        helped=sum(stand.became_interview and stand.helped for stand in stands),
        left=states[Stop.State.LEFT], waiting=states[Stop.State.WAITING],
    )


def _waits(day: date, stands: list[Stand]) -> Waits:
    waited = [stand.waited for stand in stands if stand.became_interview]
    half = median(waited) if len(waited) >= FEWEST else None
    shown = waits.scores_shown(day) if waited else []
    told, longer = sum(score.n for score in shown), sum(score.longer for score in shown)
    return Waits(len(waited), sum(wait <= SOON for wait in waited), half, told, longer)
