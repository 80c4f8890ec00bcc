"""A reading list as it is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import ChangeForm, words_field
from citedesmetiers.centre.models import Purpose

from ..models import Selection


class ListForm(ChangeForm):
    name = words_field(_("Name"), max_length=80)
    note = words_field(_("What it is for"), max_length=400, required=False, area=True)
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=999, initial=0,
                               help_text=_("The smallest stands first."))
    arrangement = (("name",), ("note",), ("purposes",), ("slug", "order"), ("team_only",), ("active",))

    class Meta:
        model = Selection
        fields = ["name", "note", "purposes", "slug", "order", "team_only", "active"]
        widgets = {"purposes": forms.CheckboxSelectMultiple}
        error_messages = {"slug": {"unique": _("Another reading list has this address already.")}}
        help_texts = {
            "slug": _("Stands in the address of its page: short, without accents or spaces. It never changes."),
            "team_only": _("The public does not find it."),
        }  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purposes"].queryset = Purpose.objects.offered()
        self.fields["note"].widget.attrs["rows"] = 3
        self.drop("active" if self.is_new else "slug")

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"].lower()
