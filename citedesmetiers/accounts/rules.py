"""Who may: role decorators. The doors are closed by LoginRequiredMiddleware; these say for whom one opens."""

import time
import uuid

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from citedesmetiers.kit.gates import managers_only, may, only
from citedesmetiers.kit.tokens import fingerprint

__all__ = ["BY_PIN", "ENDS", "IN_WORDS", "LOCKED", "SURE_UNTIL", "WITHOUT_FACTOR", "at_the_counter", "came_by_pin",
           "counsellors_only", "figures_only", "is_locked", "is_sure", "managers_only", "may", "no_address", "only",
           "opens_by_pin", "print_of_the_name", "reception_only"]

reception_only = only("receives")
counsellors_only = only("counsels")
figures_only = only("manages", "receives")
at_the_counter = only("receives", "counsels")

IN_WORDS = {  # the name of each role's room, and what is done there
    "receives": (_("Reception"), _("log arrivals, see the line")),
    "counsels": (_("Counsel"), _("call and receive at a desk")),
    "curates": (_("Documentation"), _("keep the catalogue")),
    "organises": (_("Programme"), _("sessions, places and clubs")),
    "coordinates": (_("Coordination"), _("a partner’s turns")),
    "manages": (_("Management"), _("figures and settings")),
}

NO_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing listens: one value for all, so that axes counts a name in one row


def no_address(request: HttpRequest) -> str:
    """Sign-in is throttled by user name: no address is looked at, and none is kept (django-axes asks here)."""
    return NO_ADDRESS


def print_of_the_name(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """What django-axes keeps instead of the name that was tried: a one-way print (people type passwords there)."""
    name = (credentials or {}).get("username") or ""
    return str(fingerprint("sign-in", name)) if name else str(uuid.UUID(int=0))


# How a session was opened, in the session itself. What does not stand there was opened by a password.
BY_PIN = "by_pin"  # the print of the PIN that opened it
SURE_UNTIL = "sure_until"  # until when a password typed again opens what a PIN does not
LOCKED = "locked"
ENDS = "ends"  # when: a moment before, the screen locks with what was typed in it, and unlocking begins another session
WITHOUT_FACTOR = "without_factor"  # a manager who has to set up her second factor before anything else
SURE_FOR = 600  # seconds


def opens_by_pin(request: HttpRequest) -> bool:
    """Whether this address is one that a PIN opens, and that a locked screen still shows."""
    asked = request.resolver_match
    return bool(asked) and asked.view_name in settings.OPEN_BY_PIN


def came_by_pin(request: HttpRequest) -> bool:
    return BY_PIN in request.session


def is_sure(request: HttpRequest) -> bool:
    """Whether the password was typed in this session less than ten minutes ago."""
    return request.session.get(SURE_UNTIL, 0) > time.time()


def is_locked(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return bool(session and session.get(LOCKED))
