"""What every way of coming in has in common: a fresh session that knows how it was opened."""

import time

from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from citedesmetiers.centre.site import the_site

from .. import actions
from ..middleware import COOKIE
from ..models import Device, User
from ..rules import BY_PIN, ENDS, LOCKED, SURE_FOR, SURE_UNTIL, WITHOUT_FACTOR

BACKEND = "django.contrib.auth.backends.ModelBackend"
COOKIE_FOR = 400 * 24 * 3600  # the longest that browsers keep one


def come_in(request: HttpRequest, person: User, *, by_pin: bool = False) -> None:
    """Sign her in: what another person left in the session is flushed, its name and the CSRF secret are new."""
    again = request.user == person
    for name in (BY_PIN, LOCKED, SURE_UNTIL, WITHOUT_FACTOR):
        request.session.pop(name, None)
    request.session.cycle_key()
    login(request, person, backend=BACKEND)
    request.session[ENDS] = int(time.time()) + settings.SESSION_COOKIE_AGE
    actions.arrive(person, device=device_here(request), by_pin=by_pin, again=again)
    if by_pin:
        request.session[BY_PIN] = actions.print_of_pin(person)
    else:
        be_sure(request, person)


def be_sure(request: HttpRequest, person: User) -> None:
    """The password was typed just now. A manager who should have a second factor and has none sets it up first."""
    request.session[SURE_UNTIL] = int(time.time()) + SURE_FOR
    if person.manages and the_site().second_factor and not actions.has_factor(person):
        request.session[WITHOUT_FACTOR] = True


def proves(request: HttpRequest, form: BaseForm) -> bool:
    """Whether she typed her own password, and code, into this form; what else is wrong with it is told first."""
    if not form.is_valid():
        return False
    said = form.cleaned_data
    proved = actions.prove(request.user, said["password"], said.get("code", ""))
    if proved is None:
        form.add_error("password", _("Not right, or the code was used already."))
        return False
    update_session_auth_hash(request, proved)  # a password may be printed anew when it is typed
    return True


def device_here(request: HttpRequest) -> Device | None:
    """The shared computer from which this request comes. Looked up once a request."""
    if not hasattr(request, COOKIE):
        setattr(request, COOKIE, actions.device_of(request.COOKIES.get(COOKIE, "")))
    return getattr(request, COOKIE)


def remember(response: HttpResponse, token: str) -> HttpResponse:
    """From this answer on, the browser is that of a shared computer."""
    response.set_cookie(COOKIE, token, max_age=COOKIE_FOR, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return response


def where_next(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if here and wanted.startswith("/") else resolve_url(settings.LOGIN_REDIRECT_URL)
