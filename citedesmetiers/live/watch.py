"""One watcher a process reads the versions, however many screens listen: every half second, or when hinted."""

import asyncio
import contextvars
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.db import Error, connection
from django.utils import translation

from . import hints
from .models import Version

logger = logging.getLogger(__name__)

TICK = 0.5  # seconds between two looks when nobody hints
GAP = 0.02  # seconds that a look rests after a hint, so that a storm of hints is a look and not a storm
LOST_AFTER = 3.0  # seconds without an answer of the database before the screens are told
KEPT = 30.0  # seconds before the watcher's connection is renewed, lest it read a file that was replaced


class Listener:
    """One open stream: which channels it follows, and their version when the watcher last looked."""

    def __init__(self, channels: Sequence[str]) -> None:
        self.channels = frozenset(channels)
        self.version: int | None = None
        self.came = time.monotonic()
        self.woken = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Return when there is something to tell, or after that many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self.woken.wait()
        except TimeoutError:
            return
        self.woken.clear()


class Board:
    """The HTML of one public board in one language, drawn once a version for all who watch it."""

    def __init__(self, draw: Callable[[], str], language: str | None) -> None:
        self._draw, self._language = draw, language
        self._version: int | None = None
        self._html = ""
        self._lock = asyncio.Lock()

    async def at(self, version: int) -> str:
        """The board, no older than this version. Raises django.db.Error when the database does."""
        async with self._lock:
            if version != self._version:
                self._html = await asyncio.get_running_loop().run_in_executor(None, self._drawn)
                self._version = version
        return self._html

    def _drawn(self) -> str:
        try:
            with translation.override(self._language):
                return self._draw()
        finally:
            connection.close()


class Reader:
    """The watcher's own thread and its one database connection."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "live-watch")
        self._opened = time.monotonic()

    def read(self) -> asyncio.Future[dict[str, int] | None]:
        return asyncio.get_running_loop().run_in_executor(self._thread, self._read)

    def _read(self) -> dict[str, int] | None:
        """Every channel's version in one query, or None while the database does not answer."""
        try:
            if time.monotonic() - self._opened > KEPT:
                self._let_go()
            return dict(Version.objects.values_list("channel", "n"))
        except Error:
            self._let_go()
            return None

    def _let_go(self) -> None:
        connection.close()
        self._opened = time.monotonic()

    def close(self) -> None:
        self._thread.submit(self._let_go)  # looked up in the thread whose connection it is
        self._thread.shutdown(wait=False)


class Watcher:
    """Looks while somebody listens, sleeps when nobody does."""

    def __init__(self) -> None:
        self.closing = False
        self._sure = 0.0  # when the last look that was answered began
        self._grumbled = False
        self._listeners: set[Listener] = set()
        self._boards: dict[tuple[str, str | None, frozenset[str]], Board] = {}
        self._hinted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def lost(self) -> bool:
        """Whether what the screens show may be old, for whatever reason."""
        return time.monotonic() - self._sure > LOST_AFTER

    @contextmanager
    def listening(self, channels: Sequence[str]) -> Iterator[Listener]:
        """A listener for as long as its stream is open. Its first version is read after it came."""
        listener = Listener(channels)
        self._listeners.add(listener)
        self._hinted.set()
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def news(self, listener: Listener, seconds: float) -> None:
        """Return when there is something to tell this listener, or after that many seconds."""
        if self._task is None and not self.closing:
            self._sure = time.monotonic()
            self._task = asyncio.create_task(self._watch(), name="live-watch", context=contextvars.Context())
        await listener.wait(seconds)

    def board(self, draw: Callable[[], str], name: str, language: str | None, channels: Sequence[str]) -> Board:
        """The board of this name, shared by all streams of the process in this language."""
        return self._boards.setdefault((name, language, frozenset(channels)), Board(draw, language))

    def close(self) -> None:
        """The server stops: every stream ends now."""
        self.closing = True
        self._wake()

    async def _watch(self) -> None:
        loop, reader = asyncio.get_running_loop(), Reader()
        ear = partial(loop.call_soon_threadsafe, self._hinted.set)
        hints.ears.add(ear)
        abroad = loop.create_task(hints.hear(self._hinted.set)) if settings.REDIS_URL else None
        try:
            while self._listeners and not self.closing:
                self._hinted.clear()
                await self._look(reader)
                await self._rest()
        finally:
            self._task = None  # at once: whoever comes from here on starts another
            hints.ears.discard(ear)
            if abroad:
                abroad.cancel()
            reader.close()

    async def _look(self, reader: Reader) -> None:
        """Read once, and say so in time when the answer does not come."""
        answer, began = reader.read(), time.monotonic()
        await asyncio.wait({answer}, timeout=LOST_AFTER)
        if not answer.done():
            self._lose()
        versions = await answer
        if versions is not None:
            self._tell(versions, began)
        elif self.lost:
            self._lose()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(TICK):
                await self._hinted.wait()
        except TimeoutError:
            return
        await asyncio.sleep(GAP)

    def _tell(self, versions: dict[str, int], began: float) -> None:
        found, self._sure, self._grumbled = self.lost, began, False
        for listener in self._listeners:
            if listener.came > began:  # its page may be newer than this look: the next one is for it
                continue
            version = sum(versions.get(channel, 0) for channel in listener.channels)
            if found or version != listener.version:
                listener.version = version
                listener.woken.set()

    def _lose(self) -> None:
        if not self._grumbled:
            self._grumbled = True
            logger.error("The database does not answer: screens are not live.")
            self._wake()

    def _wake(self) -> None:
        for listener in self._listeners:
            listener.woken.set()


_watchers: dict[asyncio.AbstractEventLoop, Watcher] = {}


def here() -> Watcher:
    """The watcher of the running event loop: one a process, for a server has one loop."""
    return _watchers.setdefault(asyncio.get_running_loop(), Watcher())


def close() -> None:
    """End every stream of the running event loop."""
    here().close()
