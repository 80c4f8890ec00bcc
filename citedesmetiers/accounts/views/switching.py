"""A shared computer goes from one colleague to the next: locked, unlocked, taken over by six digits."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from citedesmetiers.centre.site import the_site
from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.pages import posted, show_form

from .. import actions
from ..forms import SureForm, SwitchForm
from ..models import User
from ..rules import BY_PIN, ENDS, LOCKED, SURE_UNTIL, is_locked
from .arriving import be_sure, come_in, device_here, proves, where_next


def panel(request: HttpRequest, wrong: str = "") -> dict[str, object]:
    """What the panel of a locked screen, and the page of the quick switch, are drawn from."""
    device = device_here(request)
    here, others = actions.people_at(device) if device else ([], [])
    by_pin = bool(device) and not device.asks_password
    enters = request.user.is_authenticated and actions.PUBLISHED in request.user.password and the_site().demo
    said = request.POST.get("person", "")
    chosen = int(said) if said.isdecimal() and len(said) < 10 else request.user.pk if is_locked(request) else None
    chosen = chosen if chosen in {person.pk for person in here + others} else None
    begins = "pin" if by_pin and chosen and "password" not in request.POST else "password"
    return {"device": device, "here": here, "others": others, "by_pin": by_pin, "wrong": wrong, "enters": enters,
            "chosen": chosen, "begins": begins, "next": where_next(request)}  # fmt: skip


@login_not_required
@sensitive_post_parameters("pin")
def switch(request: HttpRequest) -> HttpResponse:
    """Open to all, of use on a shared computer alone: a colleague's name and her six digits."""
    form = SwitchForm(posted(request))
    if not form.is_bound:
        here = device_here(request)
        return _show(request) if here else redirect("accounts:sign-in")
    tried = actions.Tried(None)
    if form.is_valid():
        person = User.objects.filter(pk=form.cleaned_data["person"], is_active=True).first()
        tried = actions.try_pin(device_here(request), person, form.cleaned_data["pin"])
    if tried.user is None:
        return _show(request, _why_not(tried), HTTPStatus.TOO_MANY_REQUESTS if tried.locked else HTTPStatus.BAD_REQUEST)
    same = request.user == tried.user
    come_in(request, tried.user, by_pin=True)
    return _opened(request, "pin", same=same)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Nothing can be pressed from now on, in any tab; who is signed in stays so."""
    request.session[LOCKED] = True
    return _show(request) if asks_for_a_part(request) else redirect(where_next(request))


@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    """The page, and the panel, of a locked screen; whoever locked it opens it with her password."""
    if not is_locked(request):
        return _opened(request, "password", same=True)
    form = SureForm(posted(request))
    if not form.is_bound:
        return _show(request)
    tried = actions.Tried(None)
    if form.is_valid():
        tried = actions.try_to_sign_in(request.user.username, form.cleaned_data["password"])
    if tried.user is None:
        words = _("This user name was tried too often: wait a quarter of an hour.") if tried.locked else _(
            "This is not your password.")
        return _show(request, words, HTTPStatus.TOO_MANY_REQUESTS if tried.locked else HTTPStatus.BAD_REQUEST)
    by_pin = request.session.get(BY_PIN)
    come_in(request, tried.user)
    if by_pin:  # the code of a second factor was never asked here: as much is open as before
        request.session[BY_PIN] = by_pin
        del request.session[SURE_UNTIL]
    return _opened(request, "password", same=True)


@sensitive_post_parameters("password", "code")
def sure(request: HttpRequest) -> HttpResponse:
    """What a PIN does not open: the password again, and it is open for ten minutes."""
    form = SureForm(posted(request), asks_code=actions.has_factor(request.user))
    if proves(request, form):
        be_sure(request, request.user)
        return redirect(where_next(request))
    lead = _("You came in with your PIN. This page asks for your password, and stays open for ten minutes.")
    return show_form(request, form, _("Your password, please"), template="accounts/sure.html", back="front:home",
                     lead=lead, next=where_next(request))


def _why_not(tried: actions.Tried) -> str:
    if tried.locked:
        return _("Too many wrong PINs: a password opens, and gives the PIN back.")
    return _("This name and this PIN do not go together here.")


def _show(request: HttpRequest, wrong: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    template = "accounts/_lock.html" if asks_for_a_part(request) else "accounts/lock.html"
    return render(request, template, {"lock": panel(request, wrong)}, status=status)


def _opened(request: HttpRequest, how: str, *, same: bool) -> HttpResponse:
    """Her own page goes on where it was; for somebody else the house begins at her first room."""
    if not asks_for_a_part(request):
        return redirect(where_next(request))
    if not same:
        return HttpResponseClientRedirect("/")
    return render(request, "accounts/_unlocked.html", {"how": how, "ends": request.session.get(ENDS)})
