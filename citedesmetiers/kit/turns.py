"""Who is worked on first when many ask at once."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Kind:
    """Presses, or pages: those who wait, in the order of their coming, and the places that they may still take."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.waiting: deque[threading.Lock] = deque()


class Turns:
    """So many at a time, each in the order of their coming. A press goes before the pages that follow.

    One place is never given to a page, so that a press finds it free, and one never to a press: more presses at once
    only wait for each other's rows. A place that comes free is handed to whoever is first, not left to be snatched:
    else one in twenty waits for ever.
    """

    def __init__(self, most: int) -> None:
        self._free = most
        self._lock = threading.Lock()
        self._presses, self._pages = Kind(max(1, most - 1)), Kind(max(1, most - 1))

    @contextmanager
    def turn(self, *, press: bool) -> Iterator[None]:
        """Wait for a place, have it, give it back."""
        kind, mine = self._presses if press else self._pages, threading.Lock()
        mine.acquire()
        with self._lock:
            kind.waiting.append(mine)
            self._seat()
        mine.acquire()
        try:
            yield
        finally:
            with self._lock:
                self._free += 1
                kind.places += 1
                self._seat()

    @property
    def waiting(self) -> int:
        """How many wait for a place now."""
        return len(self._presses.waiting) + len(self._pages.waiting)

    def _seat(self) -> None:
        """Hand what is free to those who are next. Under the lock."""
        for kind in (self._presses, self._pages):
            while kind.waiting and kind.places and self._free:
                self._free -= 1
                kind.places -= 1
                kind.waiting.popleft().release()
