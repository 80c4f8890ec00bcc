"""Broken houses. A bench that finds nothing wrong with its own is a bench that measures nothing."""

import itertools
import os
import time
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from reception.views import home

Answer = Callable[[HttpRequest], HttpResponse]


def is_an_arrival(request: HttpRequest) -> bool:
    return request.method == "POST" and request.path == "/reception/arrivals/"


def asks_a_broker(get_response: Answer) -> Answer:
    """Each arrival waits for a distant queue to say yes, before it is answered."""

    def slow(request: HttpRequest) -> HttpResponse:
        if is_an_arrival(request):
            time.sleep(0.25)
        return get_response(request)

    return slow


def answers_first(get_response: Answer) -> Answer:
    """Each 20th arrival is answered, and lost."""
    pressed = itertools.count(1)

    def hasty(request: HttpRequest) -> HttpResponse:
        if is_an_arrival(request) and next(pressed) % 20 == 0:
            request.method = "GET"
            return home(request)
        return get_response(request)

    return hasty


def grows_fat(get_response: Answer) -> Answer:
    """The process keeps 128 MB that nobody needs."""
    ballast = os.urandom(128 * 1024 * 1024)

    def fat(request: HttpRequest) -> HttpResponse:
        return get_response(request) if ballast else HttpResponse()

    return fat


def draws_each_time(get_response: Answer) -> Answer:
    """What was drawn for one reader of the roster is forgotten before the next one."""

    def forgetful(request: HttpRequest) -> HttpResponse:
        cache.clear()
        return get_response(request)

    return forgetful


def whispers(get_response: Answer) -> Answer:
    """Nobody is told to look: screens are found out of date by polling, as in most houses."""
    from citedesmetiers.live import hints

    hints.give = lambda: None
    return get_response
