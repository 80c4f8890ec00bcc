"""A copy as it is typed, and the picture of a cover."""

from django import forms
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import ChangeForm, clean_words
from citedesmetiers.centre.models import Place

from ..addresses import typed_address
from ..models import Copy, CopyState, Use
from .notices import PriceField, day_input


class CopyForm(ChangeForm):
    cost = PriceField(label=_("Paid"), required=False, min_value=0, max_digits=8, decimal_places=2)
    arrangement = (("mark", "number"), ("place",), ("use", "state"), ("url",), ("acquired_on", "cost"))

    class Meta:
        model = Copy
        fields = ["mark", "number", "place", "use", "state", "url", "acquired_on", "cost"]
        widgets = {"acquired_on": day_input(), "url": forms.TextInput({"inputmode": "url", "autocomplete": "off"})}
        help_texts = {"number": _("Its bar code, if it has one.")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mark", "number"):
            self.fields[name].validators.append(clean_words)
        kept = Place.objects.filter(pk=self.instance.place_id)
        self.fields["place"].queryset = (Place.objects.filter(active=True).order_by() | kept).order_by("pk")
        self.fields["place"].empty_label = None

    def clean_number(self) -> str:
        """A number is on one copy: the table stands behind it; this says it in words."""
        said = self.cleaned_data["number"].strip()
        if said and (other := Copy.objects.filter(number=said).exclude(pk=self.instance.pk).first()):
            words = _("Another copy bears this number already: %(title)s.")
            raise forms.ValidationError(words, params={"title": other.notice.title})
        return said

    def clean_url(self) -> str:
        return typed_address(self.cleaned_data["url"])

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if said.get("state") == CopyState.OUT and said.get("use") != Use.LENT:
            self.add_error("use", _("Only what is lent is taken home."))
        return said
