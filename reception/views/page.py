"""The reception's page, its answers and its live parts."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from citedesmetiers import live
from citedesmetiers.centre.models import Site
from citedesmetiers.centre.site import the_site
from citedesmetiers.kit.htmx import asks_for_a_part
from desks.models import Desk

from .. import grid
from ..forms import ArrivalForm
from ..lines import DeskLine, all_lines
from ..models import GroupKind, GroupLevel, Ticket
from .answers import SIZES, Answer, first_taps, questions, shown

Context = dict[str, object]


def show(request: HttpRequest, answer: Answer, *, site: Site | None = None, status: int = 200) -> HttpResponse:
    """For htmx the answer alone, quickly: what it changed elsewhere is fetched next. Else the whole page around it."""
    site = site or the_site()
    if not asks_for_a_part(request):
        return render(request, "reception/home.html", page(request, answer, site), status=status)
    response = render(request, "reception/_arrival.html", answered(request, answer, site), status=status)
    if answer.focus:
        response.headers["HX-Focus"] = answer.focus
    if answer.changed:
        response.headers["HX-Trigger"] = "arrived"
    return response


def page(request: HttpRequest, answer: Answer, site: Site) -> Context:
    """Everything on the page. Its version is read before its rows, so that a change in between is fetched again."""
    stream = f"{reverse('reception:live')}?v={live.version(channels(request))}"
    found = parts(site)
    found |= answered(request, answer, site, found["lines"])
    return found | {"form": ArrivalForm.fresh(found["rows"]), "stream": stream}


def answered(request: HttpRequest, answer: Answer, site: Site, lines: list[DeskLine] | None = None) -> Context:
    """What the answer's line says, and the profile question that follows it."""
    asked = questions(site)
    lines = all_lines() if lines is None and answer.form else lines or []
    return {
        "answer": answer,
        "site": site,
        "shown": shown(request, answer, grid.read_rows(site), lines),
        "lines": [line for line in lines if line.desk.active],
        "taps": answer.taps or first_taps(answer.receipt, asked),
        "asks": bool(asked),
        "fresh_key": uuid.uuid4(),
        "sizes": SIZES,
        "kinds": GroupKind.choices,
        "levels": GroupLevel.choices,
        "at": timezone.now(),
    }


def parts(site: Site) -> Context:
    """What changes by itself: the waits in the grid, the line, the last five."""
    now, lines = timezone.now(), all_lines()
    rows = grid.with_lines(grid.read_rows(site), lines)
    standing = grid.standing(site, now)
    return {
        "site": site,
        "rows": rows,
        "columns": grid.columns(rows),
        "lines": lines,
        "standing": [(line, [one for one in standing if one.desk == line.desk.pk]) for line in lines],
        "waiting": len({one.ticket for one in standing if one.missed_at is None}),
        "reasons": reasons(site),
        "recent": grid.recent(rows, timezone.localdate(now), now),
        "at": now,
    }


def reasons(site: Site) -> list[tuple[str, object]]:
    """For which a ticket goes before, and how each is said; none where the site gives no priority."""
    return list(Ticket.Priority.choices) if site.priority_minutes else []


def channels(request: HttpRequest) -> list[str]:
    """What the reception listens to: its own arrivals, and each desk, in use or not."""
    return ["reception", *(desk.channel for desk in Desk.objects.order_by("pk"))]
