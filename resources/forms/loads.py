"""The file that somebody brings. It asks; it does not act."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import inner_form
from citedesmetiers.centre.models import Purpose

from ..exchange import marc
from ..exchange.sheets import MOST_BYTES
from ..models import Load

MOST_LOOKED_AT = 8192  # bytes


class LoadForm(forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet (.xlsx), CSV, or library records (.mrc, .iso, .xml)"), max_length=200,
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,.txt,.mrc,.marc,.iso,.xml"}),
    )
    purpose = forms.ModelChoiceField(
        Purpose.objects.none(), label=_("Purpose of library records"), required=False, empty_label="–",
        help_text=_("They say none, unless they come from this house. A spreadsheet says its own."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].queryset = Purpose.objects.offered()

    @property
    def helper(self) -> FormHelper:
        return inner_form(Layout("file", "purpose"))

    @property
    def kind(self) -> Load.Kind:
        """What is brought, by the file's name and its beginning."""
        file = self.cleaned_data["file"]
        file.seek(0)
        head = file.read(MOST_LOOKED_AT)
        file.seek(0)
        return Load.Kind.MARC if marc.is_meant(file.name, head) else Load.Kind.SHEET

    def clean_file(self) -> object:
        if self.cleaned_data["file"].size > MOST_BYTES:
            most = {"mb": MOST_BYTES // 1024 // 1024}
            raise forms.ValidationError(gettext("This file is larger than %(mb)d MB: bring it in parts.") % most)
        if self.kind == Load.Kind.MARC and not marc.is_here():
            raise forms.ValidationError(marc.words_without())
        return self.cleaned_data["file"]
