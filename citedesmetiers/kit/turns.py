"""Who is worked on first when many ask at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """So many at a time. A press goes before the pages that follow, and one place is kept for the next press."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._kept = 1 if most > 1 else 0
        self._presses = 0  # that wait
        self._moved = threading.Condition()

    @contextmanager
    def turn(self, *, press: bool) -> Iterator[None]:
        """Wait for a place, have it, give it back."""
        with self._moved:
            self._presses += press
            self._moved.wait_for(self._for_a_press if press else self._for_a_page)
            self._presses -= press
            self._free -= 1
        try:
            yield
        finally:
            with self._moved:
                self._free += 1
                self._moved.notify_all()

    def _for_a_press(self) -> bool:
        return self._free > 0

    def _for_a_page(self) -> bool:
        return not self._presses and self._free > self._kept
