"""helping: the same Wednesdays lived by counsellors who serve their own desk only, may help one other, or all of them.

Arrivals, *Next*, the offer, its acceptance, the end of an interview and the end of the day are the product's own verbs,
pressed as the reception's and the counsellor's pages press them, under a clock that is moved from event to event. What
became of every place in line is then read from the database by separate code.
"""

import heapq
import itertools
import multiprocessing
import os
import shutil
import uuid
from argparse import Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from pathlib import Path
from statistics import mean, median, stdev

import time_machine
from django.db import connection, transaction
from django.utils import timezone

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Site
from citedesmetiers.front.demo import furnishing
from desks import actions as presence
from desks.models import Desk, Duty, Helper
from reception import actions, lines
from reception.models import Service, Stop

from . import scene, wednesday
from .contract import Case, percentile, tell
from .databases import rows

FIRST = date(2030, 1, 2)  # a Wednesday; each seed is lived on the one so many weeks later
Waits = list[float | None]  # minutes; None: she left
RULES = ("own_only", "one_other", "all")
NOTHING_BEFORE = timedelta(minutes=5)  # half of the demo site's limit: until then the page is not even asked
AT_MOST = 0.4  # of those whom one's own desk alone loses
ENDED = """
SELECT t.day, s.state, s.waits_since, s.called_at FROM reception_stop s JOIN reception_ticket t ON t.id = s.ticket_id
"""


def run(given: Namespace) -> Iterator[Case]:
    furnishing.furnish()
    if given.mutant:
        lines.offer_for = never
    scene.let_go()
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork")) as pool:
        asked = [(rule, given.seeds, connection.settings_dict["NAME"]) for rule in RULES]
        found = dict(zip(RULES, pool.map(under, *zip(*asked, strict=True)), strict=True))
    days_of = {rule: days for rule, (days, _pressed) in found.items()}
    yield judged(given, days_of, pressed=sum(pressed for _days, pressed in found.values()))


def under(rule: str, seeds: int, original: str) -> tuple[list[Waits], int]:
    """What became of everybody under one rule, day by day, and how often somebody pressed: on a copy of the house."""
    connection.close()
    connection.settings_dict["NAME"] = copy = shutil.copy(original, Path(original).with_name(f"{rule}.sqlite3"))
    house = House()
    house.let_help(rule)
    pressed = sum(Day(house, seed).live() for seed in range(seeds))
    tell(f"  {rule}: {seeds} days")
    return lived(f"sqlite:///{copy}"), pressed


def never(*_asked: object, **_more: object) -> None:
    """The mutant: whoever waits at another desk is never offered."""


class House:
    """The invented site: its desks, its agent, and the eight counsellors who each serve one of them."""

    def __init__(self) -> None:
        self.desks = {desk.slug: desk for desk in Desk.objects.offered().prefetch_related("purposes__desks")}
        self.agent = User.objects.get(username="accueil")
        serving = Helper.objects.filter(serves=True).select_related("user__partner", "desk").order_by("pk")
        self.serves = {helper.user: self.desks[helper.desk.slug] for helper in serving}
        self.first_other = {desk["slug"]: desk["helps"][0] for desk in furnishing.facts()["desks"]}

    def let_help(self, rule: str) -> None:
        """Whose line may be offered to whom, as a manager sets it."""
        for user, own in self.serves.items():
            others = {"own_only": [], "one_other": [self.first_other[own.slug]], "all": set(self.desks) - {own.slug}}
            may_help = [self.desks[slug] for slug in others[rule]]
            presence.set_desks_of(user, serves=[own], may_help=may_help, by=self.agent)


@dataclass
class Day:
    """One day under one rule. `happens` is what will happen, at what instant, in which order of drawing."""

    house: House
    seed: int
    idle: dict[User, Duty] = field(default_factory=dict)
    waiting: dict[int, wednesday.Visitor] = field(default_factory=dict)  # by stop
    happens: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    drawn: Iterator[int] = field(default_factory=itertools.count)
    pressed: int = 0

    def live(self) -> int:
        """How many verbs were pressed. One transaction: the disk is not what is measured."""
        self.day = FIRST + timedelta(weeks=self.seed)
        midnight = timezone.make_aware(datetime.combine(self.day, time())).astimezone(UTC)
        self.offer_after = Site.objects.get().offer_after
        opens, closes = (midnight + timedelta(hours=hour) for hour in (wednesday.OPENS, wednesday.CLOSES))
        with time_machine.travel(opens, tick=False) as self.clock, transaction.atomic():
            for user, desk in self.house.serves.items():
                self.idle[user] = actions.sit_down(desk, by=user)
            for visitor in wednesday.visitors(self.seed, midnight, self.house.desks):
                self.at(visitor.arrives, self.arrive, visitor)
            self.at(opens + wednesday.LOOKS_EVERY, self.look)
            while self.happens and self.happens[0][0] <= closes:
                at, _drawn, act = heapq.heappop(self.happens)
                self.clock.move_to(at)
                act()
            self.clock.move_to(closes)
            actions.close_lines(self.day, closes)
            presence.everyone_leaves(closes)
        return self.pressed

    def at(self, when: datetime, act: Callable, *about: object) -> None:
        heapq.heappush(self.happens, (when, next(self.drawn), lambda: act(*about)))

    def arrive(self, visitor: wednesday.Visitor) -> None:
        """One press at reception; whoever is idle at that desk sees it at once. Nobody is sent home before closing."""
        desk = self.house.desks[visitor.desk]
        purpose = desk.purposes.all()[0]
        arrival = actions.Arrival(key=uuid.uuid4(), service=Service.INTERVIEW, purpose=purpose, insist=True)
        receipt = actions.log(arrival, by=self.house.agent)
        stop = Stop.objects.select_related("desk").get(ticket=receipt.ticket_id)
        self.pressed += 1
        self.waiting[stop.pk] = visitor
        self.at(visitor.arrives + visitor.patience, self.lose_patience, stop)
        free = next((user for user in self.idle if self.house.serves[user] == desk), None)
        if free:
            self.serve(free)

    def lose_patience(self, stop: Stop) -> None:
        if self.waiting.pop(stop.pk, None):
            actions.give_up(stop, by=self.house.agent)
            self.pressed += 1

    def look(self) -> None:
        """The pages of those who are idle fetch themselves anew: an offer may have come."""
        long_since = timezone.now() - NOTHING_BEFORE
        for user in list(self.idle):
            if any(visitor.arrives <= long_since for visitor in self.waiting.values()):
                self.take(self.help(user, self.idle[user]), user)
        self.at(timezone.now() + wednesday.LOOKS_EVERY, self.look)

    def serve(self, user: User) -> None:
        """Her own line first; when nobody stands there, the offer that her page shows, if it shows one."""
        duty = self.idle.get(user) or Duty.objects.open().get(user=user)
        self.idle[user] = duty
        self.pressed += 1
        self.take(actions.call_next(self.house.serves[user], by=user) or self.help(user, duty), user)

    def help(self, user: User, duty: Duty) -> Stop | None:
        """“Receive next”, if another desk's visitor is offered."""
        offer = lines.offer_for(user, duty, after_minutes=self.offer_after, now=timezone.now())
        self.pressed += bool(offer)
        return actions.call_next(offer.desk, by=user) if offer else None

    def take(self, stop: Stop | None, user: User) -> None:
        if stop:
            del self.idle[user]
            stop = actions.meet(stop, by=user)
            self.at(timezone.now() + self.waiting.pop(stop.pk).length, self.finish, stop, user)

    def finish(self, stop: Stop, user: User) -> None:
        actions.finish(stop, by=user)
        self.pressed += 2
        self.serve(user)


def judged(given: Namespace, days_of: dict[str, list[Waits]], pressed: int) -> Case:
    left, figures = {}, {"seeds": given.seeds}
    for rule, days in days_of.items():
        left[rule] = [day.count(None) for day in days]
        waits = [wait for day in days for wait in day if wait is not None]
        figures |= {
            f"{rule}_left": round(mean(left[rule]), 2), f"{rule}_left_95": round(half_width(left[rule]), 2),
            f"{rule}_median": round(median(waits), 1), f"{rule}_p80": round(percentile(waits, 0.80), 1),
            f"{rule}_p95": round(percentile(waits, 0.95), 1),
        }
    return Case(figures, operations=pressed, missed=missed(left))


def missed(left: dict[str, list[int]]) -> list[str]:
    found = [
        f"{more} loses {mean(left[more]):.2f}, {fewer} {mean(left[fewer]):.2f}: not apart"
        for more, fewer in itertools.pairwise(RULES)
        if mean(left[more]) - half_width(left[more]) <= mean(left[fewer]) + half_width(left[fewer])
    ]
    ratio = mean(left["one_other"]) / mean(left["own_only"])
    return found + ([f"one other loses {ratio:.2f} of own only, not {AT_MOST}"] if ratio > AT_MOST else [])


def half_width(values: list[int]) -> float:
    """Of the 95 % interval of their mean."""
    return 1.96 * stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0


def lived(url: str) -> list[Waits]:
    """Day by day: the minutes that each visitor waited for her call, None for who left without one."""
    found: dict[str, Waits] = {}
    for day, state, since, called in rows(url, ENDED):
        wait = None if state == "left" else (as_time(called) - as_time(since)) / timedelta(minutes=1)
        found.setdefault(day, []).append(wait)
    return [found[day] for day in sorted(found)]


def as_time(value: str) -> datetime:
    return datetime.fromisoformat(value)
