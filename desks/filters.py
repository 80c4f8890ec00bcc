"""How a manager narrows the list of desks."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from citedesmetiers.centre.filters import InUse
from citedesmetiers.centre.forms import FilterForm
from citedesmetiers.centre.models import Purpose
from citedesmetiers.kit.hues import Hue

from .models import Desk


class DeskFilter(FilterSet):
    purposes = ModelChoiceFilter(label=_("Purpose"), queryset=Purpose.objects.all(), empty_label=_("all"))
    hue = ChoiceFilter(label=_("Colour"), choices=Hue, empty_label=_("all"))
    state = InUse()

    class Meta:
        model = Desk
        fields: Iterable[str] = []
        form = FilterForm
