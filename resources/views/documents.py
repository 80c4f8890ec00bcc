"""A document's own public page, the lists one reads, and what one carries away."""

from dataclasses import replace
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from citedesmetiers.accounts.rules import only
from citedesmetiers.centre.models import Purpose
from citedesmetiers.kit.codes import drawn, public_address

from .. import shown, sketch, ways
from ..models import Notice, Selection, the_shelving
from ..offers import documents_for
from ..tongues import language_name
from .newest import newest
from .station import framed


@login_not_required  # what is on the shelf is for everybody
@require_safe
def document(request: HttpRequest, identifier: str, *, station: bool = False) -> HttpResponse:
    """Everything about one document, its shelf mark first. One that has left the shelf says so, and what is instead."""
    way = ways.way_of(request, station=station)
    notice = get_object_or_404(Notice.objects.seen_by_all().select_related("replaced_by"), identifier=identifier)
    instead, lists = notice.replaced_by, list(Selection.objects.public().filter(selected__notice=notice))
    for each in lists:
        each.address = way.to("reading-list", each.slug)
    rows = shown.linked(shown.rows_of([notice]), request, way)
    context = framed(request, way) | {
        "row": rows[0], "notice": notice, "copies": notice.copies.all(), "spoken": _languages(notice),
        "purposes": list(notice.purposes.order_by("order", "pk")), "sketch": sketch.drawn(notice.headings.all()),
        "lists": lists, "instead": way.to("document", instead.identifier) if instead else "",
        "address": public_address(ways.Way(False).to("document", identifier), request),
    }
    status = HTTPStatus.OK if notice.is_public else HTTPStatus.GONE
    return render(request, "resources/document.html", context, status=status)


def _languages(notice: Notice) -> list[str]:
    return [language_name(code) for code in notice.languages]


@login_not_required  # made to be carried away
@require_safe
def basket(request: HttpRequest, *, station: bool = False) -> HttpResponse:
    """The documents that an address keeps: to print, or to photograph. Nothing is stored: the address is the list."""
    way = ways.way_of(request, station=station)
    there = {notice.identifier: notice for notice in Notice.objects.public().filter(identifier__in=way.kept)}
    kept = [there[identifier] for identifier in way.kept if identifier in there]
    carried = public_address(ways.Way(False, way.lang, [notice.identifier for notice in kept]).to("basket"), request)
    rows = shown.linked(shown.rows_of(kept), request, way)
    gone = len(way.kept) - len(kept)
    context = {"rows": rows, "address": carried, "qr": drawn(carried) if kept else "", "gone": gone}
    return render(request, "resources/basket.html", framed(request, way) | context)


@login_not_required  # made to be given away
@require_safe
def reading_list(request: HttpRequest, slug: str, *, station: bool = False) -> HttpResponse:
    """A themed list, in the officer's order."""
    chosen = get_object_or_404(Selection.objects.public(), slug=slug)
    notices = list(Notice.objects.public().filter(selected__selection=chosen).order_by("selected__order", "pk"))
    return _list(request, station, str(chosen.name), str(chosen.note), notices, "reading-list", slug)


@login_not_required  # made to be given away
@require_safe
def new(request: HttpRequest, *, station: bool = False) -> HttpResponse:
    """What came this month and the month before."""
    return _list(request, station, "", "", newest(), "new")


def _list(
    request: HttpRequest, station: bool, name: str, note: str, notices: list[Notice], page: str, *args: str
) -> HttpResponse:
    way = ways.way_of(request, station=station)
    address = public_address(ways.Way(False, way.lang).to(page, *args), request)
    rows = shown.linked(shown.rows_of(notices), request, way)
    context = {"name": name, "note": note, "rows": rows, "address": address, "qr": drawn(address)}
    return render(request, "resources/reading_list.html", framed(request, way) | context)


@require_safe
@only("receives", "counsels", "curates", "manages")
def handed(request: HttpRequest) -> HttpResponse:
    """The documents about a purpose, to be printed for whoever sits there, or photographed: two taps at a desk."""
    purposes = list(Purpose.objects.offered())
    purpose = next((each for each in purposes if each.code == request.GET.get("purpose")), None)
    notices = documents_for([purpose], 12) if purpose else []
    address = public_address(ways.Way(False).to("search", purpose=[purpose.code] if purpose else []), request)
    rows = [replace(row, keep="") for row in shown.linked(shown.rows_of(notices), request, ways.Way(False))]
    context = {"purposes": purposes, "purpose": purpose, "rows": rows, "address": address, "qr": drawn(address),
               "shelving": the_shelving()}  # fmt: skip
    return render(request, "resources/handed.html", context)
