"""How the day's figures are narrowed."""

from collections.abc import Iterable, Sequence

import django_filters as filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import FilterForm
from citedesmetiers.centre.models import Place
from citedesmetiers.tallies.models import Tally


class TodayFilter(filters.FilterSet):
    """By the place of the visit, among those that there are. What is not one of them filters nothing."""

    place = filters.ChoiceFilter(label=_("Place"), field_name="place__code", empty_label=_("All places"))

    class Meta:
        model = Tally
        fields: Iterable[str] = []
        form = FilterForm

    def __init__(self, data: QueryDict, tallies: QuerySet[Tally], *, places: Sequence[Place]) -> None:
        super().__init__(data, tallies)
        self.places = {place.code: place for place in places}
        self.filters["place"].extra["choices"] = [(place.code, place.name) for place in places]

    @property
    def chosen(self) -> Place | None:
        """The one place chosen, if any."""
        self.form.is_valid()
        return self.places.get(self.form.cleaned_data.get("place", ""))
