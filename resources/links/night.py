"""When links are tried, and in which thread: the clock itself never waits for somebody else's server.

In the one-process house the clock runs every task in one thread, some of them each 15 seconds. A visit may take
8 seconds (and a name's resolution more, which nothing can interrupt). So a tick of the clock only starts a round, in a
thread of its own that ends by itself in less than a minute, and returns at once; a tick that finds a round under way
starts none. Killed anywhere, a round leaves rows whose visit is not written: what was new or had failed is due the next
night, the rest in two weeks.
"""

import threading
from datetime import datetime

from django.db import connections
from django.utils import timezone

from citedesmetiers.kit.clock import local_hour

from .policy import Policy
from .rounds import round_of_links

HOURS = range(1, 5)  # of the site's clock
_at_work = threading.Lock()


def begin(policy: Policy | None = None, *, now: datetime | None = None) -> threading.Thread | None:
    """Start a round if it is night and none is under way in this process; its thread."""
    if local_hour(now or timezone.now()) not in HOURS or not _at_work.acquire(blocking=False):
        return None
    thread = threading.Thread(target=_work, args=(policy, now), name="links", daemon=True)
    thread.start()
    return thread


def _work(policy: Policy | None, now: datetime | None) -> None:
    try:
        round_of_links(policy, now=now)
    finally:
        connections.close_all()
        _at_work.release()
