"""A Wednesday of the invented site, from published shapes of such days: `python -m tests.benchmarks.make_day`.

108 interviews of 300 visits, spread over the hours as the visits are, at five desks whose posts serve their own line
only; lengths vary around the usual one, and some people leave before they are called.
"""

import csv
import heapq
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

SEED = 1993
DAY = datetime(2026, 9, 16)  # a Wednesday  # noqa: DTZ001 - a clock on the wall, as logs write it
VISITS_BY_HOUR = {10: 34, 11: 44, 12: 30, 13: 26, 14: 48, 15: 52, 16: 40, 17: 26}
DESKS = {"A": (30, 2, 25), "B": (30, 2, 18), "C": (27, 2, 20), "D": (14, 1, 30), "E": (7, 1, 30)}  # n, posts, minutes
PATIENCE = 45  # minutes, on average
SPREAD = 0.45  # of the logarithm of an interview's length


def day(seed: int = SEED) -> list[list[str]]:
    """The rows, in order of arrival."""
    drawn = random.Random(seed)
    rows = [row for desk, facts in DESKS.items() for row in line(drawn, desk, *facts)]
    return sorted(rows)


def line(drawn: random.Random, desk: str, n: int, posts: int, minutes: int) -> list[list[str]]:
    """One desk's day: first come, first served, by whichever post is free."""
    free = [DAY + timedelta(hours=10)] * posts
    rows = []
    for arrived in sorted(arrival(drawn) for _person in range(n)):
        gives_up = arrived + timedelta(minutes=drawn.expovariate(1 / PATIENCE))
        length = timedelta(minutes=drawn.lognormvariate(0, SPREAD) * minutes)
        called = max(arrived, free[0])
        if called > gives_up:
            rows.append([arrived, desk, None, gives_up])
            continue
        heapq.heapreplace(free, called + length)
        rows.append([arrived, desk, called, called + length])
    return [[value.isoformat(timespec="seconds") if isinstance(value, datetime) else value or "" for value in row]
            for row in rows]  # fmt: skip


def arrival(drawn: random.Random) -> datetime:
    hour = drawn.choices(list(VISITS_BY_HOUR), weights=list(VISITS_BY_HOUR.values()))[0]
    return DAY + timedelta(hours=hour, seconds=drawn.randrange(3600))


def write(path: Path) -> None:
    with path.open("w", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([["arrived_at", "desk", "called_at", "ended_at"], *day()])


if __name__ == "__main__":
    path = Path(__file__).with_name("day.csv")
    write(path)
    print(f"{path.name}: {len(day())} people, seed {SEED}", file=sys.stderr)
