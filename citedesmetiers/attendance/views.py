"""The figures' pages."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from citedesmetiers import live
from citedesmetiers.accounts.rules import figures_only
from citedesmetiers.centre.models import Place
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.tallies.models import Tally
from desks.models import Desk

from .figures import FEWEST, METHODS, figures_of
from .filters import TodayFilter
from .models import DaySeal


def channels(request: HttpRequest) -> list[str]:
    """Everything that the day's figures are made of: the door, and each desk. One query."""
    return ["reception", *(desk.channel for desk in Desk.objects.order_by("pk"))]


@require_safe
@figures_only
def today(request: HttpRequest) -> HttpResponse:
    """The day's figures so far. The part alone when the page's stream says that something changed."""
    version = live.version(channels(request))
    now, day = timezone.now(), timezone.localdate()
    chosen = TodayFilter(request.GET, Tally.objects.all(), places=Place.objects.filter(active=True))
    at_the_desks = chosen.chosen is None or chosen.chosen.kind == Place.Kind.MAIN
    context = {
        "day": day, "filter": chosen, "figures": figures_of(day, chosen.qs, at_the_desks=at_the_desks, now=now),
        "at_the_desks": at_the_desks, "fewest": FEWEST, "methods": METHODS,
        "seal": DaySeal.objects.filter(day=day).first(),
        "stream": f"{reverse('attendance:live')}?{urlencode({'v': version})}",
    }
    template = "attendance/_today.html" if asks_for_a_part(request) else "attendance/today.html"
    return render(request, template, context)
