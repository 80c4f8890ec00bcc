"""A browser as small as one can be: it keeps its cookies, sends its forms, holds its streams open. HTTP/1.1 only.

The server shares this machine's two processors with whoever measures it, so the client is asyncio and no library.
"""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from urllib.parse import urlencode

PASSWORD = "a bench opens this door"
PATIENCE = 30.0  # seconds for an answer


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    def field(self, pattern: str) -> str:
        """What a form of the page holds, by a pattern with one group; an error names what is not there."""
        found = re.search(pattern, self.text)
        if found is None:
            raise LookupError(f"{pattern} is not on the page (status {self.status})")
        return html.unescape(found[1])


class Browser:
    """One person at one screen, with one connection for her presses and one for each stream."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._wire: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """By the form, as a person does."""
        await self.get("/sign-in/")
        answer = await self.post("/sign-in/", htmx=False, username=username, password=password)
        if answer.status != 302 or "sessionid" not in self.cookies:
            raise RuntimeError(f"{username} cannot sign in: {answer.status}")

    async def get(self, path: str, *, htmx: bool = False) -> Answer:
        return await self._ask("GET", path, b"", htmx)

    async def post(self, path: str, *, htmx: bool = True, **fields: object) -> Answer:
        """A form, with the secret that the cookie holds, as the house's own script sends it."""
        said = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
        return await self._ask("POST", path, urlencode(said).encode(), htmx)

    async def _ask(self, method: str, path: str, body: bytes, htmx: bool) -> Answer:
        async with asyncio.timeout(PATIENCE):
            kept = self._wire
            try:
                return await self._once(method, path, body, htmx)
            except (ConnectionError, asyncio.IncompleteReadError):
                await self.close()
                if kept is None:
                    raise
            return await self._once(method, path, body, htmx)  # the server had closed an idle connection

    async def _once(self, method: str, path: str, body: bytes, htmx: bool) -> Answer:
        if self._wire is None:
            self._wire = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._wire
        writer.write(self._head(method, path, len(body), htmx) + body)
        status, headers = await self._opening(reader)
        text = (await self._body(reader, headers)).decode()
        if headers.get("connection") == "close":
            await self.close()
        return Answer(status, headers, text)

    def _head(self, method: str, path: str, length: int, htmx: bool) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept-Language: fr"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if htmx:
            lines.append("HX-Request: true")
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {length}",
                      f"Origin: http://127.0.0.1:{self.port}"]
        return "\r\n".join([*lines, "", ""]).encode()

    async def _opening(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:-2]:
            name, _colon, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        return int(lines[0].split()[1]), headers

    async def _body(self, reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return await reader.readexactly(int(headers["content-length"]))
        chunks = []
        while "transfer-encoding" in headers and (chunk := await self._chunk(reader)):
            chunks.append(chunk)
        return b"".join(chunks)

    async def _chunk(self, reader: asyncio.StreamReader) -> bytes:
        size = int(await reader.readline(), 16)
        chunk = await reader.readexactly(size)
        await reader.readexactly(2)
        return chunk

    async def events(self, path: str) -> AsyncIterator[tuple[str, str]]:
        """A stream's events as they come: name, data. It ends when the server ends it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self._head("GET", path, 0, htmx=False))
            status, headers = await self._opening(reader)
            if status != 200:
                raise RuntimeError(f"{path}: {status}")
            waiting = ""
            while chunk := await self._chunk(reader):
                *whole, waiting = (waiting + chunk.decode()).split("\n\n")
                for event in whole:
                    said = dict(line.partition(": ")[::2] for line in event.split("\n"))
                    if "event" in said:
                        yield said["event"], said.get("data", "")
        finally:
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def close(self) -> None:
        wire, self._wire = self._wire, None
        if wire:
            wire[1].close()
            with suppress(OSError):
                await wire[1].wait_closed()


class LivePage:
    """A page that follows by itself: what changed is fetched again after the delay that the page asks for, which
    begins anew with each change, one fetch at a time: as htmx does it."""

    def __init__(self, browser: Browser, part: str, page: Answer) -> None:
        self.browser, self.part = browser, part
        self.stream = page.field(r'sse-connect="([^"]+)"')
        self.delay = int(page.field(r"sse:changed delay:(\d+)ms")) / 1000
        self.refused: list[str] = []
        self.heard = self.fetched = 0
        self._changed = asyncio.Event()
        self._own = Browser(browser.port)
        self._own.cookies = browser.cookies
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._fetch())]

    async def _listen(self) -> None:
        async with aclosing(self.browser.events(self.stream)) as events:
            async for name, _data in events:
                if name == "lost":
                    self.refused.append("lost")
                if name == "changed":
                    self.heard += 1
                    self._changed.set()

    async def _fetch(self) -> None:
        while await self._changed.wait():
            while self._changed.is_set():
                self._changed.clear()
                await asyncio.sleep(self.delay)
            answer = await self._own.get(self.part, htmx=True)
            self.fetched += 1
            if answer.status != 200:
                self.refused.append(f"{self.part}: {answer.status}")

    async def leave(self) -> list[str]:
        """What went wrong while it was open, if anything did."""
        for task in self._tasks:
            task.cancel()
        ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._own.close()
        return self.refused + [repr(end) for end in ended if end and not isinstance(end, asyncio.CancelledError)]
