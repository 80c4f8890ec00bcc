"""How the lines of a file are narrowed, and what of the catalogue is written out."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from citedesmetiers.centre.forms import FilterForm, inner_form
from citedesmetiers.centre.forms.fields import side_by_side
from citedesmetiers.centre.models import Purpose

from ..models import Load, LoadLine, Notice, State, Support


class LoadFilter(FilterSet):
    state = ChoiceFilter(label=_("State"), choices=Load.State, empty_label=_("all"))

    class Meta:
        model = Load
        fields: Iterable[str] = []
        form = FilterForm


class LineForm(FilterForm):
    """What is chosen by links stays chosen when one asks for words."""

    @property
    def helper(self) -> FormHelper:
        shown = [name for name in self.fields if name != "verdict"]
        helper = inner_form(Layout("verdict", side_by_side(shown, "col-sm-auto")))
        helper.form_show_errors = False
        return helper


class LineFilter(FilterSet):
    """By what would become of them, or did, and by words of the title."""

    verdict = ChoiceFilter(choices=LoadLine.Verdict, widget=forms.HiddenInput)  # chosen by a link with its number
    outcome = ChoiceFilter(label=_("What became of it"), choices=LoadLine.Outcome, empty_label=_("all"))
    q = CharFilter(label=_("Title"), field_name="label", lookup_expr="icontains", max_length=60)

    class Meta:
        model = LoadLine
        fields: Iterable[str] = []
        form = LineForm


class ExportFilter(FilterSet):
    """What is written out: all, or the documents of a purpose, a support, a state."""

    purpose = ModelChoiceFilter(label=_("Purpose"), field_name="purposes", to_field_name="code", empty_label=_("all"),
                                queryset=Purpose.objects.order_by("order", "pk"))  # fmt: skip
    support = ChoiceFilter(label=_("Support"), choices=Support, empty_label=_("all"))
    state = ChoiceFilter(label=_("State"), choices=State, empty_label=_("all"))

    class Meta:
        model = Notice
        fields: Iterable[str] = []
        form = FilterForm

    @property
    def notices(self) -> QuerySet:
        """What is left; a filter that makes no sense leaves all."""
        return self.qs

    @property
    def only(self) -> str | None:
        """The purpose that was chosen."""
        self.form.is_valid()
        purpose = self.form.cleaned_data.get("purpose")
        return purpose.code if purpose else None
