"""A day of a real line, as a CSV tells it: `arrived_at,desk,called_at,ended_at`, no call for those who left."""

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

COLUMNS = ("arrived_at", "desk", "called_at", "ended_at")
ARRIVES, LEAVES, ENDS, IS_CALLED, ENDS_AT_ONCE = range(5)  # what happens first within one second


@dataclass(frozen=True)
class Row:
    """One person of the log. `called` is None for who left before."""

    desk: str
    arrived: datetime
    called: datetime | None
    ended: datetime

    def later(self, by: timedelta) -> "Row":
        """The same, so much later."""
        return Row(self.desk, self.arrived + by, self.called and self.called + by, self.ended + by)


@dataclass(frozen=True, order=True)
class Event:
    """Something that happens to a row of the log, so many seconds after the first arrival."""

    at: float
    kind: int
    row: int


def read(path: Path, most: int | None = None) -> list[Row]:
    """The rows in order of arrival. An end that the log puts before its own beginning is put on it."""
    with path.open(newline="") as lines:
        told = ([line[name] for name in COLUMNS] for line in csv.DictReader(lines))
        found = [row_of(*line) for line in islice(told, most)]
    return sorted(found, key=lambda row: row.arrived)


def row_of(arrived_at: str, desk: str, called_at: str, ended_at: str) -> Row:
    arrived, ended = datetime.fromisoformat(arrived_at), datetime.fromisoformat(ended_at)
    called = max(datetime.fromisoformat(called_at), arrived) if called_at else None
    return Row(desk, arrived, called, max(ended, called or arrived))


def events(rows: list[Row]) -> list[Event]:
    """All that happens, in order."""
    start = min(row.arrived for row in rows)
    found = []
    for n, row in enumerate(rows):
        end = LEAVES if row.called is None else ENDS_AT_ONCE if row.ended == row.called else ENDS
        told = [(row.arrived, ARRIVES), (row.called, IS_CALLED), (row.ended, end)]
        found += [Event((at - start).total_seconds(), kind, n) for at, kind in told if at]
    return sorted(found)


def most_at_once(happened: list[Event]) -> int:
    """With how many visitors counsellors were at once."""
    busy = most = 0
    for event in happened:
        busy += (event.kind == IS_CALLED) - (event.kind in (ENDS, ENDS_AT_ONCE))
        most = max(most, busy)
    return most


def by_desk(rows: list[Row]) -> dict[str, Counter[str]]:
    """What the log itself says of each desk: arrivals, called, left."""
    return {
        desk: Counter(
            arrivals=sum(row.desk == desk for row in rows),
            called=sum(row.desk == desk and row.called is not None for row in rows),
            left=sum(row.desk == desk and row.called is None for row in rows),
        )
        for desk in sorted({row.desk for row in rows})
    }
