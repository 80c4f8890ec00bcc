"""What the pile's page sends: an act, on which rows, and what stood on the page."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.utils.translation import gettext as _

from citedesmetiers.kit.rules import HouseRule

from ..actions.triage import Act
from ..models import Notice

MOST = 200  # rows of one press


@dataclass(frozen=True)
class Decided:
    """An act on rows (key, version seen); `on_page` is the order in which they stood."""

    act: Act
    rows: Sequence[tuple[int, int]]
    key: uuid.UUID
    on_page: Sequence[int]
    other: Notice | None = None

    def after(self, gone: Sequence[Notice]) -> list[int]:
        """Where one goes on: the rows that stay, from the first acted on, then those before it, the nearest first."""
        acted, left = {pk for pk, _version in self.rows}, {each.pk for each in gone}
        place = next((n for n, pk in enumerate(self.on_page) if pk in acted), 0)
        following, before = self.on_page[place:], self.on_page[:place]
        return [pk for pk in [*following, *reversed(before)] if pk not in left]


class DecideForm(forms.Form):
    """`one` is the button of a row ("confirm 12 3"); `all` is an act for the chosen `row`s ("12 3" each)."""

    key = forms.UUIDField()
    one = forms.RegexField(r"^[a-z]+ \d{1,12} \d{1,9}\Z", required=False)
    all = forms.ChoiceField(choices=[each for each in Act.choices if each[0] != Act.REPLACE], required=False)
    on_page = forms.RegexField(r"^[\d ]*\Z", max_length=4000, required=False)
    other = forms.ModelChoiceField(Notice.objects.all(), required=False)

    def said(self) -> Decided:
        """What was pressed, or HouseRule 400."""
        if not self.is_valid() or not self.cleaned_data["key"].int:
            raise HouseRule(_("This button is not complete: reload the page."), HTTPStatus.BAD_REQUEST)
        said = self.cleaned_data
        act, *first = said["one"].split() or [said["all"]]
        texts = [" ".join(first)] if first else self.data.getlist("row")[:MOST]
        rows = [_row(text) for text in dict.fromkeys(texts)]
        if not rows:
            raise HouseRule(_("Choose at least one document."), HTTPStatus.BAD_REQUEST)
        if act not in Act.values or None in rows:
            raise HouseRule(_("This button is not complete: reload the page."), HTTPStatus.BAD_REQUEST)
        on_page = [int(pk) for pk in said["on_page"].split() if len(pk) <= 12]
        return Decided(Act(act), rows, said["key"], on_page, said["other"])


def _row(text: str) -> tuple[int, int] | None:
    pk, _space, version = text.partition(" ")
    fits = pk.isdecimal() and version.isdecimal() and len(pk) <= 12 and len(version) <= 9
    return (int(pk), int(version)) if fits else None
