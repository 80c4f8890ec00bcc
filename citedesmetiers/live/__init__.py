"""Screens that live: the database holds a version per channel (the truth), a bus says “look now” (the hint).

A verb, last in its transaction:

    live.bump("reception", desk.channel)

A page says from which version it was drawn: read it BEFORE the rows, so that a change in between is fetched again.

    context["v"] = live.version(["reception"])    # one query; <div sse-connect="/line/live/?v={{ v }}">

A room writes in its urls.py, with its own gate around it, as around any of its pages:

    path("line/live/", reception_only(live.view(["reception"])), name="line-live"),
    path("counter/<slug:slug>/live/", counsellors_only(live.view(channels_of_the_desk)), name="counter-live"),
    path("screen/live/", login_not_required(live.view(["reception"], board=called_tickets)), name="screen-live"),
    path("t/<token:token>/live/", login_not_required(live.view(channels_of_the_ticket)), name="ticket-live"),

`channels` is a list, or a function of (request, **kwargs) that returns one (and may raise Http404 or PermissionDenied).
`board` is a function without arguments that returns the HTML of a public board: it runs once per process, version
and language, never once per screen, in a thread, in the language of the screen that asked. It sees no request, so
nothing that belongs to one person can get in. Its name keeps boards apart; give `board_name` if it is a partial.

What the page hears (each has its version as `id:`, so a browser that comes back says where it was):

    changed   data = the version: fetch your part (staff: with a little jitter)
    board     data = the HTML of the board, instead of `changed`
    beat      data = the version: nothing is new and all is well; at once on connection, then every 10 s
    lost      the database does not answer: say “not live” until the next of the three above

No `beat` for 25 s, `lost`, or EventSource's own `error` event: the page says “not live”. Under plain WSGI the address
answers 204: EventSource stops, and the page polls slowly.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .actions import bump, version
    from .views import stream, view

__all__ = ["bump", "stream", "version", "view"]
ROOMS = {"bump": ".actions", "version": ".actions", "stream": ".views", "view": ".views"}


def __getattr__(name: str) -> Any:
    """Fetched when first asked for: models may not be imported while Django is still loading this very app."""
    if name not in ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(ROOMS[name], __name__), name)
