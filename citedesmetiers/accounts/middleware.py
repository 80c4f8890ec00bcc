"""In which language a page is drawn, and what the way in which somebody signed in opens."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from citedesmetiers.centre.site import site_of, spoken_at
from citedesmetiers.kit.htmx import asks_for_a_part

from . import actions
from .rules import BY_PIN, WITHOUT_FACTOR, came_by_pin, is_locked, is_sure, opens_by_pin

COOKIE = "computer"  # of a shared computer: see accounts.models.Device
DRAWN_FOR = "drawn_for"  # in a form, or as the header X-Drawn-For: for whom its page was drawn
READING = ("GET", "HEAD")
ALWAYS = {f"accounts:{name}" for name in ("sign-in", "sign-in-code", "sign-out", "switch", "lock", "unlock", "sure")}
SETS_UP = {"accounts:second-factor", "accounts:second-factor-confirm"}
NOT_SENT_AGAIN = ("csrfmiddlewaretoken", DRAWN_FOR)


def chosen(request: HttpRequest) -> str:
    """The address's `?lang=`, else the signed-in person's own, else the browser's: no cookie is set for it."""
    site = site_of(request) if is_for_visitors(request.path) else None
    spoken = dict(spoken_at(site) if site else settings.LANGUAGES)
    for code in (request.GET.get("lang", ""), getattr(request.user, "language", "")):
        if code in spoken:
            return code
    wished = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    codes = (code.split("-")[0] for code, _weight in wished)
    return next((code for code in codes if code in spoken), site.language if site else settings.LANGUAGE_CODE)


def is_for_visitors(path: str) -> bool:
    """Whether the page is one of those that speak the site's languages, and not those of the house alone."""
    return path in settings.PUBLIC_PAGES or path.startswith(settings.PUBLIC_PATHS)


def language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Activate the language for the length of one request."""

    def spoken(request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = chosen(request)
        with translation.override(request.LANGUAGE_CODE):
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return spoken


class guard:  # noqa: N801 - named like the function above; a class only for process_view
    """Closed unless declared: a PIN opens the addresses of settings.OPEN_BY_PIN, and a locked screen shows them.

    A press is refused when its page was drawn for somebody else than who is signed in now.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if came_by_pin(request) and not _still_holds(request):
            logout(request)
            return redirect("accounts:sign-in")
        name, public = request.resolver_match.view_name, not getattr(view, "login_required", True)
        if name in ALWAYS or public:
            return None
        return _another_person(request) or _locked(request) or _to_be_set_up(request, name) or _not_by_pin(request)


def _still_holds(request: HttpRequest) -> bool:
    """A session that a PIN opened ends with the PIN, and with the shared computer at which it was typed."""
    same = request.session[BY_PIN] == actions.print_of_pin(request.user)
    return bool(request.user.pin) and same and actions.device_of(request.COOKIES.get(COOKIE, "")) is not None


def _another_person(request: HttpRequest) -> HttpResponse | None:
    """A page that was drawn for a colleague: nothing is done, and one press sends it again in the new name."""
    if request.method in READING:
        return None
    drawn_for = request.headers.get("X-Drawn-For") or request.POST.get(DRAWN_FOR) or str(request.user.pk)
    if drawn_for == str(request.user.pk):
        return None
    again = not request.FILES and request.resolver_match.app_name != "accounts"  # no password goes back into a page
    said = [(name, value) for name, values in request.POST.lists() if name not in NOT_SENT_AGAIN for value in values]
    template = "accounts/_another_person.html" if asks_for_a_part(request) else "accounts/another_person.html"
    return render(request, template, {"said": said if again else None}, status=409)


def _locked(request: HttpRequest) -> HttpResponse | None:
    """Nothing can be pressed; what a PIN would open can still be read."""
    if not is_locked(request) or (request.method in READING and opens_by_pin(request)):
        return None
    if request.method in READING:
        return redirect(_on_the_way("accounts:unlock", request))
    return _refused(request, _("This screen is locked. Nothing was changed."), 409)


def _to_be_set_up(request: HttpRequest, name: str) -> HttpResponse | None:
    """A manager of a site that wants second factors sets up hers before anything else."""
    if not request.session.get(WITHOUT_FACTOR) or name in SETS_UP:
        return None
    return redirect("accounts:second-factor")


def _not_by_pin(request: HttpRequest) -> HttpResponse | None:
    """What a PIN does not open asks for the password, and is then open for ten minutes."""
    if not came_by_pin(request) or opens_by_pin(request) or is_sure(request):
        return None
    if request.method in READING:
        return redirect(_on_the_way("accounts:sure", request))
    return _refused(request, _("A PIN does not open this: open the page again, and type your password."), 403)


def _on_the_way(name: str, request: HttpRequest) -> str:
    return f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"


def _refused(request: HttpRequest, words: str, status: int) -> HttpResponse:
    template = "kit/_refusal.html" if asks_for_a_part(request) else "kit/refusal.html"
    return render(request, template, {"words": words, "title": _("Not done")}, status=status)
