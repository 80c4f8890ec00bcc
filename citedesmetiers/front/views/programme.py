"""The programme: what is to come, one event with the documents about the same needs, a calendar, a search engine's."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import site_of
from citedesmetiers.kit.codes import public_address
from events.models import Event, Session
from events.programme import days, shown
from resources.offers import documents_for
from resources.shown import linked, rows_of
from resources.tongues import language_name
from resources.ways import Way

from ..filters import Asked, asked_in
from ..programme import calendar_of, json_ld, mark_desks, of_the_calendar, page_of

DOCUMENTS, SESSIONS = 5, 30  # beside one event; of one event


@login_not_required  # whoever comes wants to know what takes place
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """What is to come, by day. Open to all."""
    purposes, today = list(Purpose.objects.offered()), timezone.localdate()
    asked = asked_in(request.GET, purposes, today=today, lang=_lang(request))
    page = page_of(asked.narrow(Session.objects.public().to_come(timezone.now())))
    mark_desks(session for day in page.days for session in day.sessions)
    here, feed = reverse("front:programme"), reverse("front:programme-ics")
    return render(request, "front/programme.html", {
        "days": page.days, "purposes": purposes, "asked": asked, "offered": _offered(asked), "today": today,
        "later": page.later and asked.address(here, page.later), "feed": asked.address(feed),
        "from_today": asked.address(here), "everything": Asked(lang=asked.lang).address(here),
    })  # fmt: skip


def _offered(asked: Asked) -> dict[str, list[tuple[str, object]]]:
    """The kinds and the ways in of what is published, and those asked for: a choice nobody can find is none."""
    pairs = set(Event.objects.public().order_by().values_list("kind", "access"))
    kinds, access = {kind for kind, _access in pairs}, {access for _kind, access in pairs}
    return {
        "kind": [each for each in Event.Kind.choices if each[0] in kinds.union(asked.kinds)],
        "access": [each for each in Event.Access.choices if each[0] in access.union(asked.access)],
    }


@login_not_required  # whoever comes wants to know what takes place
@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event, its sessions to come, and documents about the same needs. Open to all."""
    found = _published(pk)
    purposes = list(found.purposes.order_by("order", "pk"))
    way = Way(station=False, lang=_lang(request))
    return render(request, "front/event.html", {
        "event": found, "purposes": purposes, "partners": list(found.partners.order_by("name", "pk")),
        "days": days(_to_come(found)), "languages_spoken": [language_name(code) for code in found.languages],
        "prepares": found.prepares if found.prepares and found.prepares.state == Event.State.PUBLISHED else None,
        "frame": found.frame if found.frame and found.frame.state == Event.State.PUBLISHED else None,
        "prepared_by": list(found.prepared_by.public().order_by("pk")),
        "framed": list(found.framed.public().order_by("pk")),
        "rows": linked(rows_of(documents_for(purposes, DOCUMENTS)), request, way),
        "more": way.to("search", purpose=[purpose.code for purpose in purposes]),
    })  # fmt: skip


@login_not_required  # the programme is public, for programs too
@require_safe
def event_json_ld(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions to come of one event, as JSON-LD."""
    found = _published(pk)
    page = public_address(reverse("front:event", args=[pk]), request)
    said = json_ld(found, _to_come(found), site_of(request), page)
    return HttpResponse(json.dumps(said, ensure_ascii=False), content_type="application/ld+json")


@login_not_required  # a calendar cannot sign in, and the programme is public
@require_safe
def programme_ics(request: HttpRequest) -> HttpResponse:
    """The same as a calendar that a telephone follows. In the language of the address, else the site's; no cookie."""
    site, now = site_of(request), timezone.now()
    asked = asked_in(request.GET, Purpose.objects.offered(), today=timezone.localdate())
    sessions = of_the_calendar(asked.narrow(Session.objects.public()), now)
    language = _lang(request) or site.language
    with translation.override(language):
        base = public_address(reverse("front:programme"), request)
        body = calendar_of(sessions.select_related("event", "place", "room"), site, base)
    headers = {"Content-Language": language}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _published(pk: int) -> Event:
    return get_object_or_404(Event.objects.public().select_related("led_by", "prepares", "frame"), pk=pk)


def _to_come(found: Event) -> list[Session]:
    return list(shown(found.sessions.to_come(timezone.now()))[:SESSIONS])


def _lang(request: HttpRequest) -> str:
    """The language that the address chose; nothing if it did not."""
    asked = request.GET.get("lang", "")
    return asked if asked == request.LANGUAGE_CODE else ""
