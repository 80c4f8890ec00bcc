"""What a person changes about herself: name, language, password, PIN, second factor."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from citedesmetiers.kit.codes import drawn
from citedesmetiers.kit.pages import done, posted, show_form

from .. import actions
from ..forms import AccountForm, ChangePasswordForm, CodeForm, PinForm, SureForm
from ..rules import BY_PIN, WITHOUT_FACTOR, came_by_pin, managers_only
from .arriving import proves


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


@sensitive_post_parameters()
def pin(request: HttpRequest) -> HttpResponse:
    """One's own six digits. What was opened by the ones before is closed."""
    form = PinForm(posted(request), asks_code=actions.has_factor(request.user))
    if proves(request, form):
        actions.set_pin(request.user, form.cleaned_data["pin"])
        if came_by_pin(request):
            request.session[BY_PIN] = actions.print_of_pin(request.user)
        return done(request, _("Your PIN is set. It works on the centre’s shared computers."), "accounts:account")
    lead = _("Six digits that you will type at the centre’s shared computers in place of your password.")
    return show_form(request, form, _("My PIN"), back="accounts:account", lead=lead)


@require_POST
def remove_pin(request: HttpRequest) -> HttpResponse:
    actions.remove_pin(request.user)
    return done(request, _("You have no PIN any more."), "accounts:account")


@sensitive_post_parameters("password")
@managers_only
def second_factor(request: HttpRequest) -> HttpResponse:
    """Whether a telephone's code is asked after the password; the beginning of its setting up."""
    if actions.has_factor(request.user):
        return render(request, "accounts/second_factor.html", {"left": actions.codes_left(request.user)})
    form = SureForm(posted(request))
    if proves(request, form):
        actions.begin_factor(request.user)
        return redirect("accounts:second-factor-confirm")
    lead = _("After your password, a code of your telephone is asked. Any authenticator application will do.")
    return show_form(request, form, _("Set up a second factor"), template="accounts/second_factor_begin.html",
                     back="accounts:account", lead=lead)


@sensitive_post_parameters("code")
@managers_only
def second_factor_confirm(request: HttpRequest) -> HttpResponse:
    """The secret, as a code to photograph, until the telephone has shown that it knows it."""
    begun = actions.begun_factor(request.user)
    if begun is None:
        return redirect("accounts:second-factor")
    form = CodeForm(posted(request))
    if form.is_valid():
        if codes := actions.confirm_factor(request.user, form.cleaned_data["code"]):
            request.session.pop(WITHOUT_FACTOR, None)
            return _show_codes(request, codes)
        form.add_error("code", _("Not the code of now. Wait for the next one."))
    qr = drawn(begun.config_url)
    return show_form(request, form, _("Photograph, then type the code"), template="accounts/second_factor_confirm.html",
                     back="accounts:account", qr=qr, secret=actions.secret_in_words(begun))


@sensitive_post_parameters("password", "code")
@managers_only
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes in place of the old ones."""
    if not actions.has_factor(request.user):
        return redirect("accounts:second-factor")
    form = SureForm(posted(request), asks_code=True)
    if proves(request, form):
        return _show_codes(request, actions.renew_codes(request.user))
    lead = _("The ten codes that you have open nothing any more.")
    return show_form(request, form, _("New recovery codes"), template="accounts/recovery_codes_ask.html",
                     back="accounts:second-factor", lead=lead)


@sensitive_variables("codes")
def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """They are in this answer and nowhere else: the house keeps only their prints."""
    return render(request, "accounts/recovery_codes.html", {"codes": codes})
