"""The Wednesday of the invented site, drawn anew for each seed: who comes for an interview, when, and how patiently.

A visitor keeps her hour, her need, her patience and the length of her interview whatever the rule under which the
desks work, so that two rules are compared on the same people. What the desks do is the product's affair: helping.py.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from desks.models import Desk

from .make_day import PATIENCE, SPREAD, VISITS_BY_HOUR

OPENS, CLOSES = 10, 18  # o'clock
BY_DESK = {"choose": 30, "job": 30, "train": 27, "change": 14, "create": 7}  # of 300 visits; the others take no place
LOOKS_EVERY = timedelta(seconds=60)  # a counter fetches itself anew at least so often


@dataclass(frozen=True)
class Visitor:
    """One person who comes for an interview."""

    arrives: datetime
    desk: str
    patience: timedelta
    length: timedelta


def visitors(seed: int, midnight: datetime, desks: dict[str, Desk]) -> list[Visitor]:
    """Those of one day, in order of arrival. `seed` names the day."""
    drawn = random.Random(seed)
    hours, weights = list(VISITS_BY_HOUR), list(VISITS_BY_HOUR.values())
    everyone = [
        Visitor(
            midnight + timedelta(hours=drawn.choices(hours, weights)[0], seconds=drawn.randrange(3600)), slug,
            timedelta(minutes=around(drawn, PATIENCE)),
            timedelta(minutes=around(drawn, desks[slug].typical_minutes)),
        )
        for slug, n in BY_DESK.items() for _visitor in range(n)
    ]  # fmt: skip
    return sorted(everyone, key=lambda visitor: visitor.arrives)


def around(drawn: random.Random, minutes: float) -> float:
    """Minutes of that mean, seldom under a third or over three times of it.

    Patience too: who may read and wander meanwhile seldom leaves in the first minutes. (A patience without memory, of
    the same mean, loses people before any offer may be made, whatever the rule: docs/benchmarks.md.)
    """
    return drawn.lognormvariate(log(minutes) - SPREAD**2 / 2, SPREAD)
