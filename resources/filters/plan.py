"""How the subjects and the word families are narrowed."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from citedesmetiers.centre.filters import InUse
from citedesmetiers.centre.forms import FilterForm

from ..language import fold, terms_of
from ..models import Family, Scheme, Subject


class SubjectFilter(FilterSet):
    q = CharFilter(label=_("Name or code"), max_length=60, method="of_words")
    list = ChoiceFilter(label=_("List"), field_name="scheme", choices=Scheme, empty_label=_("all"))
    state = InUse()

    class Meta:
        model = Subject
        fields: Iterable[str] = []
        form = FilterForm

    def of_words(self, subjects: QuerySet, name: str, value: str) -> QuerySet:
        by_code = subjects.filter(code__istartswith=value.strip())
        named = subjects
        for term in terms_of(value) or [fold(value)]:
            named = named.bearing(term)
        return (named | by_code).distinct()


class FamilyFilter(FilterSet):
    q = CharFilter(label=_("Word"), field_name="words", lookup_expr="icontains", max_length=60)

    class Meta:
        model = Family
        fields: Iterable[str] = []
        form = FilterForm
