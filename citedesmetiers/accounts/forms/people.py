"""What is said about a person: by a manager, or by herself."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import Arranged, ChangeForm, clean_words
from citedesmetiers.centre.models import Partner

from ..models import User

MINE = _("the browser’s")


class PersonForm(ChangeForm):
    """A colleague, as a manager sees her. The user name is given once; nobody changes her own right to manage."""

    arrangement = (("name", "username"), ("partner",), ("receives", "counsels"), ("curates", "organises"),
                   ("coordinates", "manages"))

    class Meta:
        model = User
        fields = ["name", "username", "partner", *User.ROLES]
        help_texts = {
            "username": _("Typed to sign in: small letters, digits, and . - _"),
            "partner": _("Empty: works for the centre itself."),
        }

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.order_by("name", "pk")
        self.fields["partner"].empty_label = _("none")
        if not self.is_new:
            self.drop("username")
        if self.instance.pk == by.pk:
            self.drop("manages")

    @property
    def helper(self) -> FormHelper:
        """The roles stand together under words that say what they are."""
        helper = super().helper
        who, roles = helper.layout.fields[:2], helper.layout.fields[2:]
        helper.layout = Layout(*who, Fieldset(_("What this person does here"), *roles))
        return helper

    def clean_name(self) -> str:
        clean_words(self.cleaned_data["name"])
        return self.cleaned_data["name"]

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()

    def clean(self) -> dict[str, object]:
        said = super().clean() or self.cleaned_data
        if said.get("coordinates") and not said.get("partner"):
            self.add_error("partner", _("A coordinator speaks for a partner: which one?"))
        return said


class AccountForm(Arranged, forms.Form):
    """What a person says about herself."""

    name = forms.CharField(label=_("Name shown"), max_length=80, validators=[clean_words],
                           widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", MINE), *settings.LANGUAGES])
    arrangement = (("name",), ("language",))


class ChangePasswordForm(Arranged, auth.PasswordChangeForm):
    arrangement = (("old_password",), ("new_password1",), ("new_password2",))
