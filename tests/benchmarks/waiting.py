"""waiting: at each arrival of a logged day, what the house foretells of the wait, judged when the visitor is called.

Strictly online: at an arrival nothing is known but what had happened by then. It is the house's own `waits.replay` and
`waits.choose` that foretell; the four yardsticks are reckoned here. Counsellors on duty are not in a log: as many are
taken as were busy at once at the desk in the last half an hour, as known then. Whoever found a free counsellor waited
for nothing, is not counted, and says nothing of the pace.
"""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from statistics import fmean

from reception import waits
from reception.waits import Call, Foresight, Predictor, Score

from . import line_log, make_day
from .contract import Case
from .line_log import Row

DAYS = 40  # generated, lived one after the other; the last one is day.csv
BUSY = timedelta(minutes=30)
MINUTE = timedelta(minutes=1)
COVERAGE = (0.75, 0.85)
PACE, SAME = Predictor.PACE, Predictor.SAME


def run(given: Namespace) -> Iterator[Case]:
    rows = line_log.read(given.log, given.rows) if given.log else generated()
    source = given.log.name if given.log else f"{DAYS} generated days"
    found = Found()
    for call, said, simple in foretold(rows):
        found.add(call, {by: one_number(told) for by, told in said.items()} if given.mutant else said, simple)
    yield judged(source, found)


def generated() -> list[Row]:
    """So many Wednesdays of the invented site, each drawn with a seed of its own."""
    first = make_day.SEED - DAYS + 1
    days = [[line_log.row_of(*told) for told in make_day.day(seed)] for seed in range(first, make_day.SEED + 1)]
    return [row.later(timedelta(days=n)) for n, day in enumerate(days) for row in day]


def one_number(told: Foresight) -> Foresight:
    """The mutant: most houses promise a minute."""
    return replace(told, low=told.middle, high=told.middle)


def foretold(rows: list[Row]) -> Iterator[tuple[Call, dict[Predictor, Foresight], dict[str, float]]]:
    """Each call whose wait could be foretold, what the house said, and what four simple ways would have said."""
    log = {letter: Log([row for row in rows if row.desk == letter]) for letter in {row.desk for row in rows}}
    calls = [log[row.desk].call(row) for row in rows if row.called and row.called > row.arrived]
    for call, said in waits.replay(calls):
        if len(said) == len(Predictor):
            yield call, said, log[call.desk].simple(call)


@dataclass(frozen=True)
class Log:
    """One desk's rows, and what they tell of an instant to whoever stands at it."""

    rows: list[Row]

    def call(self, row: Row) -> Call:
        standing = self.standing(row.arrived)
        return Call(row.desk, row.arrived, row.called, len(standing), self.counsellors(row.arrived))

    def standing(self, at: datetime) -> list[Row]:
        """Who was in line, the first of them first."""
        return [row for row in self.rows if row.arrived < at < (row.called or row.ended)]

    def called(self, at: datetime) -> list[Row]:
        """Who had been called by then, the last one last."""
        return sorted((row for row in self.rows if row.called and row.called <= at), key=lambda row: row.called)

    def counsellors(self, at: datetime) -> int:
        """The most interviews at once in the last half an hour; one at least."""
        recent = [row for row in self.called(at) if row.ended > at - BUSY]
        begun = [max(row.called, at - BUSY) for row in recent]
        return max((sum(row.called <= moment < row.ended for row in recent) for moment in begun), default=1)

    def simple(self, call: Call) -> dict[str, float]:
        """Line length x mean interview, the last one called, the age of the line's head, the mean of the last five."""
        called, line = self.called(call.since), self.standing(call.since)
        last = [(row.called - row.arrived) / MINUTE for row in called if row.called > row.arrived][-5:]
        talks = [(row.ended - row.called) / MINUTE for row in called if row.ended <= call.since]
        return {
            "ql": (call.ahead + 1) * fmean(talks) / call.counsellors, "les": last[-1],
            "hol": (call.since - line[0].arrived) / MINUTE if line else last[-1], "avg5": fmean(last),
        }


@dataclass
class Found:
    """How everybody did so far. The house's choice is made as soon as it may be, and kept."""

    scores: dict[Predictor, Score] = field(default_factory=lambda: {by: Score() for by in Predictor})
    shown: Score = field(default_factory=Score)
    errors: dict[str, float] = field(default_factory=lambda: dict.fromkeys(("ql", "les", "hol", "avg5"), 0.0))
    width: float = 0.0
    chosen: Predictor | None = None

    def add(self, call: Call, said: dict[Predictor, Foresight], simple: dict[str, float]) -> None:
        self.shown.add(call, said[self.chosen or PACE])
        self.width += said[PACE].high - said[PACE].low
        for by, told in said.items():
            self.scores[by].add(call, told)
        for way, told in simple.items():
            self.errors[way] += abs(call.minutes - told)
        self.chosen = self.chosen or waits.choose(self.scores)


def judged(source: str, found: Found) -> Case:
    n, pace, same, shown = found.shown.n, found.scores[PACE], found.scores[SAME], found.shown
    simple = {f"{way}_mae": round(error / n, 2) for way, error in found.errors.items()}
    figures = {
        "source": source, "n": n, "chosen": (found.chosen or PACE).value, "chosen_mae": round(shown.error / n, 2),
        "chosen_coverage": round(shown.covered / n, 3), "pace_mae": round(pace.error / n, 2),
        "pace_coverage": round(pace.covered / n, 3), "pace_width": round(found.width / n, 2),
        "same_mae": round(same.error / n, 2), **simple,
    }
    missed = [f"{way} errs less than what is shown" for way, error in found.errors.items() if error < shown.error]
    if not COVERAGE[0] <= shown.covered / n <= COVERAGE[1]:
        missed.append(f"the range holds {shown.covered / n:.3f} of the waits, not {COVERAGE[0]} to {COVERAGE[1]}")
    return Case(figures, operations=n, missed=missed)
