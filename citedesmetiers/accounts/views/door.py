"""Coming in by a password (and a code), by an invitation, and going out."""

import time
import uuid
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.centre.site import the_site
from citedesmetiers.kit.pages import posted, show_form

from .. import actions
from ..forms import CodeForm, FirstPasswordForm, SignInForm
from ..models import User
from ..rules import IN_WORDS
from .arriving import come_in, device_here, where_next

LINK = "invitation"  # in the session: the token leaves the address at once
HALF = "half_in"  # in the session: whose password was right, while the code is awaited
HALF_FOR = 600  # seconds


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open to all: here one shows who one is. On a demo, its accounts are entered without typing."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(posted(request))
    if form.is_valid():
        tried = actions.try_to_sign_in(form.cleaned_data["username"], form.cleaned_data["password"])
        if tried.locked:
            return render(request, "accounts/locked.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        if tried.user:
            return _half_in(request, tried.user)
        form.add_error(None, _("This user name and this password do not go together."))
    roles = [(user, *IN_WORDS[_first_role(user)]) for user in _doors()]
    return show_form(request, form, _("Sign in"), template="accounts/sign_in.html", roles=roles,
                     shared=device_here(request))


@require_POST
@login_not_required
def enter(request: HttpRequest, username: str) -> HttpResponse:
    """Open to all, on a demo site alone: sign a demo account in. Anywhere else this address does not exist."""
    user = next((user for user in _doors() if user.username == username), None)
    if user is None:
        raise Http404
    return _half_in(request, user)


@login_not_required
@sensitive_post_parameters("code")
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Open to all who typed a right password just now: the code of the second factor."""
    person = _who_is_half_in(request)
    if person is None:
        return redirect("accounts:sign-in")
    form = CodeForm(posted(request))
    if form.is_valid():
        if actions.verify(person, form.cleaned_data["code"]):
            half = request.session.pop(HALF)
            come_in(request, person)
            return redirect(half["next"])
        form.add_error("code", _("Not right, or used already. Wait for the next code."))
    return show_form(request, form, _("Code of your telephone"), template="accounts/sign_in_code.html")


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Open to all: whoever is no longer signed in ends at the same page."""
    if request.user.is_authenticated:
        actions.signed_out(request.user)
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_safe
@login_not_required
def invitation(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Open to all: the link of an invitation. It only shows; the token goes from the address into the session."""
    if actions.invitation_of(token) is None:
        return _link_is_over(request)
    request.session[LINK] = str(token)
    return redirect("accounts:welcome")


@login_not_required
@sensitive_post_parameters()
def welcome(request: HttpRequest) -> HttpResponse:
    """Open to all who came by an open invitation: the invited person sets her password, and is signed in."""
    token = uuid.UUID(request.session.get(LINK, str(uuid.UUID(int=0))))
    invited = actions.invitation_of(token)
    if invited is None:
        return _link_is_over(request)
    form = FirstPasswordForm(invited.user, posted(request))
    if form.is_valid():
        person = actions.accept(token, form.cleaned_data["new_password1"])
        request.session.pop(LINK, None)
        come_in(request, person)
        messages.success(request, _("Welcome. Your password is set."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return show_form(request, form, _("Welcome, %(name)s") % {"name": invited.user.name},
                     template="accounts/welcome.html", person=invited.user)


def _link_is_over(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_is_over.html", status=HTTPStatus.GONE)


def _half_in(request: HttpRequest, person: User) -> HttpResponse:
    """The password was right. Whoever has a second factor shows that too; the others are in."""
    if not actions.has_factor(person):
        come_in(request, person)
        return redirect(where_next(request))
    until = time.time() + HALF_FOR
    request.session[HALF] = {"user": person.pk, "print": person.get_session_auth_hash(), "until": until,
                             "next": where_next(request)}  # fmt: skip
    return redirect("accounts:sign-in-code")


def _who_is_half_in(request: HttpRequest) -> User | None:
    """Whose password was typed in this browser a moment ago, if it is still hers."""
    half = request.session.get(HALF)
    if half is None or half["until"] < time.time():
        return None
    person = User.objects.filter(pk=half["user"], is_active=True).first()
    return person if person and constant_time_compare(person.get_session_auth_hash(), half["print"]) else None


def _doors() -> list[User]:
    return actions.open_doors() if the_site().demo else []


def _first_role(user: User) -> str:
    return next((role for role in User.ROLES if getattr(user, role)), "receives")

