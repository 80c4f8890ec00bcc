"""The first page: for the public what everybody may know, for the staff the way to their room."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from citedesmetiers.accounts.rules import may
from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Site

from .. import embedded
from ..context import ROOMS
from ..setup import is_needed

SLOW_CLOCK = 900  # seconds without a finished task, after which the house is not well


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Open to all: the opening hours. Who works here goes on to the first room of theirs."""
    if request.user.is_authenticated:
        room = next((name for _label, name, _under, roles in ROOMS if may(request.user, *roles)), None)
        return redirect(room) if room else render(request, "front/no_room.html")
    if not Site.objects.exists():
        return render(request, "front/not_open_yet.html", {"needed": is_needed()})
    now = timezone.localtime()
    week = hours.days(now.date(), 7)
    open_until = next((until for since, until in week[0].intervals if since <= now.time() < until), None)
    context = {"week": week, "open_until": open_until, "opens_at": None if open_until else hours.next_opening(now)}
    return render(request, "front/home.html", context)


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
