"""Who is worked on first when many ask at once."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """So many at a time, each in the order of their coming. A press goes before the pages that follow, and one place is
    kept for the next press.

    A place that comes free is handed to whoever is first, not left to be snatched: else one in twenty waits for ever.
    """

    def __init__(self, most: int) -> None:
        self._free = most
        self._kept = 1 if most > 1 else 0
        self._lock = threading.Lock()
        self._presses: deque[threading.Lock] = deque()
        self._pages: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self, *, press: bool) -> Iterator[None]:
        """Wait for a place, have it, give it back."""
        mine = threading.Lock()
        mine.acquire()
        with self._lock:
            (self._presses if press else self._pages).append(mine)
            self._seat()
        mine.acquire()
        try:
            yield
        finally:
            with self._lock:
                self._free += 1
                self._seat()

    @property
    def waiting(self) -> int:
        """How many wait for a place now."""
        return len(self._presses) + len(self._pages)

    def _seat(self) -> None:
        """Hand what is free to those who are next. Under the lock."""
        while self._presses and self._free:
            self._free -= 1
            self._presses.popleft().release()
        while self._pages and self._free > self._kept:
            self._free -= 1
            self._pages.popleft().release()
