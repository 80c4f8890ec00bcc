"""The house under an ASGI server: pages and streams.

    uvicorn citedesmetiers.asgi:application --no-access-log --no-server-header --timeout-graceful-shutdown 2
"""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from types import FrameType

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citedesmetiers.settings")

pages = get_asgi_application()

from citedesmetiers.live import watch  # noqa: E402 - it has models, which want the house furnished first

Receive = Callable[[], Awaitable[dict]]
Send = Callable[[dict], Awaitable[None]]


async def application(scope: dict, receive: Receive, send: Send) -> None:
    await (open_and_close(receive, send) if scope["type"] == "lifespan" else pages(scope, receive, send))


async def open_and_close(receive: Receive, send: Send) -> None:
    """The server's own beginning and end. It waits for open answers before it tells the end, so streams are told
    by the signal itself: else each stop would last as long as the server's patience."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            end_streams_on_signal(asyncio.get_running_loop())
            gc.freeze()  # what opened the doors stays; looking it over again held the presses up for 80 ms each time
            sys.setswitchinterval(0.002)  # seconds: whoever holds the day's row waits less for Python's lock
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def end_streams_on_signal(loop: asyncio.AbstractEventLoop) -> None:
    """Put ourselves before the server's own handlers, which it has set by now and takes away itself."""

    def ahead_of(before: Callable[[int, FrameType | None], object]) -> Callable[[int, FrameType | None], None]:
        def handle(number: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(watch.close)
            before(number, frame)

        return handle

    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)
        if callable(before):
            try:
                signal.signal(number, ahead_of(before))
            except ValueError:  # the server runs in a thread, and whoever started it stops it
                return
