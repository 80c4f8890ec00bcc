"""Which profile questions a manager switches on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .series import Series

PROFILE = [series for series in Series if series.is_profile]


class QuestionsForm(forms.Form):
    asked = forms.MultipleChoiceField(
        label=_("Questions asked"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(series.value, series.meaning.question) for series in PROFILE],
    )

    @property
    def series(self) -> list[Series]:
        """The questions chosen, in the order of the house."""
        return [series for series in PROFILE if series.value in self.cleaned_data["asked"]]
