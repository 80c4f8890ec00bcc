"""How the pile of what is to be looked at again is narrowed."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from citedesmetiers.centre.forms import FilterForm
from citedesmetiers.centre.models import Purpose

from ..models import Notice, Support
from ..reviews import Reason


class StaleFilter(FilterSet):
    """By purpose, support and reason. What is none of them narrows nothing."""

    reason = ChoiceFilter(label=_("Why"), choices=Reason, empty_label=_("all"), method="of_reason")
    support = ChoiceFilter(label=_("Support"), choices=Support, empty_label=_("all"))
    purpose = ModelChoiceFilter(label=_("Purpose"), field_name="purposes", to_field_name="code", empty_label=_("all"),
                                queryset=Purpose.objects.all())  # fmt: skip

    class Meta:
        model = Notice
        fields: Iterable[str] = []
        form = FilterForm

    def of_reason(self, notices: QuerySet, name: str, value: str) -> QuerySet:
        return notices  # the pile asks for it: see `chosen`

    @property
    def chosen(self) -> Reason | None:
        """The reason asked for, if it is one."""
        self.form.is_valid()
        said = self.form.cleaned_data.get("reason")
        return Reason(said) if said else None
