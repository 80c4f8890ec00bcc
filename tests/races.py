"""Many at once: threads that start together, each with its own connection to the real database."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection


def all_at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Run every act in a thread of its own, released by one barrier; what each returned, or the exception it met."""
    barrier = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = act()
        except Exception as met:  # noqa: BLE001 - the race's result, judged by the test
            results[place] = met
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(i, act)) for i, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
