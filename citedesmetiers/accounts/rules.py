"""Who may: role decorators. The doors are closed by LoginRequiredMiddleware; these say for whom one opens."""

import uuid

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from citedesmetiers.kit.gates import managers_only, may, only
from citedesmetiers.kit.tokens import fingerprint

__all__ = ["IN_WORDS", "at_the_counter", "counsellors_only", "figures_only", "managers_only", "may", "no_address",
           "only", "print_of_the_name", "reception_only"]

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
