"""Coming in, going out, and what a person changes about herself."""

import uuid
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.centre.site import the_site
from citedesmetiers.kit.pages import done, posted, show_form

from .. import actions
from ..forms import AccountForm, ChangePasswordForm, FirstPasswordForm, SignInForm
from ..models import User
from ..rules import IN_WORDS

BACKEND = "django.contrib.auth.backends.ModelBackend"
LINK = "invitation"  # in the session: the token leaves the address at once


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
            login(request, tried.user)
            return redirect(_next(request))
        form.add_error(None, _("This user name and this password do not go together."))
    roles = [(user, *IN_WORDS[_first_role(user)]) for user in _doors()]
    return show_form(request, form, _("Sign in"), template="accounts/sign_in.html", roles=roles)


@require_POST
@login_not_required
def enter(request: HttpRequest, username: str) -> HttpResponse:
    """Open to all, on a demo site alone: sign a demo account in. Anywhere else this address does not exist."""
    user = next((user for user in _doors() if user.username == username), None)
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Open to all: whoever is no longer signed in ends at the same page."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def account(request: HttpRequest) -> HttpResponse:
    """One's own name and language."""
    mine = {"name": request.user.name, "language": request.user.language}
    form = AccountForm(posted(request), initial=mine)
    if form.is_valid():
        actions.prefer(request.user, **form.cleaned_data)
        return done(request, _("Your account is saved."), "accounts:account")
    return show_form(request, form, _("My account"), template="accounts/account.html", back="front:home")


@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """One's own password. Every other session of the account ends."""
    form = ChangePasswordForm(request.user, posted(request))
    if form.is_valid():
        actions.set_password(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        words = _("Your password is changed. You stay signed in here, and nowhere else.")
        return done(request, words, "accounts:account")
    return show_form(request, form, _("Change my password"), back="accounts:account")


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
        login(request, person, backend=BACKEND)
        request.session.pop(LINK, None)
        messages.success(request, _("Welcome. Your password is set."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return show_form(request, form, _("Welcome, %(name)s") % {"name": invited.user.name},
                     template="accounts/welcome.html", person=invited.user)


def _link_is_over(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_is_over.html", status=HTTPStatus.GONE)


def _doors() -> list[User]:
    return actions.open_doors() if the_site().demo else []


def _first_role(user: User) -> str:
    return next((role for role in User.ROLES if getattr(user, role)), "receives")


def _next(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if here and wanted.startswith("/") else resolve_url(settings.LOGIN_REDIRECT_URL)
