"""How the outside bodies are narrowed: by those who keep them, and by whoever hands them to a visitor."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from citedesmetiers.centre.filters import InUse
from citedesmetiers.centre.forms import FilterForm
from citedesmetiers.centre.models import Purpose

from ..models import Body, Kind, Topic


def _purpose(**options: object) -> ModelChoiceFilter:
    return ModelChoiceFilter(field_name="purposes", to_field_name="code", label=_("Purpose"), empty_label=_("all"),
                             **options)


class BodyFilter(FilterSet):
    """For those who keep the list."""

    q = CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains", max_length=60)
    purpose = _purpose(queryset=Purpose.objects.all())
    kind = ChoiceFilter(label=_("Kind"), choices=Kind, empty_label=_("all"))
    review = ChoiceFilter(label=_("To check"), choices=[("due", _("now"))], empty_label=_("all"), method="of_review")
    state = InUse()

    class Meta:
        model = Body
        fields: Iterable[str] = []
        form = FilterForm

    def of_review(self, bodies: QuerySet, name: str, value: str) -> QuerySet:
        return bodies.filter(pk__in=Body.objects.due(timezone.localdate()))


class TellFilter(FilterSet):
    """For whoever is told: by purpose and by kind. What is neither filters nothing."""

    purpose = _purpose(queryset=Purpose.objects.offered())
    kind = ChoiceFilter(label=_("Kind"), choices=Kind, empty_label=_("all"))

    class Meta:
        model = Body
        fields: Iterable[str] = []
        form = FilterForm

    @property
    def chosen(self) -> tuple[Purpose | None, Kind | None]:
        """The purpose and the kind asked for, if they exist."""
        self.form.is_valid()
        said = self.form.cleaned_data
        return said.get("purpose"), Kind(said["kind"]) if said.get("kind") else None


class TopicFilter(FilterSet):
    state = InUse()

    class Meta:
        model = Topic
        fields: Iterable[str] = []
        form = FilterForm
