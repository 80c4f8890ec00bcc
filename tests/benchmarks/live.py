"""live: an agent logs arrivals while phones, counters, receptions and walls listen; how soon each of them hears."""

import asyncio
import os
import random
import re
import time
import uuid
from argparse import Namespace
from collections.abc import Iterator
from contextlib import aclosing

from django.conf import settings

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Site
from desks import actions as presence

from . import scene
from .browser import Answer, Browser
from .contract import Case, percentile
from .databases import rows
from .server import serve

MOST = 100.0  # milliseconds from the click to the event, for 95 of 100
CLICKS = 50
PATIENCE = 3.0  # seconds after which an event is lost
TICKETS = 10


class Listener:
    """A screen: when it last heard something, and its version then."""

    def __init__(self, browser: Browser, page: str, stream: str) -> None:
        self.browser, self.page, self.at, self.last = browser, page, 0.0, ""
        self.task = asyncio.create_task(self._listen(stream))

    async def _listen(self, stream: str) -> None:
        async with aclosing(self.browser.events(stream)) as events:
            async for name, data in events:
                if name in ("changed", "board"):
                    self.at, self.last = time.perf_counter(), data


def stream_of(page: Answer) -> str:
    return page.field(r'sse-connect="([^"]+)"')


async def take_tickets(agent: Browser) -> list[str]:
    """The pages of as many visitors of one line."""
    pressed = [await press(agent) for _ticket in range(TICKETS)]
    return ["/t/" + answer.field(r"/tickets/([^/]+)/slip/") + "/" for answer in pressed]


async def press(agent: Browser) -> Answer:
    answer = await agent.post("/reception/arrivals/", key=uuid.uuid4(), cell="need-a:interview")
    if answer.status != 200:
        raise RuntimeError(answer.status)
    return answer


async def gather(port: int, agent: Browser, n: int) -> list[Listener]:
    """4 receptions, 6 walls, and for the rest the phones of who waits; each from the page that it shows."""
    phones = await take_tickets(agent)
    pages = ["/reception/"] * 4 + ["/screen/"] * 6 + [phones[i % TICKETS] for i in range(max(0, n - 10))]
    screens = []
    for page in pages[:n]:
        browser = agent if page == "/reception/" else Browser(port)
        screens.append(Listener(browser, page, stream_of(await browser.get(page))))
        await browser.close()
    await asyncio.sleep(2)
    return screens


async def click(agent: Browser, screens: list[Listener]) -> list[float]:
    """Milliseconds from one press to each screen that heard of it."""
    began = time.perf_counter()
    await press(agent)
    while time.perf_counter() < began + PATIENCE and not all(screen.at > began for screen in screens):
        await asyncio.sleep(0.01)
    return [1000 * (screen.at - began) for screen in screens if screen.at > began]


async def measure(port: int, username: str, n: int) -> tuple[list[float], int]:
    """Each delay, and how many screens hold another version at the end than a page drawn then would."""
    agent = Browser(port)
    await agent.sign_in(username)
    screens = await gather(port, agent, n)
    delays: list[float] = []
    for _click in range(CLICKS):
        delays += await click(agent, screens)
        await asyncio.sleep(random.uniform(0.05, 0.25))
    current = {page: stream_of(await agent.get(page)) for page in {screen.page for screen in screens}}
    versions = {page: re.search(r"[?&]v=(\d+)", stream)[1] for page, stream in current.items()}
    stale = sum(screen.last != versions[screen.page] for screen in screens if screen.page != "/screen/")
    ended = [screen for screen in screens if screen.task.done()]
    [screen.task.cancel() for screen in screens]
    await asyncio.gather(*(screen.task for screen in screens), return_exceptions=True)
    return delays, stale + len(ended)


def run(given: Namespace) -> Iterator[Case]:
    house = scene.furnish(["A"], agents=1, counsellors=1)
    Site.objects.update(screen_on=True)
    presence.arrive(house.desks["A"], by=User.objects.get(username=house.counsellors[0]))
    scene.let_go()
    with serve(**({"BENCH_MUTANT": "whispers"} if given.mutant else {})) as server:
        delays, stale = asyncio.run(measure(server.port, house.agents[0], given.listeners))
    yield judged(given, delays, stale)


def judged(given: Namespace, delays: list[float], stale: int) -> Case:
    p50, p95, slowest = (round(percentile(delays, share), 1) for share in (0.50, 0.95, 1.0))
    lost = given.listeners * CLICKS - len(delays) + stale
    kept = rows(os.environ["DATABASE_URL"], "SELECT count(*) FROM reception_receipt")[0][0]
    missed = [f"p95 is {p95} ms, not {MOST}"] if p95 > MOST else []
    missed += [f"{lost} events were lost"] if lost else []
    missed += [f"{CLICKS + TICKETS} presses, {kept} arrivals"] if kept != CLICKS + TICKETS else []
    return Case({
        "db": "sqlite" if settings.SQLITE else "postgresql", "listeners": given.listeners, "p50_ms": p50,
        "p95_ms": p95, "max_ms": slowest, "lost": lost,
    }, operations=len(delays), missed=missed)  # fmt: skip
