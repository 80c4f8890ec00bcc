"""rest: how much memory the whole house takes in its one process, when it has opened and a few pages were read."""

import asyncio
import time
from argparse import Namespace
from collections.abc import Iterator

from django.conf import settings

from . import scene
from .browser import Browser
from .contract import Case
from .server import serve

MOST = 150  # MB
REST = 20  # seconds: the clock has ticked, and nobody comes any more
PAGES = ["/reception/", "/reception/parts/", "/account/"]


def run(given: Namespace) -> Iterator[Case]:
    house = scene.furnish(list("ABCDE"), agents=1)
    scene.let_go()
    mutant = {"BENCH_MUTANT": "grows_fat"} if given.mutant else {}
    with serve(**mutant) as server:
        opened = server.memory()
        asyncio.run(read(server.port, house.agents[0]))
        time.sleep(REST)
        resting = server.memory()
    missed = [f"{resting:.0f} MB, not {MOST}"] if resting > MOST else []
    database = "sqlite" if settings.SQLITE else "postgresql"
    figures = {"db": database, "opened_mb": round(opened, 1), "rss_mb": round(resting, 1)}
    yield Case(figures, operations=len(PAGES), missed=missed)


async def read(port: int, username: str) -> None:
    browser = Browser(port)
    await browser.sign_in(username)
    for page in PAGES:
        answer = await browser.get(page)
        if answer.status != 200:
            raise RuntimeError(f"{page}: {answer.status}")
    await browser.close()
