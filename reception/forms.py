"""What is pressed at reception (a cell of the grid, and how it is modified) and at a counsellor's desk."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from http import HTTPStatus

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre import hours
from citedesmetiers.centre.forms import Arranged
from citedesmetiers.centre.models import Hours, Place, Purpose
from citedesmetiers.kit.rules import HouseRule
from desks.models import Desk

from .actions import Arrival
from .actions.paper import ON_PAPER, Mark, Paper
from .grid import Row
from .models import Channel, Service, Stop, Ticket

BAD_KEY = _("This form’s key is not valid: reload the page.")
BIGGEST_KEY = 2**63 - 1
INCOMPLETE = _("This button is not complete: reload the page.")
ONE = 1  # the fewest persons, and what the form says when nothing was pressed


class ArrivalForm(forms.Form):
    """One press on the grid. `rows` are the grid's rows; without JavaScript each cell is a submit button."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": BAD_KEY, "invalid": BAD_KEY})
    cell = forms.CharField(max_length=40, error_messages={"required": _("Press a cell of the grid.")})
    persons = forms.IntegerField(required=False, error_messages={"invalid": _("How many persons? Not a number.")})
    channel = forms.ChoiceField(choices=Channel, required=False,
                                error_messages={"invalid_choice": _("There is no such channel.")})
    second = forms.CharField(max_length=20, required=False)
    again = forms.BooleanField(required=False)
    priority = forms.ChoiceField(choices=Ticket.Priority, required=False,
                                 error_messages={"invalid_choice": _("This reason is not on the list.")})
    desk = forms.ModelChoiceField(Desk.objects.offered(), to_field_name="slug", required=False,
                                  error_messages={"invalid_choice": _("There is no such desk.")})
    insist = forms.BooleanField(required=False)

    def __init__(self, *args: object, rows: list[Row], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.purposes = {row.purpose.code: row.purpose for row in rows}
        self.channels = Channel.choices
        self.priorities = Ticket.Priority.choices

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            Field("key", template="reception/_key.html"),
            Div(
                Field("persons", template="reception/_persons.html"),
                Field("channel", template="reception/_channel.html"),
                Field("second", template="reception/_second.html"),
                Field("priority", template="reception/_priority.html"),
                Field("again", template="reception/_again.html"),
                css_class="modifiers",
            ),
        )
        return helper

    @classmethod
    def fresh(cls, rows: list[Row]) -> "ArrivalForm":
        """An empty form with a key of its own: the same key is the same arrival."""
        return cls(rows=rows, initial={"key": uuid.uuid4()})

    def clean_key(self) -> uuid.UUID:
        key = self.cleaned_data["key"]
        if not key.int:
            raise forms.ValidationError(BAD_KEY)
        return key

    def clean_cell(self) -> tuple[Purpose, Service]:
        code, _colon, service = self.cleaned_data["cell"].partition(":")
        if service not in Service.values:
            raise forms.ValidationError(_("There is no such service."))
        return self._purpose(code), Service(service)

    def clean_persons(self) -> int:
        persons = self.cleaned_data["persons"]
        return ONE if persons is None else persons

    def clean_channel(self) -> Channel:
        return Channel(self.cleaned_data["channel"] or Channel.ON_SITE)

    def clean_second(self) -> Purpose | None:
        code = self.cleaned_data["second"]
        return self._purpose(code) if code else None

    def _purpose(self, code: str) -> Purpose:
        if code not in self.purposes:
            raise forms.ValidationError(_("There is no such need."))
        return self.purposes[code]

    @property
    def first_error(self) -> str:
        """The one sentence for the answer's line."""
        return str(next(iter(self.errors.values()))[0])

    @property
    def lacks_a_size(self) -> bool:
        """A group was pressed and nobody said yet how many."""
        said = self.cleaned_data
        return said["cell"][1] == Service.GROUP and said["persons"] == ONE

    def arrival(self, place: Place) -> Arrival:
        said = self.cleaned_data
        purpose, service = said["cell"]
        return Arrival(
            key=said["key"], service=service, purpose=purpose, channel=said["channel"], second_purpose=said["second"],
            party_size=said["persons"], again=said["again"], priority=said["priority"], desk=said["desk"], place=place,
            insist=said["insist"],
        )


class StopForm(forms.Form):
    """The place in line for which a button was drawn: a press on an old page never acts on somebody else."""

    stop = forms.IntegerField(min_value=1, max_value=BIGGEST_KEY)

    def found(self) -> Stop:
        """The place in line, or HouseRule: 400 if the form is broken, 404 if there is no such place."""
        if not self.is_valid():
            raise HouseRule(str(INCOMPLETE), status=HTTPStatus.BAD_REQUEST)
        stop = Stop.objects.today().with_names().filter(pk=self.cleaned_data["stop"]).first()
        if stop is None:
            raise HouseRule(gettext("There is no such visitor in the line."), status=HTTPStatus.NOT_FOUND)
        return stop


class PreferForm(StopForm):
    """One button of a line: for which visitor, and which reason ("12:child"; "12:" takes it back)."""

    reason = forms.CharField(required=False, max_length=8)

    def __init__(self, said: Mapping[str, str]) -> None:
        stop, _colon, reason = said.get("priority", "").partition(":")
        super().__init__({"stop": stop, "reason": reason})


class TakeForm(forms.Form):
    """A visitor walked straight to the desk. The key was drawn with the form: the same key is the same visitor."""

    key = forms.UUIDField()
    purpose = forms.ModelChoiceField(Purpose.objects.offered(), to_field_name="code")

    def clean_key(self) -> uuid.UUID:
        key = self.cleaned_data["key"]
        if not key.int:
            raise forms.ValidationError(BAD_KEY)
        return key

    def arrival(self, desk: Desk) -> Arrival:
        """What the press says; HouseRule 400 if it says nothing that can be done."""
        if not self.is_valid():
            raise HouseRule(str(INCOMPLETE), status=HTTPStatus.BAD_REQUEST)
        said = self.cleaned_data
        return Arrival(key=said["key"], service=Service.INTERVIEW, purpose=said["purpose"], desk=desk, insist=True)


MOST_CELLS = 960  # of one sheet: a form of this house has fewer than 1,000 fields
USUAL = range(9, 18)  # the hours of a sheet where no opening hours say better


def hours_of(day: date, place: Place) -> range:
    """The hours of a sheet: those of that day's opening, or the usual ones where they do not hold."""
    return _spanned(hours.intervals(day) if place.kind == Place.Kind.MAIN else [])


def hours_of_the_week() -> range:
    """The hours of a sheet that may serve on any day of the ordinary week."""
    return _spanned(list(Hours.objects.values_list("opens", "closes")))


def _spanned(opening: list[hours.Interval]) -> range:
    if not opening:
        return USUAL
    closes = max(until for _since, until in opening)
    return range(min(since for since, _until in opening).hour, closes.hour + bool(closes.minute))


def groups_of(purposes: Sequence[Purpose], cell: Callable, hours: range) -> list[tuple[Purpose, list[tuple]]]:
    """The table of a sheet: for each purpose its services, and for each of them `cell` of each hour."""
    return [
        (purpose, [(service.label, [cell(purpose, service, hour) for hour in hours]) for service in ON_PAPER])
        for purpose in purposes
    ]


class WhichSheetForm(Arranged, forms.Form):
    """Of which day, which place, which hours."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), to_field_name="code", empty_label=None)
    first = forms.IntegerField(label=_("First hour"), required=False, min_value=0, max_value=23)
    last = forms.IntegerField(label=_("Last hour"), required=False, min_value=0, max_value=23,
                              help_text=_("Left empty: the opening hours of that day."))
    arrangement = (("day", "place"), ("first", "last"))

    def __init__(self, *args: object, places: QuerySet[Place], purposes: Sequence[Purpose], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places
        self.fields["day"].initial = timezone.localdate
        self.purposes = purposes

    @cached_property
    def hours(self) -> range:
        """The hours asked for, or those of the day."""
        said = self.cleaned_data
        usual = hours_of(said["day"], said["place"])
        first, last = said.get("first"), said.get("last")
        return range(usual.start if first is None else first, usual.stop if last is None else last + 1)

    def clean(self) -> None:
        if self.errors:
            return
        if not self.hours:
            self.add_error("last", _("The last hour comes before the first."))
        elif len(self.hours) * len(self.purposes) * len(ON_PAPER) > MOST_CELLS:
            self.add_error("last", _("Too many cells for one sheet: choose fewer hours."))


class SheetForm(forms.Form):
    """One sheet: a number in each cell in which there were strokes."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": BAD_KEY, "invalid": BAD_KEY})
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=999)
    total = forms.IntegerField(label=_("Visits on the sheet, added up by hand"), required=False, min_value=0,
                               help_text=_("Optional. If the cells add up to something else, nothing is saved."))

    def __init__(self, *args: object, hours: range, purposes: Sequence[Purpose], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.hours, self.purposes = hours, purposes
        self.cells = {
            f"n-{hour}-{purpose.pk}-{service}": (hour, purpose, service)
            for purpose in purposes for service in ON_PAPER for hour in hours
        }  # fmt: skip
        for name, (hour, purpose, service) in self.cells.items():
            label = f"{purpose.name}, {service.label}, {hour}:00"
            wear = {"class": "form-control", "inputmode": "numeric", "maxlength": 2, "aria-label": label}
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=99, widget=forms.TextInput(wear)
            )

    @property
    def groups(self) -> list[tuple[Purpose, list[tuple]]]:
        """The table, with a field in each cell."""
        def field(purpose: Purpose, service: Service, hour: int) -> forms.BoundField:
            return self[f"n-{hour}-{purpose.pk}-{service}"]

        return groups_of(self.purposes, field, self.hours)

    def clean_key(self) -> uuid.UUID:
        key = self.cleaned_data["key"]
        if not key.int:
            raise forms.ValidationError(BAD_KEY)
        return key

    def clean(self) -> None:
        if self.errors:
            return
        visits = sum(mark.n for mark in self.marks)
        total = self.cleaned_data["total"]
        if not visits:
            raise forms.ValidationError(_("Nothing is written on this sheet."))
        if total is not None and total != visits:
            words = {"visits": visits, "total": total}
            self.add_error("total", gettext("The cells add up to %(visits)d, not to %(total)d.") % words)

    def refuse(self, words: str, *, number: int) -> None:
        """What was typed stays on the page; saved again, it is the sheet of this number."""
        self.add_error(None, words)
        self.data = self.data.copy()
        self.data["number"] = number

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The cells in which there is something."""
        found = ((cell, self.cleaned_data.get(name)) for name, cell in self.cells.items())
        return tuple(Mark(hour, purpose.code, service.value, n) for (hour, purpose, service), n in found if n)

    def paper(self, day: date, place: Place) -> Paper:
        """The sheet, as its verb takes it."""
        said = self.cleaned_data
        return Paper(said["key"], day, place, said["number"], self.marks)
