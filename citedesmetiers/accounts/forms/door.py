"""What people type to come in."""

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth import forms as auth
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import Arranged, clean_words

from .. import actions

DIGITS = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
SIX_DIGITS = RegexValidator(r"\A[0-9]{6}\Z", _("Six digits."))


def _password(label: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget)


def _pin(label: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs=DIGITS | {"maxlength": 6, "class": "pin"})
    return forms.CharField(label=label, validators=[SIX_DIGITS], widget=widget)


class SignInForm(Arranged, forms.Form):
    username = forms.CharField(
        label=_("User name"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(_("Password"))
    arrangement = (("username",), ("password",))

    @property
    def helper(self) -> FormHelper:
        """The page says in one sentence what went wrong, never which half of it."""
        helper = super().helper
        helper.form_show_errors = False
        return helper

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()


class SwitchForm(forms.Form):
    """A name among those who may be here, and six digits. The page draws it by hand: names are pressed, not typed."""

    person = forms.IntegerField(min_value=1, max_value=2**31)
    pin = _pin(_("PIN"))


class CodeForm(Arranged, forms.Form):
    """The second half of a sign-in: a code of the telephone, or a recovery code."""

    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(
        attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}))
    arrangement = (("code",),)


class SureForm(Arranged, forms.Form):
    """She shows once more that it is she. `asks_code`: she has a second factor."""

    password = _password(_("Your password"))
    code = forms.CharField(label=_("Code of your telephone"), max_length=20, widget=forms.TextInput(
        attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}))
    arrangement: tuple[tuple[str, ...], ...] = (("password", "code"),)

    def __init__(self, *args: object, asks_code: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]


class EnrolForm(SureForm):
    """The computer at which a manager sits becomes a shared one."""

    name = forms.CharField(label=_("Name of this computer"), max_length=40, validators=[clean_words],
                           help_text=_("Where it stands: “Reception, left”."),
                           widget=forms.TextInput(attrs={"autocomplete": "off"}))
    arrangement = (("name",), ("password", "code"))


class PinForm(SureForm):
    """Six new digits, typed twice."""

    pin = _pin(_("New PIN"))
    again = _pin(_("New PIN, again"))
    arrangement = (("pin", "again"), ("password", "code"))

    def clean_pin(self) -> str:
        if actions.is_weak(self.cleaned_data["pin"]):
            raise forms.ValidationError(_("Too easy to guess: no runs, no repeats."))
        return self.cleaned_data["pin"]

    def clean(self) -> dict[str, object]:
        said = super().clean() or self.cleaned_data
        if said.get("pin") and said.get("again") and said["pin"] != said["again"]:
            self.add_error("again", _("Not the same six digits."))
        return said


class FirstPasswordForm(Arranged, auth.SetPasswordForm):
    arrangement = (("new_password1",), ("new_password2",))
