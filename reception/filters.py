"""How the list of sheets is narrowed."""

from collections.abc import Iterable

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import FilterForm
from citedesmetiers.centre.models import Place

from .models import Sheet

COUNTED = [("yes", _("counted")), ("no", _("taken back"))]


class SheetFilter(filters.FilterSet):
    place = filters.ModelChoiceFilter(
        label=_("Place"), queryset=Place.objects.order_by("pk"), to_field_name="code", empty_label=_("all")
    )
    state = filters.ChoiceFilter(label=_("State"), choices=COUNTED, empty_label=_("all"), method="of_state")

    class Meta:
        model = Sheet
        fields: Iterable[str] = []
        form = FilterForm

    def of_state(self, sheets: QuerySet, name: str, value: str) -> QuerySet:
        return sheets.filter(taken_back_at__isnull=value == "yes")
