"""The site itself: its names, its ticket words, its switches."""

import unicodedata

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Site
from .fields import ChangeForm, words_field

LONGEST_WORD = 12  # it is called aloud, and stands 176 px high on the wall
MOST_WORDS = 200


def _folded(word: str) -> str:
    """A word as the ear has it: without case or accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word.casefold()) if sign.isalpha())


def check_ticket_words(lines: str) -> None:
    """One word a line, short, and no two that sound the same once accents are gone."""
    words = [line.strip() for line in lines.splitlines() if line.strip()]
    if len(words) > MOST_WORDS:
        raise ValidationError(_("No more than %(most)d words."), params={"most": MOST_WORDS})
    for word in words:
        if len(word) > LONGEST_WORD or not all(sign.isalpha() or sign in "-’'" for sign in word):
            message = _("“%(word)s” is not one short word (%(most)d letters at most).")
            raise ValidationError(message, params={"word": word[:40], "most": LONGEST_WORD})
    heard = [_folded(word) for word in words]
    if twice := next((word for place, word in enumerate(words) if heard[place] in heard[:place]), None):
        raise ValidationError(_("“%(word)s” is there twice."), params={"word": twice})


class SiteForm(ChangeForm):
    name = words_field(_("Name"), max_length=40, help_text=_("The first square of the sign."))
    territory = words_field(_("Territory"), max_length=40, help_text=_("The second square of the sign."))
    ticket_words = words_field(
        _("Ticket words"), max_length=4000, area=True, required=False, checks=[check_ticket_words],
        help_text=_("One noun a line, called aloud with the number: short, and not like another."),
    )
    language = forms.ChoiceField(
        label=_("First language"), choices=settings.LANGUAGES, help_text=_("The language in which tickets are called.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the visitors’ pages"), choices=settings.PUBLIC_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The first page and a ticket’s own page speak the phone’s language if it is one of these."),
    )
    arrangement = (("name",), ("territory",), ("label", "language"), ("languages",), ("offer_after", "retention_days"),
                   ("priority_minutes",), ("screen_on", "screen_sound"), ("lock_after", "second_factor"),
                   ("ticket_words",))

    class Meta:
        model = Site
        fields = ["name", "territory", "label", "language", "languages", "offer_after", "retention_days",
                  "priority_minutes", "screen_on", "screen_sound", "lock_after", "second_factor", "ticket_words"]
        help_texts = {
            "screen_on": _("A public screen shows who is called: word, number, desk. Open it at the address /screen/."),
            "screen_sound": _("A soft note with each call. The browser asks the person at the screen first."),
            "lock_after": _("The line stays in sight, nothing can be pressed. 0: never."),
            "second_factor": _("Whoever has none yet sets it up at the next sign-in."),
            "retention_days": _("Then only counts remain. 1 to 31 days."),
            "priority_minutes": _("Who cannot stand long or has a young child goes before those who came up to so many "
                                  "minutes earlier. 0 to 60; 0: no priority."),
            "offer_after": _("A counsellor who may help there is offered the visitor. 1 to 120 minutes."),
        }

    def clean(self) -> dict[str, object]:
        said = super().clean()
        if {"language", "languages"} <= said.keys() and said["language"] not in said["languages"]:
            self.add_error("languages", _("The first language is always one of them."))
        return said
