"""How the team looks through the documents: the words, the filters, the order."""

from collections.abc import Iterable

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import FilterForm
from citedesmetiers.centre.models import Purpose

from ..models import Audience, Standing, Support
from ..search.ask import Asked, Found, Order
from ..tongues import language_name

STANDING = (Standing.PUBLIC.value, Standing.TEAM.value)
FACETS = ("purpose", "support", "language", "audience")


class Life(models.TextChoices):
    """Which of them, for those who keep the catalogue."""

    STANDING = "standing", _("on the shelf")
    TEAM = "team", _("for the team only")
    DRAFT = "draft", _("not yet on the shelf")
    GONE = "gone", _("no longer on the shelf")
    ALL = "all", _("all of them")


STANDINGS = {Life.STANDING: STANDING, Life.TEAM: (Standing.TEAM.value,), Life.DRAFT: (Standing.DRAFT.value,),
             Life.GONE: (Standing.GONE.value,), Life.ALL: tuple(Standing.values)}  # fmt: skip


class NoticeFilter(FilterForm):
    """Each filter is drawn with what it would leave, once the shelves were asked (`tell`)."""

    q = forms.CharField(label=_("Words, shelf mark or number"), required=False, max_length=200)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    support = forms.ChoiceField(label=_("Support"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    audience = forms.ChoiceField(label=_("Audience"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=Life)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=Order)

    def __init__(self, *args: object, curates: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.curates = curates
        self.fields["q"].widget.attrs |= {"type": "search", "autocomplete": "off"}
        if not curates:
            del self.fields["state"]

    def asked(self, page: int, language: str) -> Asked:
        """What to look for. A value that means nothing finds nothing, as it stands in no profile."""
        said = {name: self.data.get(name, "") for name in self.fields}
        state = said.get("state")
        standing = STANDINGS[Life(state)] if state in Life.values else STANDING
        order = Order(said["order"]) if said["order"] in Order.values else Order.BEST
        return Asked(said["q"], {name: [said[name]] for name in FACETS if said[name]}, order, page, standing, language)

    def tell(self, found: Found) -> None:
        """Draw the choices of each filter, with how many documents each would leave."""
        purposes = [(each.code, str(each.name)) for each in Purpose.objects.offered()]
        counted = found.counted.values
        words = {"purpose": purposes, "support": Support.choices, "audience": Audience.choices,
                 "language": sorted((code, language_name(code)) for code in counted["language"])}  # fmt: skip
        for name, choices in words.items():
            self.fields[name].choices = [("", gettext("all")), *self._with_counts(name, choices, counted[name])]

    def _with_counts(
        self, name: str, choices: Iterable[tuple[str, object]], counted: dict[str, int]
    ) -> list[tuple[str, str]]:
        chosen = self.data.get(name)
        return [(code, f"{capfirst(str(words))} ({counted[code]})") for code, words in choices
                if counted[code] or code == chosen]  # fmt: skip

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for."""
        return any(self.data.get(name) for name in self.fields)
