"""What a manager types about the desks. These ask and clean; they never act."""

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import ChangeForm, inner_form, words_field
from citedesmetiers.centre.models import Purpose

from ..models import Desk

NO, SERVES, HELPS = "no", "serves", "helps"
WAYS = [(SERVES, _("serves")), (HELPS, _("may also help")), (NO, _("neither"))]


class DeskForm(ChangeForm):
    name = words_field(_("Name"), max_length=60)
    way = words_field(_("How to find it"), max_length=80, required=False,
                      help_text=_("Said on the ticket and the wall, after “desk A”: “at the back, by the window”."))
    arrangement = (("name",), ("letter", "hue", "order"), ("purposes",), ("arrow", "posts", "typical_minutes"),
                   ("way",), ("slug",), ("active",))

    class Meta:
        model = Desk
        fields = ["name", "letter", "hue", "order", "purposes", "arrow", "posts", "typical_minutes", "way", "slug",
                  "active"]
        widgets = {"purposes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purposes"].queryset = Purpose.objects.offered()
        self.drop("active" if self.is_new else "slug")

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"].lower()


class ServesForm(forms.Form):
    """For each desk, whether a counsellor serves it, may also help there, or neither."""

    def __init__(self, *args: object, desks: list[Desk], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.desks = desks
        for desk in desks:
            self.fields[f"desk_{desk.pk}"] = forms.ChoiceField(
                label=f"{desk.letter} · {desk.name}", choices=WAYS, widget=forms.RadioSelect
            )

    @property
    def helper(self) -> FormHelper:
        return inner_form(Layout(*(InlineRadios(name) for name in self.fields)))

    def chosen(self, way: str) -> list[Desk]:
        """The desks of which this was said."""
        return [desk for desk in self.desks if self.cleaned_data[f"desk_{desk.pk}"] == way]
