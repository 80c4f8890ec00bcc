"""roster: a year of ten desks, eleven half-days and three posts; its week's page beside the floor page, in turn."""

import asyncio
import os
import re
import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import date, timedelta
from datetime import time as clock

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Partner, Purpose
from desks import actions
from desks.models import Desk, Turn, Why
from desks.rosters.week import monday_of

from . import scene
from .arrivals import assert_it_is_the_floor
from .browser import Browser
from .contract import Case, percentile
from .databases import rows
from .server import serve

MOST = 2.0  # times the floor page's p95
POSTS, YEAR, PARTNERS = 3, 52, 40
ROUNDS, READS, CLIENTS = 8, 3200, 4
HALF_DAYS = [(day, part) for day in range(5) for part in (1, 2)] + [(3, 3)]  # Thursday has its evening
SPANS = {1: (clock(9), clock(12, 30)), 2: (clock(13, 30), clock(18)), 3: (clock(18), clock(20))}


def run(given: Namespace) -> Iterator[Case]:
    house = scene.furnish(list("ABCDEFGHIJ"), agents=CLIENTS)
    Desk.objects.update(posts=POSTS)
    by = User.objects.get(username="direction")
    purpose = Purpose.objects.order_by("pk").first().pk
    assert_it_is_the_floor(house.agents[0], purpose)
    partners = [Partner.objects.create(code=f"p{n}", name=f"Partenaire {n}") for n in range(PARTNERS)]
    cut_the_week()
    monday = monday_of(timezone.localdate())
    for weeks in (1, YEAR):
        promise(actions.open_weeks(monday, weeks, by=by), partners, by)
        scene.look_over()
        asked = queries(house.agents[0], monday)
        scene.let_go()
        mutant = {"BENCH_MUTANT": "draws_each_time"} if given.mutant else {}
        with serve(**mutant) as server:
            mondays = [monday + timedelta(weeks=n) for n in range(weeks)]
            took = asyncio.run(read(server.port, purpose, house.agents, mondays))
        yield judged(weeks, asked, took, monday)


def cut_the_week() -> None:
    posts = dict.fromkeys(Desk.objects.order_by("pk"), POSTS)
    for weekday, part in HALF_DAYS:
        starts, ends = SPANS[part]
        actions.write_slot(None, weekday=weekday, part=part, starts=starts, ends=ends, posts=posts)


def promise(turns: list[Turn], partners: list[Partner], by: User) -> None:
    """All but one post in ten."""
    kept = [turn for n, turn in enumerate(turns) if n % 10]
    for first in range(0, len(kept), 330):
        pairs = [(turn, partners[turn.pk % PARTNERS], None) for turn in kept[first : first + 330]]
        actions.fill(pairs, reason=Why.TAKEN, by=by)


def queries(username: str, monday: date) -> int:
    """What a week costs the database when it has to be drawn."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address(monday))
    found = re.search(r"(\d+) demi-journées promises", answer.content.decode())
    assert found and int(found[1]) == in_the_database(monday, 1), "the page and the database tell different numbers"
    return len(asked.captured_queries)


def address(monday: date) -> str:
    return "/rosters/{}-W{:02}/".format(*monday.isocalendar())


def in_the_database(monday: date, weeks: int) -> int:
    last = monday + timedelta(weeks=weeks, days=-1)
    promised = f"SELECT count(*) FROM desks_turn WHERE partner_id IS NOT NULL AND day BETWEEN '{monday}' AND '{last}'"  # noqa: S608
    return rows(os.environ["DATABASE_URL"], promised)[0][0]


async def read(port: int, purpose: int, people: list[str], mondays: list[date]) -> dict[str, list[float]]:
    """Milliseconds of each reading of a week and of the floor; they take turns, so that what slows one slows both."""
    took: dict[str, list[float]] = {"floor": [], "week": []}
    browsers = [Browser(port) for _person in people]
    await asyncio.gather(*(one.sign_in(name) for one, name in zip(browsers, people, strict=True)))
    weeks = [address(monday) for monday in mondays]
    share = READS // ROUNDS // len(people)
    for turn in range(ROUNDS):
        for what, times in took.items():
            await asyncio.gather(*(
                leaf(one, [f"/floor/{purpose}/"] * share if what == "floor"
                     else [weeks[(turn * share + n + place * 13) % len(weeks)] for n in range(share)], times)
                for place, one in enumerate(browsers)
            ))  # fmt: skip
    return took


async def leaf(browser: Browser, pages: list[str], times: list[float]) -> None:
    for page in pages:
        began = time.perf_counter()
        answer = await browser.get(page)
        times.append(1000 * (time.perf_counter() - began))
        if answer.status != 200:
            raise RuntimeError(f"{page}: {answer.status}")


def judged(weeks: int, asked: int, took: dict[str, list[float]], monday: date) -> Case:
    p95, floor = percentile(took["week"], 0.95), percentile(took["floor"], 0.95)
    missed = [f"p95 is {p95 / floor:.2f} times the floor page's, not {MOST}"] if p95 > MOST * floor else []
    all_posts = rows(os.environ["DATABASE_URL"], "SELECT count(*) FROM desks_turn")[0][0]
    wanted = weeks * len(HALF_DAYS) * 10 * POSTS
    if (all_posts, in_the_database(monday, weeks)) != (wanted, wanted - wanted // 10):
        missed.append(f"{all_posts} posts are in the database, not {wanted}")
    return Case({
        "db": "sqlite" if settings.SQLITE else "postgresql", "weeks": weeks, "p95_ms": round(p95, 1),
        "floor_p95_ms": round(floor, 1), "ratio": round(p95 / floor, 2), "queries": asked,
    }, operations=sum(len(times) for times in took.values()), missed=missed)
