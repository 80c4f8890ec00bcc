"""Profile questions after the ticket: one tap each, counted apart from the arrival and joined to nothing."""

import uuid
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from citedesmetiers.accounts.rules import reception_only
from citedesmetiers.centre.site import main_place, the_site
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies import actions as tallies
from citedesmetiers.tallies.series import Series

from ..forms import BAD_KEY
from .answers import Answer, Taps, questions
from .page import page


@require_POST
@reception_only
def tap(request: HttpRequest) -> HttpResponse:
    """Count one answer, or skip it (an empty band), and ask the next question."""
    series, band = _series(request), request.POST.get("band", "")
    if not band:
        return _asked(request, Taps(_after(series)))
    token = tallies.answer(series, band, key=_key(request), place=main_place(), at=timezone.now())
    return _asked(request, Taps(_after(series), given=series, band=band, token=token))


@require_POST
@reception_only
def untap(request: HttpRequest) -> HttpResponse:
    """Take an answer back, with the token that only its own page holds, and ask again."""
    tallies.take_back(request.POST.get("token", ""), place=main_place(), at=timezone.now())
    return _asked(request, Taps(_series(request)))




def _asked(request: HttpRequest, taps: Taps) -> HttpResponse:
    if asks_for_a_part(request):
        return render(request, "reception/_taps.html", {"taps": taps})
    return render(request, "reception/home.html", page(request, Answer(taps=taps), the_site()))


def _after(series: Series) -> Series | None:
    asked = questions(the_site())
    return next(iter(asked[asked.index(series) + 1 :]), None) if series in asked else None


def _series(request: HttpRequest) -> Series:
    try:
        return Series(request.POST.get("series", ""))
    except ValueError:
        raise HouseRule(_("This question is not asked here."), status=HTTPStatus.BAD_REQUEST) from None


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid.UUID(int=0)
    if not key.int:
        raise HouseRule(BAD_KEY, status=HTTPStatus.BAD_REQUEST)
    return key
