"""The week on one screen; on a phone, a coordinator's own cells as a list."""

import zlib
from datetime import date, timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from citedesmetiers import live
from citedesmetiers.accounts.rules import only
from citedesmetiers.centre.models import Partner
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.pages import done

from ..models import Swap, Turn
from ..rosters.week import FIRST_YEAR, LAST_YEAR, desks_of, monday_of, read
from ..rules import ON_SITE

staff_only = only(*ON_SITE)
DRAWN_FOR = 600  # seconds: who is over today leaves the list of today by then


@require_safe
@staff_only
def week(request: HttpRequest, monday: date | None = None) -> HttpResponse:
    """This week's roster, or that of the address. The part alone when something in it changed."""
    return show(request, monday or monday_of(timezone.localdate()))


def show(request: HttpRequest, monday: date) -> HttpResponse:
    """The page of a week, or its part. Who changes nothing sees the same table."""
    version = live.version(["roster"])
    speaks = request.user.coordinates and request.user.partner_id
    context = drawn(request, monday) | {
        "monday": monday, "before": _near(monday, -1), "after": _near(monday, 1), "swaps": _swaps(request),
        "manages": request.user.manages, "changes": request.user.manages or bool(speaks),
        "follows": request.user.coordinates or request.user.counsels,
        "stream": f"{reverse('desks:roster-live')}?v={version}",
    }
    template = "desks/_week.html" if asks_for_a_part(request) else "desks/week.html"
    return render(request, template, context)


def drawn(request: HttpRequest, monday: date) -> dict[str, object]:
    """The table and the lists of a week, drawn once a process for all who see the same, until something changes.

    A year of ten desks has some 300 posts a week: drawing them anew for each reader is most of what a page would cost.
    What they are made of stands in the key: the versions of the roster and of the desks, and the partners' names.
    """
    user, today = request.user, timezone.localdate()
    partner = user.partner_id if user.coordinates else None
    names = zlib.crc32(repr(list(Partner.objects.order_by("pk").values_list("pk", "name"))).encode())
    version = live.version(["roster", "reception"])
    key = f"week-{monday}-{today}-{version}-{names}-{get_language()}-{partner}-{user.manages}"
    kept = cache.get(key)
    if kept is None:
        kept = _draw(monday, today, partner)
        cache.set(key, kept, DRAWN_FOR)
    return kept


def _draw(monday: date, today: date, partner: int | None) -> dict[str, object]:
    found = read(monday)
    context = {"week": found, "today": today, "partner": partner}
    desks = desks_of(partner) if partner else set()
    own = {"own": found.by_day(partner, desks), "elsewhere": found.elsewhere(desks)} if partner else {}
    return {
        "name": found.name, "promised": found.promised, "holes": found.holes, "is_open": bool(found.standing),
        "last": found.days[-1][0] if found.days else monday + timedelta(days=4), "mine": bool(partner),
        "first": found.days[0][0] if found.days else monday,
        "table": render_to_string("desks/_table.html", context),
        "own": render_to_string("desks/_own.html", context | own) if partner else "",
        "expected": render_to_string("desks/_expected.html", context | {"turns": found.today()}),
    }


def answer(request: HttpRequest, turn: Turn, words: str) -> HttpResponse:
    """After a press on a turn: the week's part for htmx, else its page, with what was done."""
    monday = monday_of(turn.day)
    if asks_for_a_part(request):
        return show(request, monday)
    if monday == monday_of(timezone.localdate()):
        return done(request, words, "desks:roster")
    return done(request, words, "desks:week", monday)


def _near(monday: date, weeks: int) -> date | None:
    """The week before or after, if it can stand in an address."""
    other = monday + timedelta(weeks=weeks)
    return other if FIRST_YEAR <= other.isocalendar()[0] <= LAST_YEAR else None


def _swaps(request: HttpRequest) -> list[Swap]:
    """What a partner is asked to exchange, or asks, and is not over. One query, for its coordinator alone."""
    partner = request.user.partner_id if request.user.coordinates else None
    if partner is None:
        return []
    asked = Swap.objects.asked().filter(giver=partner) | Swap.objects.asked().filter(other=partner)
    return list(asked.select_related("gives__desk", "wants__desk", "giver", "other").order_by("asked_at", "pk"))


def to_week(monday: date) -> HttpResponse:
    """The page of that week."""
    return redirect("desks:week", monday)
