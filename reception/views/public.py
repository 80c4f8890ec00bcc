"""What the public sees: the page of one's own ticket, and the wall screen. No session is written, no cookie set."""

import random
import uuid
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from citedesmetiers import live
from citedesmetiers.centre import hours
from citedesmetiers.centre.site import site_of, the_site
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.origins import comes_from_here
from citedesmetiers.kit.rules import HouseRule
from desks.models import Desk

from .. import actions, lines, tickets
from ..models import Ticket

JITTER = 800  # milliseconds: many phones follow the same line


@login_not_required  # the token is the right: 128 random bits that only the slip and the visitor's phone hold
@require_GET
def ticket(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """A visitor's own ticket, on its day only."""
    return _show(request, token)


@csrf_exempt  # no cookie, so no token of a session: see kit.origins
@login_not_required  # the token is the right, as above
@require_POST
def leave(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """The visitor leaves the line. Nothing is asked; for two minutes she may think again."""
    return _pressed(request, token, actions.walk_out)


@csrf_exempt  # as above
@login_not_required  # as above
@require_POST
def stay(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """She stands where she stood."""
    return _pressed(request, token, actions.stand_again)


def _pressed(request: HttpRequest, token: uuid.UUID, verb: Callable[[Ticket], int]) -> HttpResponse:
    if not comes_from_here(request):
        raise HouseRule(_("This press did not come from the ticket’s own page."), status=HTTPStatus.FORBIDDEN)
    own = Ticket.objects.filter(day=timezone.localdate(), token=token).first()
    if own is None:
        return _gone(request)
    verb(own)
    if asks_for_a_part(request):
        return _show(request, token, pressed=True)
    return private(redirect(f"{reverse('reception:ticket', args=[token])}?lang={request.LANGUAGE_CODE}"))


def _show(request: HttpRequest, token: uuid.UUID, *, pressed: bool = False) -> HttpResponse:
    today = timezone.localdate()
    at = tickets.desks_of(token, today)
    if not at:
        return _gone(request)
    mark = "-".join(str(desk.pk) for desk in at)
    part = asks_for_a_part(request)
    if part and not pressed and request.GET.get("at") != mark:
        return private(HttpResponse(headers={"HX-Refresh": "true"}))  # she stands at another desk now: follow that one
    version = live.version([desk.channel for desk in at])
    own, here = tickets.read(token, today), reverse("reception:ticket", args=[token])
    context = {
        "t": own, "site": site_of(request), "part": part, "token": token, "language": request.LANGUAGE_CODE,
        "seconds_left": own.second_thought(timezone.now()), "pressed": pressed,
        "address": f"{here}?at={mark}&lang={request.LANGUAGE_CODE}",
        "stream": f"{reverse('reception:ticket-live', args=[token])}?v={version}",
        "jitter": random.randrange(JITTER),  # noqa: S311 - no secret: it spreads the phones
    }
    return private(render(request, "reception/_own.html" if part else "reception/ticket.html", context))


@login_not_required  # whoever reads it holds an address that leads nowhere
@require_GET
def ticket_gone(request: HttpRequest, rest: str = "") -> HttpResponse:
    """A ticket of another day, one that was taken back, or an address that never was one: the same page."""
    return _gone(request)


def _gone(request: HttpRequest) -> HttpResponse:
    return private(render(request, "reception/ticket_gone.html", status=404))


def private(response: HttpResponse) -> HttpResponse:
    """The address is the right to read: told to nobody, kept by no search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def channels_of_the_ticket(request: HttpRequest, token: uuid.UUID) -> list[str]:
    """The lines where the ticket stands or stood."""
    at = tickets.desks_of(token, timezone.localdate())
    if not at:
        raise Http404
    return [desk.channel for desk in at]


@login_not_required  # it hangs on the wall of the public room
@require_GET
def screen(request: HttpRequest) -> HttpResponse:
    """The wall screen, where the site switched it on."""
    site = the_site()
    if not site.screen_on:
        return render(request, "reception/screen_off.html", {"site": site}, status=404)
    stream = f"{reverse('reception:screen-live')}?v={live.version(_every_line())}&lang={request.LANGUAGE_CODE}"
    if asks_for_a_part(request):
        return HttpResponse(called_tickets())
    context = {"site": site, "board": called_tickets(), "stream": stream}
    return render(request, "reception/screen.html", context)


def channels_of_the_screen(request: HttpRequest) -> list[str]:
    """Every desk's line; 404 where the site has no wall screen."""
    if not the_site().screen_on:
        raise Http404
    return _every_line()


def called_tickets() -> str:
    """The board: the last calls, or the hours while nobody is called. The same for whoever looks."""
    now = timezone.localtime()
    calls = lines.called_now(now.date())
    context = {"site": the_site(), "calls": calls} | ({} if calls else _doors(now))
    return render_to_string("reception/_screen.html", context)


def _doors(now: datetime) -> dict[str, object]:
    """Today's hours, whether the doors are open, and if not when they open."""
    today = hours.intervals(now.date())
    is_open = any(opens <= now.time() < closes for opens, closes in today)
    return {"hours": today, "is_open": is_open, "opens_at": None if is_open else hours.next_opening(now)}


def _every_line() -> list[str]:
    return [desk.channel for desk in Desk.objects.order_by("pk")]
