"""Purposes, partners, places, rooms."""

from django.forms import IntegerField
from django.utils.translation import gettext_lazy as _

from ..models import Partner, Place, Purpose, Room
from .fields import ChangeForm, clean_words, words_field


class _CodedForm(ChangeForm):
    """A row whose code stands in the figures: it is given once."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.is_new:
            self.drop("active")
        else:
            self.drop("code")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].lower()


class PurposeForm(_CodedForm):
    name = words_field(_("Name"), max_length=60, help_text=_("A row of the reception’s grid. One language is enough."))
    order = IntegerField(label=_("Order"), min_value=0, max_value=999, help_text=_("The smallest stands first."))
    arrangement = (("name",), ("family", "order"), ("code",), ("active",))

    class Meta:
        model = Purpose
        fields = ["name", "family", "order", "code", "active"]


class PartnerForm(_CodedForm):
    does = words_field(_("What it does here"), max_length=160, required=False)
    arrangement = (("name",), ("does",), ("code",), ("active",))

    class Meta:
        model = Partner
        fields = ["name", "does", "code", "active"]

    def clean_name(self) -> str:
        clean_words(self.cleaned_data["name"])
        return self.cleaned_data["name"]


class PlaceForm(_CodedForm):
    """The main room is there from the first day; what is added is another kind of place."""

    name = words_field(_("Name"))
    arrangement = (("name",), ("kind",), ("code",), ("active",))

    class Meta:
        model = Place
        fields = ["name", "kind", "code", "active"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind == Place.Kind.MAIN and not self.is_new:
            self.drop("kind", "active")
        else:
            self.fields["kind"].choices = [choice for choice in Place.Kind.choices if choice[0] != Place.Kind.MAIN]


class RoomForm(ChangeForm):
    name = words_field(_("Name"))
    arrangement = (("name",), ("place", "capacity"), ("active",))

    class Meta:
        model = Room
        fields = ["name", "place", "capacity", "active"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.order_by("pk")
        self.fields["place"].empty_label = None
        if self.is_new:
            self.drop("active")
