"""How a manager narrows the list of people."""

from collections.abc import Iterable

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import FilterForm

from .models import Device, DoorEvent, User

ROLES = [(role, User._meta.get_field(role).verbose_name) for role in User.ROLES]


class PersonFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains", max_length=60)
    role = filters.ChoiceFilter(label=_("Role"), choices=ROLES, empty_label=_("all"), method="of_role")
    state = filters.ChoiceFilter(
        label=_("State"), choices=[("yes", _("may sign in")), ("no", _("disabled"))], empty_label=_("all"),
        method="of_state",
    )

    class Meta:
        model = User
        fields: Iterable[str] = []
        form = FilterForm

    def of_role(self, people: QuerySet, name: str, role: str) -> QuerySet:
        return people.filter(**{role: True})

    def of_state(self, people: QuerySet, name: str, state: str) -> QuerySet:
        return people.filter(is_active=state == "yes")


class DeviceFilter(filters.FilterSet):
    class Meta:
        model = Device
        fields: Iterable[str] = []
        form = FilterForm


class EventFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Name"), field_name="person__name", lookup_expr="icontains", max_length=60)
    kind = filters.ChoiceFilter(label=_("What"), choices=DoorEvent.Kind.choices, empty_label=_("all"))

    class Meta:
        model = DoorEvent
        fields: Iterable[str] = []
        form = FilterForm
