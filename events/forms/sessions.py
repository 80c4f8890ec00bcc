"""Sessions as they are typed: a rule that draws dates, one date that moves, the reason of a cancelled one."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import Arranged, ClockField, words_field
from citedesmetiers.centre.forms.exceptions import DayField
from citedesmetiers.centre.models import Place, Room

from ..actions import When
from ..dates import MOST, Monthly, Weekly, drawn
from ..models import MOST_SEATS, Session

TYPED = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]


class DatesField(forms.CharField):
    """Dates typed one after the other. Each once, in order."""

    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})

    def clean(self, value: object) -> list[date]:
        """The dates, or which word is none."""
        day = DayField()
        day.input_formats = TYPED
        found: set[date] = set()
        for word in re.split(r"[\s,;]+", super().clean(value).strip()):
            try:
                found |= {day.clean(word)} if word else set()
            except ValidationError:
                words = _("“%(said)s” is not a date from today on, within three years. Write 2026-12-01 or 01/12/2026.")
                raise ValidationError(words, params={"said": word[:20]}) from None
        return sorted(found)


class WhenForm(Arranged, forms.Form):
    """Hours, place, room and seats: what every date of a session has in common."""

    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"))
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), empty_label=None)
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Room"), required=False)
    capacity = forms.IntegerField(label=_("Seats"), required=False, min_value=1, max_value=MOST_SEATS,
                                  help_text=_("Empty: as many as come."))  # fmt: skip
    outside_hours = forms.BooleanField(label=_("The house opens for this"), required=False,
                                       help_text=_("Outside the opening hours too."))  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(active=True).order_by("pk")
        self.fields["room"].queryset = Room.objects.filter(active=True).order_by("pk")
        self.fields["room"].empty_label = gettext("none")

    def clean(self) -> dict[str, object]:
        said = super().clean() or self.cleaned_data
        if said.get("begins") and said.get("ends") and said["ends"] <= said["begins"]:
            self.add_error("ends", _("A session ends after it begins, on the same day."))
        return said

    def when(self, day: date) -> When:
        """That date, with what is said of all."""
        said = self.cleaned_data
        return When(day, said["begins"], said["ends"], said["place"], said["room"], said["capacity"],
                    said["outside_hours"])  # fmt: skip


class PlanForm(WhenForm):
    class Rule(models.TextChoices):
        ONCE = "once", _("once")
        WEEKLY = "weekly", _("every week")
        WEEKS = "weeks", _("every so many weeks")
        MONTHLY = "monthly", _("each month, the same weekday (the second Tuesday)")
        LAST = "last", _("each month, the last such weekday")
        DATES = "dates", _("on the dates typed below")

    first = DayField(label=_("First date"), required=False)
    rule = forms.ChoiceField(label=_("How often"), choices=Rule, initial=Rule.ONCE)
    every = forms.IntegerField(label=_("Every how many weeks"), required=False, min_value=2, max_value=26)
    until = DayField(label=_("Until"), required=False)
    dates = DatesField(label=_("Dates"), required=False, max_length=4000,
                       help_text=_("With a space or a line between."))  # fmt: skip
    arrangement = (("first", "begins", "ends"), ("place", "room", "capacity"), ("rule",), ("every", "until"),
                   ("dates",), ("outside_hours",))  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Each rule with what it needs."""
        said, rule = super().clean(), self.cleaned_data.get("rule")
        needs = {"dates"} if rule == self.Rule.DATES else {"first"} if rule == self.Rule.ONCE else {"first", "until"}
        for name in sorted(needs | ({"every"} if rule == self.Rule.WEEKS else set())):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("To be said for this rule."))
        if said.get("first") and said.get("until") and said["until"] < said["first"]:
            self.add_error("until", _("The last date comes after the first."))
        return said

    def drawn(self) -> tuple[list[date], bool]:
        """The dates, at most `MOST` of them, and whether there would be more."""
        said, rule = self.cleaned_data, self.cleaned_data["rule"]
        if rule == self.Rule.DATES:
            return said["dates"][:MOST], len(said["dates"]) > MOST
        if rule == self.Rule.ONCE:
            return [said["first"]], False
        if rule in (self.Rule.MONTHLY, self.Rule.LAST):
            return drawn(Monthly(said["first"], last_of_month=rule == self.Rule.LAST), said["until"])
        return drawn(Weekly(said["first"], said["every"] if rule == self.Rule.WEEKS else 1), said["until"])


class MoveForm(WhenForm):
    day = DayField(label=_("Date"))
    following = forms.ChoiceField(
        label=_("Which"), widget=forms.RadioSelect, initial="no", choices=[
            ("no", _("this session only")), ("yes", _("this one and the following, by as many days"))],
    )  # fmt: skip
    reason = words_field(_("Reason"), max_length=120, required=False, help_text=_("Shown to the public."))
    arrangement = (("day", "begins", "ends"), ("place", "room", "capacity"), ("outside_hours",), ("following",),
                   ("reason",))  # fmt: skip

    def __init__(self, *args: object, session: Session, **kwargs: object) -> None:
        begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        there = {"day": begins.date(), "begins": begins.time(), "ends": ends.time(), "place": session.place_id,
                 "room": session.room_id, "capacity": session.capacity}  # fmt: skip
        super().__init__(*args, initial=there, **kwargs)


class CancelForm(Arranged, forms.Form):
    prefix = "cancel"
    reason = words_field(_("Reason"), max_length=120, help_text=_("Shown to the public."))
    arrangement = (("reason",),)
