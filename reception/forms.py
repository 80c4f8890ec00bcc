"""What is pressed at reception (a cell of the grid, and how it is modified) and at a counsellor's desk."""

import uuid
from collections.abc import Mapping
from http import HTTPStatus

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.models import Purpose
from citedesmetiers.kit.rules import HouseRule
from desks.models import Desk

from .actions import Arrival
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
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
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

    def arrival(self) -> Arrival:
        said = self.cleaned_data
        purpose, service = said["cell"]
        return Arrival(
            key=said["key"], service=service, purpose=purpose, channel=said["channel"], second_purpose=said["second"],
            party_size=said["persons"], again=said["again"], priority=said["priority"], desk=said["desk"],
            insist=said["insist"],
        )


class StopForm(forms.Form):
    """The place in line for which a button was drawn: a press on an old page never acts on somebody else."""

    stop = forms.IntegerField(min_value=1, max_value=BIGGEST_KEY)

    def found(self) -> Stop:
        """The place in line, or HouseRule: 400 if the form is broken, 404 if there is no such place."""
        if not self.is_valid():
            raise HouseRule(str(INCOMPLETE), status=HTTPStatus.BAD_REQUEST)
        stop = Stop.objects.with_names().filter(pk=self.cleaned_data["stop"]).first()
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
