"""How a manager narrows the lists of the centre."""

from collections.abc import Iterable

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .forms import FilterForm
from .models import Partner, Place, Purpose, Room, SpecialHours

IN_USE = [("yes", _("in use")), ("no", _("no longer in use"))]


class InUse(filters.ChoiceFilter):
    """In use, no longer, or both."""

    def __init__(self, **options: object) -> None:
        super().__init__(label=_("State"), choices=IN_USE, empty_label=_("all"), **options)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(active=value == "yes") if value else rows


class PurposeFilter(filters.FilterSet):
    family = filters.ChoiceFilter(label=_("Family"), choices=Purpose.Family, empty_label=_("all"))
    state = InUse()

    class Meta:
        model = Purpose
        fields: Iterable[str] = []
        form = FilterForm


class PartnerFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains", max_length=60)
    state = InUse()

    class Meta:
        model = Partner
        fields: Iterable[str] = []
        form = FilterForm


class PlaceFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Place.Kind, empty_label=_("all"))
    state = InUse()

    class Meta:
        model = Place
        fields: Iterable[str] = []
        form = FilterForm


class RoomFilter(filters.FilterSet):
    state = InUse()

    class Meta:
        model = Room
        fields: Iterable[str] = []
        form = FilterForm


class ExceptionFilter(filters.FilterSet):
    """The dates to come, unless the past ones are asked for."""

    WHEN = [("past", _("past"))]
    KIND = [("closed", _("closed")), ("open", _("open"))]

    when = filters.ChoiceFilter(label=_("When"), choices=WHEN, empty_label=_("to come"), method="of_when")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=KIND, empty_label=_("all"), method="of_kind")

    class Meta:
        model = SpecialHours
        fields: Iterable[str] = []
        form = FilterForm

    def of_when(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def of_kind(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(opens__isnull=value == "closed")

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        rows = super().filter_queryset(rows)
        today = timezone.localdate()
        if self.form.cleaned_data.get("when") == "past":
            return rows.filter(day__lt=today).order_by("-day", "-opens")
        return rows.filter(day__gte=today)
