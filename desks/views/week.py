"""The week on one screen; on a phone, a coordinator's own cells as a list."""

import zlib
from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.accounts.rules import only
from citedesmetiers.centre.models import Partner, SpecialHours
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.pages import done

from ..models import Swap, Turn
from ..rosters.week import FIRST_YEAR, LAST_YEAR, desks_of, monday_of, name_of, read
from ..rules import ON_SITE

staff_only = only(*ON_SITE)
DRAWN_FOR, KNOWN_FOR = 600, 60  # seconds: a week, and what it shows besides its turns


@require_safe
@staff_only
def week(request: HttpRequest, monday: date | None = None) -> HttpResponse:
    """This week's roster, or that of the address. The part alone when something in it changed."""
    return show(request, monday or monday_of(timezone.localdate()))


def show(request: HttpRequest, monday: date) -> HttpResponse:
    """The page of a week, or its part. Who changes nothing sees the same table."""
    version = live.version(["roster"])
    context = {
        "monday": monday, "name": name_of(monday), "drawn": drawn(request.user, monday, version),
        "swaps": _swaps(request.user), "stream": f"{reverse('desks:roster-live')}?v={version}",
    }
    return render(request, "desks/_week.html" if asks_for_a_part(request) else "desks/week.html", context)


def drawn(user: User, monday: date, version: int) -> SafeString:
    """A week, drawn once a process for all who see the same, until the roster or a desk changes.

    Ten desks have some 300 posts a week: drawing them for each reader anew is most of what a page would cost. A change
    of the roster or of a desk bumps the version; a partner's new name or a closed date is seen within a minute, a
    half-day that is over leaves the list of today within ten.
    """
    partner = user.partner_id if user.coordinates else None
    seen_by = f"{get_language()}-{partner}-{user.manages}-{user.counsels}"
    key = f"week-{monday}-{timezone.localdate()}-{version}-{_besides()}-{seen_by}"
    kept = cache.get(key)
    if kept is None:
        kept = render_to_string("desks/_drawn.html", _week_of(user, monday, partner))
        cache.set(key, kept, DRAWN_FOR)
    return mark_safe(kept)  # noqa: S308 - a template of ours drew it


def _besides() -> int:
    """A print of what a week shows besides its turns, partners' names and special dates. Two queries a minute."""
    read = (Partner.objects.order_by("pk").values_list("pk", "name", "active"),
            SpecialHours.objects.order_by("pk").values_list("day", "opens"))  # fmt: skip
    return cache.get_or_set("besides", lambda: zlib.crc32(repr([list(rows) for rows in read]).encode()), KNOWN_FOR)


def _week_of(user: User, monday: date, partner: int | None) -> dict[str, object]:
    """What the week's template needs. Two queries; three for a coordinator."""
    found = read(monday)
    desks = desks_of(partner) if partner else set()
    return {
        "week": found, "monday": monday, "today": timezone.localdate(), "partner": partner, "mine": bool(partner),
        "before": _near(monday, -1), "after": _near(monday, 1), "manages": user.manages,
        "changes": user.manages or bool(partner), "follows": user.counsels or user.manages or bool(partner),
        "own": found.by_day(partner, desks) if partner else [], "elsewhere": found.elsewhere(desks) if partner else [],
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


def _swaps(user: User) -> list[Swap]:
    """What a partner is asked to exchange, or asks, and can still be. One query, for its coordinator alone."""
    partner = user.partner_id if user.coordinates else None
    if partner is None:
        return []
    asked = Swap.objects.asked().filter(giver=partner) | Swap.objects.asked().filter(other=partner)
    now = timezone.now()
    stands = asked.filter(gives__partner=F("giver"), wants__partner=F("other"), gives__absent_at=None,
                          wants__absent_at=None, gives__ends_at__gt=now, wants__ends_at__gt=now)  # fmt: skip
    return list(stands.select_related("gives__desk", "wants__desk", "giver", "other").order_by("asked_at", "pk"))
