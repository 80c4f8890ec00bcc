"""How long one who comes now will wait at a desk: a range, never one number, or nothing where too little is known.

A reading room beside lines.py. Two predictors stand behind `foretell`, and both learn from the last sixty visitors of a
desk who waited and were called: when each took the place in line, how many stood ahead, how many counsellors received.
  pace   wait x counsellors / (ahead + 1): how fast the line goes, whatever its length
  same   the waits of those who stood at the same place of the line; pace where they are too few
A visitor called at once says nothing of the pace, nor does one who was sent on, or called twice.
"""

import enum
import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import ceil, floor
from statistics import quantiles
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from citedesmetiers.tallies.models import Tally
from citedesmetiers.tallies.series import Series
from desks.models import Desk

from .models import Day, Stop

KEPT = 60  # calls of a desk from which its next waits are foretold
FEWEST = 10  # under so many, nothing is said
TRIED = 500  # calls after which a site keeps the predictor that erred less
STEP = 5  # minutes to which a range is rounded, outward
EVER = Value(datetime(1970, 1, 1, tzinfo=UTC))
WAITED = ("desk__slug", "waits_since", "called_at", "ahead", "on_duty")
AT_A_DESK = tuple(f"stops__{name}" for name in WAITED[1:])


class Predictor(enum.StrEnum):
    """Values stand in the database and never change."""

    PACE = "pace"
    SAME = "same"


class Range(NamedTuple):
    """Between so many minutes and so many."""

    low: int
    high: int


@dataclass(frozen=True)
class Foresight:
    """Minutes that one visitor in ten, five in ten and nine in ten wait at most."""

    low: float
    middle: float
    high: float

    def covers(self, minutes: float) -> bool:
        return self.low <= minutes <= self.high

    @property
    def shown(self) -> Range:
        """What a person is told: rounded outward, and never a range of nothing."""
        low = STEP * floor(self.low / STEP)
        return Range(low, max(STEP * ceil(self.high / STEP), low + STEP))


class Call(NamedTuple):
    """One who waited and was called, with the line as it stood when the place was taken."""

    desk: object
    since: datetime
    called: datetime
    ahead: int
    counsellors: int

    @property
    def minutes(self) -> float:
        return (self.called - self.since).total_seconds() / 60

    @property
    def pace(self) -> float:
        return self.minutes * self.counsellors / (self.ahead + 1)


def foretell(recent: Collection[Call], ahead: int, counsellors: int, by: Predictor) -> Foresight | None:
    """The wait of one who comes with so many ahead and so many counsellors, from a desk's recent calls; or None."""
    if counsellors < 1:
        return None
    if by == Predictor.SAME:
        same = _spread([call.minutes for call in recent if call.ahead == ahead])
        if same:
            return same
    return _spread([call.pace * (ahead + 1) / counsellors for call in recent])


def _spread(values: list[float]) -> Foresight | None:
    if len(values) < FEWEST:
        return None
    tenths = quantiles(values, n=10)
    return Foresight(tenths[0], tenths[4], tenths[8])


@dataclass(frozen=True)
class Waits:
    """What is known of the lines at an instant, and the predictor of the day."""

    recent: Mapping[int, Collection[Call]] = field(default_factory=dict)
    by: Predictor = Predictor.PACE

    def range_for(self, desk: Desk, ahead: int, counsellors: int) -> Range | None:
        """The range told to one who has so many ahead at a desk where so many receive; None: unknown."""
        told = foretell(self.recent.get(desk.pk, ()), ahead, counsellors, self.by)
        return told.shown if told else None


def read(desks: Iterable[Desk] | None = None, day: date | None = None) -> Waits:
    """What these desks' waits (all of them by default) are foretold from on a day. One query."""
    at = Desk.objects.all() if desks is None else Desk.objects.filter(pk__in=[desk.pk for desk in desks])
    by = Day.objects.filter(day=day or timezone.localdate()).values("waits_by")
    recent: dict[int, list[Call]] = defaultdict(list)
    chosen = Predictor.PACE
    for *facts, waits_by in _last_calls(at).values_list("pk", *AT_A_DESK, Subquery(by)):
        recent[facts[0]].append(Call(*facts))
        chosen = Predictor(waits_by or Predictor.PACE)
    return Waits(recent, chosen)


def range_at(desk: Desk, ahead: int, counsellors: int, by: str) -> Range | None:
    """The range told to one who takes a place at this desk now; `by`: the day's predictor. One query, a plain one."""
    calls = [Call(*facts) for facts in CALLS.filter(desk=desk)[:KEPT]]
    return Waits({desk.pk: calls}, Predictor(by)).range_for(desk, ahead, counsellors)


def _in_turn(of: str = "", **more: object) -> Q:
    """The calls that say how fast a line went; `of` goes before each name."""
    said = {"called_at__gt": F(f"{of}waits_since"), "came_from": None, "absences": 0, "on_duty__gt": 0, **more}
    return Q(**{of + name: value for name, value in said.items()}) & ~Q(**{f"{of}state": Stop.State.CANCELLED})


CALLS = Stop.objects.filter(_in_turn()).order_by("-called_at", "-pk").values_list("desk_id", *WAITED[1:])


def _last_calls(desks: QuerySet[Desk], **more: object) -> QuerySet[Desk]:
    """The last calls of each desk, the oldest first. From the desk on, so that each is found by the index of its calls:
    among 8,400 places in line 3 ms instead of 45."""
    theirs = Stop.objects.filter(_in_turn(**more), desk=OuterRef("pk")).order_by("-called_at")
    since = Coalesce(Subquery(theirs.values("called_at")[KEPT - 1 : KEPT]), EVER)
    last = desks.filter(_in_turn("stops__", **more), stops__called_at__gte=since)
    return last.order_by("stops__called_at", "stops__pk")


def replay(calls: Iterable[Call], before: Iterable[Call] = ()) -> Iterator[tuple[Call, dict[Predictor, Foresight]]]:
    """Each call in the order of arrival, with what the predictors said then: only what was called before is known."""
    known: dict[object, deque[Call]] = defaultdict(lambda: deque(maxlen=KEPT))
    for call in before:
        known[call.desk].append(call)
    coming: list[tuple[datetime, int, Call]] = []
    for n, call in enumerate(sorted(calls, key=lambda call: call.since)):
        while coming and coming[0][0] <= call.since:
            past = heapq.heappop(coming)[2]
            known[past.desk].append(past)
        said = {by: foretell(known[call.desk], call.ahead, call.counsellors, by) for by in Predictor}
        yield call, {by: foresight for by, foresight in said.items() if foresight}
        heapq.heappush(coming, (call.called, n, call))


@dataclass
class Score:
    """How a predictor did: calls foretold, the sum of its errors, how many fell within, how many waited longer."""

    n: int = 0
    error: float = 0.0  # minutes
    covered: int = 0
    longer: int = 0

    def add(self, call: Call, said: Foresight) -> None:
        self.n += 1
        self.error += abs(call.minutes - said.middle)
        self.covered += said.covers(call.minutes)
        self.longer += call.minutes > said.shown.high


def scores_of(day: date) -> dict[tuple[str, Predictor], Score]:
    """How each predictor did at each desk (by its code) on a day whose tickets are kept. Two queries at most."""
    calls = [Call(*row) for row in Stop.objects.on(day).filter(_in_turn()).order_by("pk").values_list(*WAITED)]
    earlier = _last_calls(Desk.objects.all(), ticket__day__lt=day).values_list("slug", *AT_A_DESK)
    before = [Call(*row) for row in earlier] if calls else []
    scores: dict[tuple[str, Predictor], Score] = defaultdict(Score)
    for call, said in replay(calls, before):
        for by, foresight in said.items():
            scores[call.desk, by].add(call, foresight)
    return scores


def scores_shown(day: date) -> list[Score]:
    """How the predictor that was shown on a day did, desk by desk. Three queries at most."""
    by = Day.objects.filter(day=day).values_list("waits_by", flat=True).first()
    return [score for (_desk, of), score in scores_of(day).items() if of == by] if by else []


def choose(scores: Mapping[Predictor, Score]) -> Predictor | None:
    """Whichever erred less, once both were tried on enough calls; None before."""
    if any(scores[by].n < TRIED for by in Predictor):
        return None
    return min(Predictor, key=lambda by: scores[by].error / scores[by].n)


def choice() -> Predictor:
    """The predictor that the site's own first calls chose; pace until then. One query, asked once a day."""
    kept = Tally.objects.filter(series__in=[Series.FORETOLD, Series.FORETOLD_ERROR])
    scores = {by: Score() for by in Predictor}
    days: dict[date, Counter[tuple[str, str]]] = defaultdict(Counter)
    for day, series, by, n in kept.values_list("day", "series", "k2").annotate(Sum("n")).order_by("day"):
        days[day][series, by] += n
    for counts in days.values():
        for by, score in scores.items():
            score.n += counts[Series.FORETOLD, by]
            score.error += counts[Series.FORETOLD_ERROR, by] / 60
        if chosen := choose(scores):
            return chosen
    return Predictor.PACE
