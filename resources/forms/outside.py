"""The outside bodies, the topics, and the two taps, as they are typed."""

import uuid
from datetime import timedelta
from http import HTTPStatus

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import ChangeForm, clean_words, words_field
from citedesmetiers.centre.models import Purpose
from citedesmetiers.kit.rules import HouseRule

from ..addresses import typed_address
from ..models import Body, Topic

A_YEAR = timedelta(days=365)


class BodyForm(ChangeForm):
    does = words_field(_("What one goes there for"), max_length=160, required=False)
    hours = words_field(_("Opening hours, in words"), max_length=120, required=False)
    languages = words_field(_("Languages spoken"), max_length=120, required=False)
    arrangement = (("name",), ("kind", "review_by"), ("purposes",), ("does",), ("address",), ("phone", "web"),
                   ("hours",), ("languages",), ("active",))

    class Meta:
        model = Body
        fields = ["name", "kind", "review_by", "purposes", "does", "address", "phone", "web", "hours", "languages",
                  "active"]
        widgets = {
            "purposes": forms.CheckboxSelectMultiple,
            "review_by": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "phone": forms.TextInput({"type": "tel", "autocomplete": "off"}),
            "web": forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
        }
        error_messages = {"name": {"unique": _("This body is listed already.")}}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purposes"].queryset = Purpose.objects.offered()
        if self.is_new:
            self.drop("active")
            self.fields["review_by"].initial = timezone.localdate() + A_YEAR

    def clean_name(self) -> str:
        clean_words(self.cleaned_data["name"])
        return self.cleaned_data["name"]

    def clean_address(self) -> str:
        clean_words(self.cleaned_data["address"])
        return self.cleaned_data["address"]

    def clean_web(self) -> str:
        return typed_address(self.cleaned_data["web"])


class TopicForm(ChangeForm):
    name = words_field(_("Name"), max_length=60, help_text=_("A button at reception and at the desks: be short."))
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=999, help_text=_("The smallest stands first."))
    arrangement = (("name",), ("order",), ("code",), ("active",))

    class Meta:
        model = Topic
        fields = ["name", "order", "code", "active"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.drop("active" if self.is_new else "code")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].lower()


class TapForm(forms.Form):
    """The second of the two taps. The key was drawn with the list of topics: the same key is the same question."""

    key = forms.UUIDField()
    topic = forms.ModelChoiceField(Topic.objects.offered(), to_field_name="code")

    def said(self) -> tuple[Topic, uuid.UUID]:
        """The topic and the key, or HouseRule 400."""
        if not self.is_valid() or not self.cleaned_data["key"].int:
            raise HouseRule(gettext("This button is not complete: reload the page."), status=HTTPStatus.BAD_REQUEST)
        return self.cleaned_data["topic"], self.cleaned_data["key"]
