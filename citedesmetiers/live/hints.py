"""“Look now.” Told inside the process at once, and by Redis to the other processes when there is one.

A hint carries nothing and may be lost: the watcher looks every half second anyway. So nothing here can break or
delay a page: Redis is spoken to by a thread of its own, which waits 0.3 s at most and then lets the hint go.
"""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable

import redis
import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry as LaterRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

TOPIC = "citedesmetiers:look"
PATIENCE = 0.3  # seconds for a Redis that is hung
PAUSE = 0.5  # seconds before a Redis that failed is tried again

ears: set[Callable[[], object]] = set()  # the watchers of this process; each may be called from any thread


def give() -> None:
    """Something was committed. Never raises, never waits."""
    for ear in tuple(ears):
        ear()
    if settings.REDIS_URL:
        _herald.call()


class Herald:
    """The thread that tells Redis. Many hints while it speaks become one."""

    def __init__(self) -> None:
        self._pid = os.getpid()
        self._due = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def call(self) -> None:
        if self._pid != os.getpid():  # a worker was forked: it has neither the thread nor a lock it can trust
            self.__init__()  # type: ignore[misc]
        self._due.set()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._speak, name="live-herald", daemon=True)
                self._thread.start()

    def _speak(self) -> None:
        client = redis.Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )
        while self._due.wait():
            self._due.clear()
            try:
                client.publish(TOPIC, b"")
            except redis.RedisError:
                time.sleep(PAUSE)


_herald = Herald()


async def hear(ear: Callable[[], None]) -> None:
    """Call `ear` for every hint of another process, for as long as the task lives; come back to a Redis that died."""
    while True:
        client = redis.asyncio.Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            socket_keepalive=True,
            retry=LaterRetry(NoBackoff(), 0),
        )
        try:
            async with client.pubsub(ignore_subscribe_messages=True) as subscription:
                await subscription.subscribe(TOPIC)
                while True:
                    if await subscription.get_message(timeout=30):
                        ear()
        except (redis.RedisError, OSError):
            await asyncio.sleep(PAUSE)
        finally:
            await client.aclose()
