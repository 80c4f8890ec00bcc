"""The five pages of the first run: one question each, answered already as far as the house can guess."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.forms import Arranged, clean_words, words_field
from citedesmetiers.centre.models import Purpose

from .setup import first_words


class CodeForm(Arranged, forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("The start printed it: four groups of four letters or digits."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    arrangement = (("code",),)


class PlaceForm(Arranged, forms.Form):
    name = words_field(_("Name"), max_length=40, help_text=_("The first square of the sign."),
                       initial=LazyI18nString({code: "Cité des métiers" for code, _words in settings.LANGUAGES}))
    territory = words_field(_("Territory"), max_length=40, help_text=_("The second square of the sign."))
    language = forms.ChoiceField(
        label=_("First language"), choices=settings.LANGUAGES, help_text=_("The language in which tickets are called.")
    )
    arrangement = (("name",), ("territory",), ("language",))


class NamesForm(Arranged, forms.Form):
    """One name a family; a name left empty is left out. One at least."""

    families = tuple(Purpose.Family.values)
    arrangement = tuple((family,) for family in Purpose.Family.values)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        for place, family in enumerate(self.families):
            guess = LazyI18nString(first_words()["purposes"][family])
            self.fields[family] = words_field(self.label_of(place), max_length=60, required=False, initial=guess)

    def label_of(self, place: int) -> str:
        return gettext("Purpose %(n)d") % {"n": place + 1}

    def clean(self) -> dict[str, object]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("One at least."))
        return self.cleaned_data


class PurposesForm(NamesForm):
    pass


class DesksForm(NamesForm):
    families = tuple(family for family in Purpose.Family.values if family != "other")

    def label_of(self, place: int) -> str:
        return gettext("Desk %(letter)s") % {"letter": "ABCDE"[place]}


class ManagerForm(Arranged, SetPasswordMixin, forms.Form):
    name = forms.CharField(label=_("Name shown"), max_length=80, validators=[clean_words],
                           widget=forms.TextInput(attrs={"autocomplete": "name"}))
    username = forms.CharField(
        label=_("User name"), max_length=60, validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(label1=_("Password"), label2=_("The same again"))
    arrangement = (("name",), ("username",), ("password1",), ("password2",))

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].lower()
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_("This user name is taken."))
        return username

    def clean(self) -> dict[str, object]:
        said = super().clean() or self.cleaned_data
        self.validate_passwords()
        person = User(username=said.get("username", ""), name=said.get("name", ""))
        self.validate_password_for_user(person, password_field_name="password2")  # noqa: S106 - the name of a field
        return said
