"""How the list of the events is narrowed."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from citedesmetiers.centre.forms import FilterForm
from citedesmetiers.centre.models import Purpose

from .models import Event


class EventFilter(FilterSet):
    """By state, kind and need."""

    state = ChoiceFilter(label=_("State"), choices=Event.State, empty_label=_("all"))
    kind = ChoiceFilter(label=_("Kind"), choices=Event.Kind, empty_label=_("all"))
    purpose = ModelChoiceFilter(label=_("Purpose"), field_name="purposes", to_field_name="code", empty_label=_("all"),
                                queryset=Purpose.objects.all())  # fmt: skip

    class Meta:
        model = Event
        fields: Iterable[str] = []
        form = FilterForm
