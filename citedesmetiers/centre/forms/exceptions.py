"""Dates that are not like their weekday: closed, or open at other hours."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import Arranged, ClockField, words_field

LONGEST_CLOSURE = 92  # days
AHEAD = 3 * 366  # days


def _near(day: date) -> None:
    """A year mistyped closes nothing in the year 9999."""
    if not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=AHEAD):
        raise ValidationError(_("A date from today on, within three years."))


class DayField(forms.DateField):
    """A date, in the browser's own calendar."""

    def __init__(self, **options: object) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], validators=[_near], **options)


class CloseForm(Arranged, forms.Form):
    first = DayField(label=_("First day closed"))
    last = DayField(label=_("Last day closed"), required=False, help_text=_("Empty: that one day."))
    reason = words_field(_("Reason"), max_length=60, required=False, help_text=_("Shown to the public."))
    arrangement = (("first", "last"), ("reason",))

    def clean(self) -> dict[str, object]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and not 0 <= (last - first).days < LONGEST_CLOSURE:
            self.add_error("last", _("The last day comes after the first, three months later at most."))
        return said


class OpenForm(Arranged, forms.Form):
    day = DayField(label=_("Date"))
    opens = ClockField(label=_("Opens"))
    closes = ClockField(label=_("Closes"))
    reason = words_field(_("Reason"), max_length=60, required=False, help_text=_("Shown to the public."))
    arrangement = (("day", "opens", "closes"), ("reason",))

    def clean(self) -> dict[str, object]:
        said = super().clean() or self.cleaned_data
        if said.get("opens") and said.get("closes") and said["closes"] <= said["opens"]:
            self.add_error("closes", _("After the opening."))
        return said
