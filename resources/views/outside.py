"""The outside bodies as they are handed to a visitor: on the phone, or on paper. Nothing is stored."""

from itertools import groupby
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from citedesmetiers.accounts.rules import only
from citedesmetiers.centre.models import Purpose
from citedesmetiers.kit.codes import drawn, public_address

from ..filters import TellFilter
from ..models import Body, Kind


@login_not_required  # the list is made to be given away
@require_safe
def outside(request: HttpRequest) -> HttpResponse:
    """The public's page, by purpose and kind."""
    return render(request, "resources/outside.html", _told(request))


@require_safe
@only("receives", "counsels", "curates", "manages")
def hand(request: HttpRequest) -> HttpResponse:
    """The same list at the counter: a code to photograph, or one press to print it."""
    told = _told(request)
    address = public_address(f"{reverse('resources:outside')}{told['asked']}", request)
    return render(request, "resources/hand.html", told | {"address": address, "qr": drawn(address)})


def _told(request: HttpRequest) -> dict[str, object]:
    """Four queries: the bodies, their purposes, and the purposes and kinds there are."""
    found = TellFilter(request.GET, Body.objects.told())
    purpose, kind = found.chosen
    asked = {"purpose": purpose.code if purpose else "", "kind": kind.value if kind else ""}
    words = urlencode({name: value for name, value in asked.items() if value})
    there = set(Body.objects.filter(active=True).order_by().values_list("kind", flat=True).distinct())
    by_kind = [(Kind(of), list(bodies)) for of, bodies in groupby(found.qs, key=lambda body: body.kind)]
    return {
        "by_kind": by_kind, "purpose": purpose, "kind": kind, "asked": f"?{words}" if words else "",
        "purposes": list(Purpose.objects.offered()), "kinds": [each for each in Kind if each in there],
    }
