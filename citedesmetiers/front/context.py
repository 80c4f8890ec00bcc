"""What every page shows around its own words."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from citedesmetiers.accounts.middleware import COOKIE
from citedesmetiers.accounts.rules import ENDS, is_locked, may, opens_by_pin
from citedesmetiers.accounts.views import panel
from citedesmetiers.centre.site import site_of, spoken_at

ROOMS = [
    (_("Reception"), "reception:home", "/reception/", ("receives",)),
    (_("Counsel"), "reception:counters", "/counter/", ("counsels",)),
    (_("Figures"), "attendance:today", "/attendance/", ("manages", "receives")),
    (_("Documentation"), "resources:care", "/resources/", ("curates", "manages")),
    (_("Rosters"), "desks:roster", "/rosters/", ("coordinates", "manages", "receives", "counsels")),
    (_("Programme"), "events:events", "/events/", ("organises", "manages")),
    (_("Sheets"), "reception:sheets", "/sheets/", ("organises", "manages")),
    (_("Settings"), "centre:settings", ("/centre/", "/desks/", "/people/", "/questions/", "/computers/"), ("manages",)),
    (_("Documentation"), "resources:notices", "/resources/", ("receives", "counsels", "organises")),  # who only reads
]


def house(request: HttpRequest) -> dict[str, object]:
    """The site (one query, only where a page asks for it), the rooms this person may enter, and the clock."""
    user, site = getattr(request, "user", None), SimpleLazyObject(lambda: site_of(request))
    return {
        "site": site,
        "now": timezone.localtime(),
        "nav": lambda: rooms_of(user, request.path),
        "locked": is_locked(request),
        "session_ends": session.get(ENDS) if (session := getattr(request, "session", None)) else None,
        "lock": SimpleLazyObject(lambda: panel(request)),
        "stays_in_sight": opens_by_pin(request),
        "shared": COOKIE in request.COOKIES,
        "languages": [{"code": code, "name": name} for code, name in settings.LANGUAGES],
        "kept_lang": _kept(request),
        "public_languages": lambda: [{"code": code, "name": name} for code, name in spoken_at(site)],
    }


def rooms_of(user: object, path: str) -> list[dict[str, object]]:
    """The rooms that this person may enter, each once: by the first of its doors that opens."""
    found: dict[str, dict[str, object]] = {}
    for label, name, under, roles in ROOMS:
        if may(user, *roles):
            found.setdefault(str(label), {"label": label, "url": reverse(name), "current": path.startswith(under)})
    return list(found.values())


def _kept(request: HttpRequest) -> str:
    """What a link to another public page ends with: the language that this address chose, as no cookie remembers it."""
    asked = request.GET.get("lang", "")
    return f"?lang={asked}" if asked and asked == getattr(request, "LANGUAGE_CODE", None) else ""
