"""Agents at the reception's grid, all at once. The server, a process of its own, does not wait for their Python."""

import asyncio
import random
import time
import uuid
from collections.abc import Awaitable, Callable

from .browser import Browser

ROUNDS = 8  # floor and arrivals take turns, so that whatever slows the machine slows both
MIX = {"interview": 5, "documentation": 4, "computer": 2, "event": 2, "quick_answer": 1}  # the Wednesday of the demo
SERVICES = [service for service, times in MIX.items() for _time in range(times)]


async def press_and_read(port: int, purpose: int, n: int, agents: list[str]) -> dict[str, list[float]]:
    """Milliseconds of each press and of each reading of the floor."""
    took: dict[str, list[float]] = {"floor": [], "press": []}
    clients = [Agent(port, username, purpose) for username in agents]
    await asyncio.gather(*(client.come() for client in clients))
    for _round in range(ROUNDS):
        for what, times in took.items():
            await asyncio.gather(*(timed(getattr(client, what), n // ROUNDS, times) for client in clients))
    return took


async def timed(act: Callable[[], Awaitable[None]], n: int, times: list[float]) -> None:
    for _press in range(n):
        began = time.perf_counter()
        await act()
        times.append(1000 * (time.perf_counter() - began))


class Agent:
    """Somebody at the reception's grid."""

    def __init__(self, port: int, username: str, purpose: int) -> None:
        self.browser, self.username, self.purpose, self.pressed = Browser(port), username, purpose, 0
        self.services = random.Random(username).sample(SERVICES, len(SERVICES))  # no two agents meet the same visitors

    async def come(self) -> None:
        await self.browser.sign_in(self.username)
        page = await self.browser.get("/reception/")
        page.field(r'name="key" value="([^"]+)"')

    async def floor(self) -> None:
        answer = await self.browser.get(f"/floor/{self.purpose}/")
        if answer.status != 200:
            raise RuntimeError(answer.status)

    async def press(self) -> None:
        cell = f"need-{'abcde'[self.pressed % 5]}:{self.services[self.pressed % len(SERVICES)]}"
        answer = await self.browser.post("/reception/arrivals/", key=uuid.uuid4(), cell=cell)
        if answer.status != 200:
            raise RuntimeError(answer.status)
        self.pressed += 1
