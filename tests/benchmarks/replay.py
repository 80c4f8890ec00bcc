"""Agents and counsellors who live a logged day again, each at a screen of her own: pages, forms and streams."""

import asyncio
import re
import time
import uuid
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field

from . import line_log
from .browser import Answer, Browser, LivePage
from .line_log import Event, Row

TOO_LATE = 600  # seconds after which somebody who should have come is not waited for any more
WITH_HER = r'name="stop" value="(\d+)"'


class Refused(Exception):  # noqa: N818 - it is said, not raised by a fault of the code
    """The house did not do what the day asked for."""


def expect(answer: Answer, what: str) -> Answer:
    if answer.status != 200:
        raise Refused(f"{what}: {answer.status}")
    return answer


class Agent:
    """Somebody at the reception."""

    def __init__(self, port: int, username: str) -> None:
        self.browser, self.username = Browser(port), username

    async def come(self) -> None:
        await self.browser.sign_in(self.username)
        page = expect(await self.browser.get("/reception/"), "the reception")
        self.page = LivePage(self.browser, "/reception/parts/", page)

    async def log(self, letter: str) -> None:
        """One press; one more where nobody sits, as the house asks."""
        press = {"key": uuid.uuid4(), "cell": f"need-{letter}:interview"}
        answer = await self.browser.post("/reception/arrivals/", **press)
        if answer.status == 409:
            answer = await self.browser.post("/reception/arrivals/", **press, insist=1)
        expect(answer, "an arrival")

    async def let_leave(self, letter: str) -> None:
        """Whoever stands last in this line has left."""
        line = expect(await self.browser.get("/reception/parts/", htmx=True), "the line")
        standing = line.field(rf'(?s)id="standing-desk-{letter}"(.*?)(?:id="standing-|</section>)')
        stop = re.findall(r'id="left-(\d+)"', standing)[-1]
        expect(await self.browser.post(f"/reception/stops/{stop}/left/"), "a leaver")

    async def go(self) -> list[str]:
        wrong = await self.page.leave()
        await self.browser.close()
        return wrong


class Counsellor:
    """Somebody who serves every desk, and sits where she was last needed."""

    def __init__(self, port: int, username: str, letter: str) -> None:
        self.browser, self.username, self.letter = Browser(port), username, letter
        self.page: LivePage | None = None
        self.wrong: list[str] = []

    async def come(self) -> None:
        await self.browser.sign_in(self.username)
        await self.sit(self.letter)

    async def sit(self, letter: str) -> None:
        self.letter = letter
        path = f"/counter/desk-{letter}/"
        page = expect(await self.browser.get(path), "a counter")
        await self._leave_page()
        self.page = LivePage(self.browser, path, page)
        await self.press("here")

    async def press(self, verb: str, **fields: object) -> Answer:
        return expect(await self.browser.post(f"/counter/desk-{self.letter}/{verb}/", **fields), verb)

    async def call(self, letter: str, line: asyncio.Lock) -> None:
        if letter != self.letter:
            await self.sit(letter)
        async with line:
            answer = await self.press("next")
        try:
            self.stop = answer.field(WITH_HER)
        except LookupError:
            raise Refused("nobody was called") from None
        await self.press("meet", stop=self.stop)

    async def finish(self) -> None:
        await self.press("finish", stop=self.stop)

    async def _leave_page(self) -> None:
        if self.page:
            self.wrong += await self.page.leave()

    async def go(self) -> list[str]:
        await self._leave_page()
        await self.browser.close()
        return self.wrong


@dataclass
class Lived:
    """What the day was like."""

    errors: list[str] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    presses: int = 0
    seconds: float = 0.0


class Day:
    """One day of the log. Nobody is called before she came, and nothing ends before it began, at whatever speed."""

    def __init__(self, rows: list[Row], agents: list[Agent], counsellors: list[Counsellor]) -> None:
        self.rows, self.lived = rows, Lived()
        self.everyone = [*agents, *counsellors]
        self.agents: asyncio.Queue[Agent] = asyncio.Queue()
        for agent in agents:
            self.agents.put_nowait(agent)
        self.free = list(counsellors)
        self.someone_is_free = asyncio.Semaphore(len(counsellors))
        self.standing: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(0))
        self.line: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.with_whom: dict[int, asyncio.Future[Counsellor]] = defaultdict(asyncio.Future)

    async def live(self, speed: float) -> Lived:
        happened = line_log.events(self.rows)
        await asyncio.gather(*(person.come() for person in self.everyone))
        began = time.monotonic()
        if speed:
            await asyncio.gather(*(self.happen(event, began + event.at / speed) for event in happened))
        else:
            for event in happened:
                await self.happen(event)
        self.lived.seconds = time.monotonic() - began
        for person in self.everyone:
            self.lived.errors += await person.go()
        return self.lived

    async def happen(self, event: Event, due: float | None = None) -> None:
        if due is not None:
            await asyncio.sleep(due - time.monotonic())
        act = [self.arrive, self.leave, self.end, self.be_called, self.end][event.kind]
        try:
            async with asyncio.timeout(TOO_LATE):
                await act(event.row, self.rows[event.row].desk.lower())
        except (Refused, LookupError, OSError, TimeoutError, asyncio.IncompleteReadError) as wrong:
            self.lived.errors.append(f"{act.__name__} {event.row}: {wrong!r}")
        self.lived.presses += 1
        if due is not None:
            self.lived.late.append(time.monotonic() - due)

    async def arrive(self, row: int, letter: str) -> None:
        await self.at_the_door(lambda agent: agent.log(letter))
        self.standing[letter].release()

    async def leave(self, row: int, letter: str) -> None:
        await self.standing[letter].acquire()
        async with self.line[letter]:
            await self.at_the_door(lambda agent: agent.let_leave(letter))

    async def at_the_door(self, act) -> None:  # type: ignore[no-untyped-def]
        agent = await self.agents.get()
        try:
            await act(agent)
        finally:
            self.agents.put_nowait(agent)

    async def be_called(self, row: int, letter: str) -> None:
        await self.standing[letter].acquire()
        await self.someone_is_free.acquire()
        counsellor = next((one for one in self.free if one.letter == letter), self.free[0])
        self.free.remove(counsellor)
        try:
            await counsellor.call(letter, self.line[letter])
        except BaseException:
            self.give_back(counsellor)
            self.with_whom[row].cancel()
            raise
        self.with_whom[row].set_result(counsellor)

    async def end(self, row: int, letter: str) -> None:
        counsellor = None
        with suppress(asyncio.CancelledError):
            counsellor = await self.with_whom[row]
        if counsellor is None:
            raise Refused("was never called")
        try:
            await counsellor.finish()
        finally:
            self.give_back(counsellor)

    def give_back(self, counsellor: Counsellor) -> None:
        self.free.append(counsellor)
        self.someone_is_free.release()


async def live_again(port: int, rows: list[Row], agents: list[str], counsellors: list[str], speed: float) -> Lived:
    """The whole day, by these people, on the house behind this port."""
    letters = sorted({row.desk.lower() for row in rows})
    at_desks = [Counsellor(port, name, letters[n % len(letters)]) for n, name in enumerate(counsellors)]
    return await Day(rows, [Agent(port, name) for name in agents], at_desks).live(speed)
