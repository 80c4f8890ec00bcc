"""The stream of Server-Sent Events by which a screen hears that it is old."""

import random
from collections.abc import AsyncIterator, Callable, Sequence
from typing import NamedTuple

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import Error, close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from . import watch

BEAT = 10.0  # seconds between two signs of life
Channels = Sequence[str] | Callable[..., Sequence[str]]
Draw = Callable[[], str]


class Watched(NamedTuple):
    """A public board, and the language of the screen: noted while the request's language still holds."""

    draw: Draw
    name: str
    language: str | None


def view(channels: Channels, board: Draw | None = None, board_name: str = "") -> Callable[..., HttpResponseBase]:
    """A stream as a page: put it in urls.py within the room's own gate (see the package's own words)."""

    @require_GET
    def listen(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        followed = channels(request, **kwargs) if callable(channels) else channels
        return stream(followed, board, board_name, request=request)

    return listen


def stream(
    channels: Sequence[str], board: Draw | None = None, board_name: str = "", *, request: HttpRequest | None = None
) -> HttpResponseBase:
    """What happens on these channels, from the version on that the page of `request` was drawn from.

    204 under plain WSGI, where an endless answer would hold a worker: EventSource then stops and the page polls.
    """
    if request is not None and not isinstance(request, ASGIRequest):
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    watched = board and Watched(board, board_name or board.__qualname__, get_language())
    return StreamingHttpResponse(
        _events(channels, _version_of(request), watched),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _version_of(request: HttpRequest | None) -> int | None:
    """The version that the page has: the last event it heard, else the one it was drawn from."""
    if request is None:
        return None
    said = request.headers.get("Last-Event-ID") or request.GET.get("v", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None


async def _events(channels: Sequence[str], seen: int | None, watched: Watched | None) -> AsyncIterator[bytes]:
    await sync_to_async(close_old_connections)()  # the request's own: a stream of hours must not hold it
    watcher = watch.here()
    board = watcher.board(*watched, channels) if watched else None
    pause = random.randint(700, 1500)  # noqa: S311 - no secret: it keeps screens from coming back all at once
    yield f"retry: {pause}\n: live\n\n".encode()
    with watcher.listening(channels) as listener:
        await watcher.news(listener, watch.LOST_AFTER)
        while not watcher.closing:
            version = listener.version
            if watcher.lost or version is None:
                yield LOST
            elif version == seen:
                yield event("beat", str(version), version)
            else:
                told = await _news(version, board)
                seen = version if told else seen
                yield told or LOST
            await watcher.news(listener, BEAT)


async def _news(version: int, board: watch.Board | None) -> bytes:
    """The event of a version, or nothing if its board cannot be drawn now: it is tried again at the next beat."""
    if board is None:
        return event("changed", str(version), version)
    try:
        return event("board", await board.at(version), version)
    except Error:
        return b""


def event(name: str, data: str = "", number: int | None = None) -> bytes:
    """One event as the wire wants it: each line of the data on a line of its own."""
    lines = [f"event: {name}"] + [f"data: {line}" for line in data.splitlines() or [""]]
    if number is not None:
        lines.append(f"id: {number}")
    return ("\n".join(lines) + "\n\n").encode()


LOST = event("lost", "the database does not answer")
