"""The first page: for the public what everybody may know, for the staff the way to their room."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from citedesmetiers import live
from citedesmetiers.accounts.rules import may
from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Site
from citedesmetiers.centre.site import UNNAMED, site_of
from citedesmetiers.kit.htmx import asks_for_a_part
from desks.models import Desk
from reception.lines import all_lines

from .. import embedded
from ..context import ROOMS
from ..setup import is_needed

SLOW_CLOCK = 900  # seconds without a finished task, after which the house is not well


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Open to all: the hours, and what is open now. Who works here goes on to the first room of theirs."""
    if request.user.is_authenticated:
        room = next((name for _label, name, _under, roles in ROOMS if may(request.user, *roles)), None)
        return redirect(room) if room else render(request, "front/no_room.html")
    if site_of(request) is UNNAMED:
        return render(request, "front/not_open_yet.html", {"needed": is_needed()})
    if asks_for_a_part(request):
        return HttpResponse(now_board())
    stream = f"{reverse('front:now-live')}?v={live.version(channels_of_now(request))}&lang={request.LANGUAGE_CODE}"
    week = hours.days(timezone.localdate(), 7)
    return render(request, "front/home.html", {"week": week, "board": now_board(), "stream": stream})


def channels_of_now(request: HttpRequest) -> list[str]:
    """Every desk's line."""
    return [desk.channel for desk in Desk.objects.order_by("pk")]


def now_board() -> str:
    """What is open at this moment, each wait as a range, no number of people: the same for whoever looks."""
    now = timezone.localtime()
    today = hours.intervals(now.date())
    until = next((closes for opens, closes in today if opens <= now.time() < closes), None)
    desks = [line for line in all_lines(now) if line.desk.active]
    return render_to_string("front/_now.html", {
        "lines": desks, "now": now, "open_until": until, "opens_at": None if until else hours.next_opening(now),
        "language": get_language(),
    })


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Open to all, for whoever watches over the house: no name, no figure, no version."""
    age = embedded.last_tick()
    try:
        Site.objects.exists()
        database = "ok"
    except DatabaseError:
        database = "silent"
    well = database == "ok" and (age is None or age < SLOW_CLOCK)
    said = {"ok": well, "database": database, "clock_age": None if age is None else round(age, 1)}
    return JsonResponse(said, status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)
