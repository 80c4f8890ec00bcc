"""The public's search: words, filters, a list with large shelf marks. Open to all; nothing of it is kept anywhere."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import main_place, site_of
from citedesmetiers.kit.origins import comes_from_here
from citedesmetiers.tallies.series import Series

from .. import actions, asking, months, shown, ways
from ..models import Notice, Selection, the_shelving
from ..search import nearest
from ..search.ask import Asked, Found, Order, ask
from ..search.suggest import suggest
from .bodies import curators_only
from .newest import NEW_ON_THE_FIRST_PAGE, newest


@login_not_required  # whoever comes in may look for a document
@require_safe
def search(request: HttpRequest, *, station: bool = False) -> HttpResponse:
    """The first page while nothing is asked, else a page of what was found."""
    way, asked = ways.way_of(request, station=station), asking.asked_of(request.GET, language=request.LANGUAGE_CODE)
    context = framed(request, way) | {"asked": asked, "orders": Order.choices, "suggest": way.to("suggest")}
    if not asked.text and not asked.chosen and "all" not in request.GET:
        return render(request, "resources/station.html", context | _first_page(request, way))
    found, purposes = ask(asked), _purposes(way)
    context |= {
        "found": found, "rows": shown.linked(shown.rows_of(found.notices, found.groups), request, way),
        "purposes": purposes, "filters": asking.filters_of(asked, found.counted, purposes),
        "before": found.page - 1, "after": found.page + 1, "back": "",
    }
    if not found.total:
        context |= _nothing(asked, found, way)
    return render(request, "resources/station.html", context)


def framed(request: HttpRequest, way: ways.Way) -> dict[str, object]:
    """What every public page of the shelves shows around its own."""
    return {
        "way": way, "untouched": ways.Way(way.station).to("search"), "start": way.with_nothing().to("search"),
        "shelving": the_shelving(), "site": site_of(request),
        "basket": way.to("basket", **way.asked), "back": way.back, "kept_text": ",".join(way.kept),
    }


def _first_page(request: HttpRequest, way: ways.Way) -> dict[str, object]:
    """What there is, before anything is asked."""
    lists = list(Selection.objects.public())
    for each in lists:
        each.address = way.to("reading-list", each.slug)
    return {
        "purposes": _purposes(way), "lists": lists, "number": Notice.objects.public().count(), "found": None,
        "rows": shown.linked(shown.rows_of(newest(NEW_ON_THE_FIRST_PAGE)), request, way),
        "everything": way.to("search", all=1), "all_new": way.to("new"),
    }


def _purposes(way: ways.Way) -> list[Purpose]:
    """The purposes with their desks, each with the address of its documents."""
    purposes = asking.purposes_with_desks()
    for purpose in purposes:
        purpose.address = way.to("search", purpose=[purpose.code])
    return purposes


def _nothing(asked: Asked, found: Found, way: ways.Way) -> dict[str, object]:
    """What to try instead, and the token with which the page says that something is missing."""
    meant = nearest.did_you_mean(found.groups)
    right = nearest.put_right(asked.text, meant) if meant else ""
    alone = nearest.alone(found.groups) if len(found.groups) > 1 else []
    return {
        "meant": right, "meant_address": way.to("search", q=right), "missing": way.to("missing"),
        "alone": [{"shown": each.shown, "n": each.n, "address": way.to("search", q=each.shown)} for each in alone],
        "missed": "" if meant else actions.missed_token(found.groups),
    }


@login_not_required  # the words that the catalogue has are no secret
@require_safe
def suggestions(request: HttpRequest, *, station: bool = False) -> HttpResponse:
    """The words with which the last one goes on: the part of a list under the field."""
    found = suggest(request.GET.get("q", "")[: asking.LONGEST])
    return render(request, "resources/_suggestions.html", {"suggestions": found})


@csrf_exempt  # a public page has no cookie to compare with: the browser says where the press comes from
@login_not_required  # said by the page that found nothing
@require_POST
def missing(request: HttpRequest, *, station: bool = False) -> HttpResponse:
    """Nothing was found: counted by the stem that the house knows, never by what was typed."""
    if not comes_from_here(request):
        return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
    actions.miss(request.POST.get("token", "")[:2000], place=main_place(), at=timezone.now())
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_safe
@curators_only
def missed(request: HttpRequest) -> HttpResponse:
    """The acquisition list: what people looked for and did not find, month by month."""
    this = timezone.localdate().replace(day=1)
    month = months.month_of(request.GET.get("month", ""), this)
    context = {"table": months.missed(month), "month": month, "is_now": month == this, "meaning": Series.MISSED.meaning}
    return render(request, "resources/missed.html", context)
