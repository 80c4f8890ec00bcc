"""How the reading lists are narrowed."""

from collections.abc import Iterable

from django_filters import FilterSet

from citedesmetiers.centre.filters import InUse
from citedesmetiers.centre.forms import FilterForm

from ..models import Selection


class ListFilter(FilterSet):
    state = InUse()

    class Meta:
        model = Selection
        fields: Iterable[str] = []
        form = FilterForm
