"""What every answer of the house has in common.

All of it is synchronous on purpose: a synchronous middleware at the end of the list makes Django run the whole chain in
one thread, with one hop instead of many. A stream's view still returns its asynchronous body, which is sent outside.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from .htmx import asks_for_a_part
from .rules import HouseRule
from .turns import Turns

Answer = Callable[[HttpRequest], HttpResponse]


def browsers_language(get_response: Answer) -> Answer:
    """What is refused before anybody knows who asks (a forged host, a body too long) speaks the browser's language."""

    def spoken(request: HttpRequest) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            return get_response(request)

    return spoken


def headers(get_response: Answer) -> Answer:
    """No page of the house is kept by a cache: Back must show a fresh form, and a shared computer nobody's ticket."""

    def dressed(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return dressed


def small_bodies(get_response: Answer) -> Answer:
    """A body longer than any form of this house is refused with 413 before it is read, and changes nothing.

    An address that takes a file has a larger bound of its own (settings.LARGER_BODIES).
    """

    def measured(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length") or "0"
        most = settings.LARGER_BODIES.get(request.path, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if length.isascii() and length.isdigit() and int(length) <= most:
            return get_response(request)
        return render(request, "413.html", status=413)

    return measured


def in_turn(get_response: Answer) -> Answer:
    """A process works on few requests at a time; the others wait for their turn, and hold no database connection yet.

    More at once would not be faster, as Python runs one thread at a time: they only take each other's turns while one
    of them holds a lock that the others wait for, and SQLite's writers wait by looking again and again. A stream's turn
    ends when its head is made. docs/decisions/009-few-requests-at-a-time.md has the figures.

    Whoever's turn ends gives the connection back, in the thread that took it: a browser that left meanwhile, or a
    stream that goes on for hours, would otherwise keep one of the pool's places for ever (WSGI waits, and gives back).
    """
    turns = Turns(settings.REQUESTS_AT_ONCE)

    def taken(request: HttpRequest) -> HttpResponse:
        with turns.turn(press=request.method == "POST"):
            try:
                return get_response(request)
            finally:
                if isinstance(request, ASGIRequest):
                    close_old_connections()

    return taken


class house_rules:  # noqa: N801 - named like the functions beside it; a class only for process_exception
    """A HouseRule becomes its sentence with its status: on the answer's line for htmx, on a page of its own without."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, HouseRule):
            return None
        template = "kit/_refusal.html" if asks_for_a_part(request) else "kit/refusal.html"
        context = {"words": exception.words, "title": _("Not done")}
        return render(request, template, context, status=exception.status)
