"""Paper: a blank sheet to print, and the sheets typed in, of a day without power or of a session elsewhere."""

import uuid
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.accounts.models import User
from citedesmetiers.accounts.rules import may, only
from citedesmetiers.centre.models import Place, Purpose
from citedesmetiers.kit.pages import done, posted, show_form, show_list
from citedesmetiers.kit.rules import HouseRule

from ..actions import paper
from ..filters import SheetFilter
from ..forms import SheetForm, WhichSheetForm, groups_of, hours_of_the_week
from ..models import Sheet

sheets_only = only("receives", "organises", "manages")


@dataclass(frozen=True)
class Typed:
    """A sheet on the list, and whether it can still be taken back."""

    sheet: Sheet
    is_young: bool


@require_safe
@sheets_only
def sheets(request: HttpRequest) -> HttpResponse:
    """What was typed in, the latest first."""
    today = timezone.localdate()
    places = list(places_of(request.user))
    oldest = {place.pk: paper.oldest_day(place, today) for place in places}

    def typed(rows: QuerySet[Sheet]) -> list[Typed]:
        return [Typed(sheet, not sheet.taken_back_at and sheet.day >= oldest[sheet.place_id]) for sheet in rows]

    found = SheetFilter(request.GET, Sheet.objects.of(places).listed())
    return show_list(request, "reception/sheets.html", found, arrange=typed)


@require_safe
@sheets_only
def blank(request: HttpRequest) -> HttpResponse:
    """One sheet of paper, to print before it is needed."""
    hours, purposes = hours_of_the_week(), list(Purpose.objects.offered())
    groups = groups_of(purposes, lambda purpose, service, hour: "", hours)
    return render(request, "reception/blank_sheet.html", {"groups": groups, "hours": hours})


@sheets_only
def sheet(request: HttpRequest) -> HttpResponse:
    """Of which day and place (in the address), then the sheet itself, cell by cell."""
    purposes, places = list(Purpose.objects.offered()), places_of(request.user).filter(active=True)
    which = WhichSheetForm(request.GET if "day" in request.GET else None, places=places, purposes=purposes)
    heading, back = _("Type in a sheet"), "reception:sheets"
    if not which.is_valid():
        return show_form(request, which, heading, template="reception/which_sheet.html", back=back)
    day, place = which.cleaned_data["day"], which.cleaned_data["place"]
    number = paper.next_number(day, place)
    fresh = {"key": uuid.uuid4(), "number": number}
    form = SheetForm(posted(request), hours=which.hours, purposes=purposes, initial=fresh)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    if form.is_valid():
        try:
            return _saved(request, paper.type_in(form.paper(day, place), by=request.user))
        except HouseRule as rule:
            status = rule.status
            number = paper.next_number(day, place)
            form.refuse(rule.words, number=number)
    context = {"day": day, "place": place, "number": number, "back": back}
    return render(request, "reception/sheet.html", {"form": form, "heading": heading, **context}, status=status)


@require_POST
@sheets_only
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet and all its counts."""
    found = get_object_or_404(Sheet.objects.of(places_of(request.user)).select_related("place"), pk=pk)
    paper.take_back(found, by=request.user)
    words = ngettext("%(n)d visit taken back.", "%(n)d visits taken back.", found.visits) % {"n": found.visits}
    messages.success(request, words)
    return redirect("reception:sheets")


def places_of(user: User) -> QuerySet[Place]:
    """Where this person may type in: whoever only organises, outside the main room alone."""
    everywhere = Place.objects.order_by("pk")
    return everywhere if may(user, "receives", "manages") else everywhere.exclude(kind=Place.Kind.MAIN)


def _saved(request: HttpRequest, kept: Sheet) -> HttpResponse:
    words = ngettext("%(n)d visit is counted.", "%(n)d visits are counted.", kept.visits) % {"n": kept.visits}
    return done(request, words, "reception:sheets")
