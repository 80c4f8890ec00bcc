"""The week's ordinary opening hours: seven days, each with none, one or several intervals."""

from collections.abc import Iterable
from datetime import time

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import Hours
from .fields import ClockField, inner_form

Interval = tuple[int, time, time]
MOST_INTERVALS = 4  # a day


class WeekForm(forms.Form):
    """Two fields an interval, named d<day>_<place>_opens and _closes. A day left empty is a closed day."""

    def __init__(self, data: QueryDict | None = None, *, week: Iterable[Interval] = (), add: str = "") -> None:
        super().__init__(data)
        kept: dict[int, list[tuple[time, time]]] = {day: [] for day in range(7)}
        for day, opens, closes in sorted(week):
            kept[day].append((opens, closes))
        self.places = {day: self._how_many(day, kept[day], add) for day in kept}
        for day, many in self.places.items():
            name = capfirst(Hours.Weekday(day).label)
            for place in range(many):
                opens, closes = kept[day][place] if place < len(kept[day]) else (None, None)
                self.fields[f"d{day}_{place}_opens"] = ClockField(
                    label=_("%(day)s, opens") % {"day": name}, required=False, initial=opens)
                self.fields[f"d{day}_{place}_closes"] = ClockField(
                    label=_("%(day)s, closes") % {"day": name}, required=False, initial=closes)

    def _how_many(self, day: int, kept: list, add: str) -> int:
        """As many intervals as are kept or were sent, one at least, and one more where that was asked for."""
        sent = sum(f"d{day}_{place}_opens" in self.data for place in range(MOST_INTERVALS))
        return min(max(1, len(kept), sent) + (add == str(day)), MOST_INTERVALS)

    @property
    def helper(self) -> FormHelper:
        parts: list[object] = []
        for day, many in self.places.items():
            for place in range(many):
                parts.append(HTML(f"<span>{capfirst(Hours.Weekday(day).label) if place == 0 else ''}</span>"))
                parts += [Field(f"d{day}_{place}_{end}", template="centre/_time.html") for end in ("opens", "closes")]
                last = place == many - 1 and many < MOST_INTERVALS
                parts.append(HTML(_more_button(day) if last else "<span></span>"))
        return inner_form(Layout(Div(*parts, css_class="hours")))

    @property
    def week(self) -> list[Interval]:
        """The intervals as the verb wants them."""
        said = self.cleaned_data
        found = [(day, said.get(f"d{day}_{place}_opens"), said.get(f"d{day}_{place}_closes"))
                 for day, many in self.places.items() for place in range(many)]
        return sorted((day, opens, closes) for day, opens, closes in found if opens and closes)

    def clean(self) -> dict[str, object]:
        for day, many in self.places.items():
            taken: list[tuple[time, time]] = []
            for place in range(many):
                self._check(f"d{day}_{place}", taken)
        return self.cleaned_data

    def _check(self, name: str, taken: list[tuple[time, time]]) -> None:
        opens, closes = self.cleaned_data.get(f"{name}_opens"), self.cleaned_data.get(f"{name}_closes")
        if {f"{name}_opens", f"{name}_closes"} & self.errors.keys() or not (opens or closes):
            return
        if not opens or not closes:
            self.add_error(f"{name}_closes" if opens else f"{name}_opens", _("Both times, or none."))
        elif closes <= opens:
            self.add_error(f"{name}_closes", _("After the opening."))
        elif any(opens < until and since < closes for since, until in taken):
            self.add_error(f"{name}_opens", _("Inside another interval."))
        else:
            taken.append((opens, closes))


def _more_button(day: int) -> str:
    words = {"more": _("Add an interval"), "day": Hours.Weekday(day).label}
    return ('<button class="btn btn-quiet" name="add" value="{n}" formnovalidate>{more}'
            '<span class="visually-hidden"> ({day})</span></button>').format(n=day, **words)
