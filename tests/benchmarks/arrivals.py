"""arrival: agents at once log arrivals through the whole stack, and read the floor page, in turn (agents.py)."""

import asyncio
import os
from argparse import Namespace
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Purpose
from desks import actions as presence

from . import scene
from .agents import press_and_read
from .contract import Case, percentile
from .databases import rows
from .server import serve

MOST = 3.0  # times the floor page's p95


def run(given: Namespace) -> Iterator[Case]:
    house = scene.furnish(list("ABCDE"), agents=given.clients, counsellors=5)
    for username, desk in zip(house.counsellors, house.desks.values(), strict=True):
        presence.arrive(desk, by=User.objects.get(username=username))
    purpose = Purpose.objects.order_by("pk").first().pk
    assert_it_is_the_floor(house.agents[0], purpose)
    scene.let_go()
    mutant = {"BENCH_MUTANT": "asks_a_broker"} if given.mutant else {}
    with serve(**mutant) as server:
        took = asyncio.run(press_and_read(server.port, purpose, given.presses // given.clients, house.agents))
    yield judged(given, took)


def judged(given: Namespace, took: dict[str, list[float]]) -> Case:
    p50, p95, floor = (percentile(took[what], share) for what, share in
                       (("press", 0.50), ("press", 0.95), ("floor", 0.95)))  # fmt: skip
    kept = rows(os.environ["DATABASE_URL"], "SELECT count(*) FROM reception_receipt")[0][0]
    missed = [f"p95 is {p95 / floor:.2f} times the floor page's, not {MOST}"] if p95 > MOST * floor else []
    if kept != len(took["press"]):
        missed.append(f"{len(took['press'])} arrivals were answered, {kept} are in the database")
    return Case({
        "db": "sqlite" if settings.SQLITE else "postgresql", "clients": given.clients, "p50_ms": round(p50, 1),
        "p95_ms": round(p95, 1), "floor_p95_ms": round(floor, 1), "ratio": round(p95 / floor, 2),
    }, operations=sum(len(times) for times in took.values()), missed=missed)


def assert_it_is_the_floor(username: str, purpose: int) -> None:
    """The floor page asks the database once, beyond who comes: its session and its user."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(f"/floor/{purpose}/")
    said = [query["sql"] for query in asked.captured_queries]
    for table in ("django_session", "accounts_user", "centre_purpose"):
        assert sum(f'FROM "{table}"' in sql for sql in said) == 1, said
    assert len(said) == 3, said
    assert (answer.status_code, len(answer.content)) == (200, 1024)
    assert Client(SERVER_NAME="127.0.0.1").get(f"/floor/{purpose}/").status_code == 302
