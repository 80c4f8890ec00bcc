"""What managers and coordinators type about the roster."""

from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.forms import ChangeForm, ClockField, inner_form
from citedesmetiers.centre.forms.fields import side_by_side
from citedesmetiers.centre.models import Partner

from ..models import Desk, Slot, Turn
from ..rosters.sheet import MOST_BYTES
from ..rosters.week import name_of

MOST_WEEKS = 26


class SlotForm(ChangeForm):
    """A half-day of the week, and how many posts each desk wants of it."""

    starts = ClockField(label=gettext_lazy("Begins"))
    ends = ClockField(label=gettext_lazy("Ends"))
    arrangement = (("weekday", "part"), ("starts", "ends"), ("outside_hours",))

    class Meta:
        model = Slot
        fields = ["weekday", "part", "starts", "ends", "outside_hours"]

    def __init__(self, *args: object, desks: list[Desk], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.desks = desks
        wants = {} if self.is_new else dict(self.instance.wanted.values_list("desk", "posts"))
        for desk in desks:
            self.fields[f"desk_{desk.pk}"] = forms.IntegerField(
                label=f"{desk.letter} · {desk.name}", min_value=0, max_value=desk.posts, initial=wants.get(desk.pk, 0),
                help_text=ngettext("%(n)s post at most; 0: closed", "%(n)s posts at most; 0: closed", desk.posts)
                % {"n": desk.posts},
            )

    @property
    def helper(self) -> FormHelper:
        rows = [side_by_side(row, "col-sm") for row in self.arrangement]
        posts = Fieldset(gettext_lazy("Posts wanted"), *(f"desk_{desk.pk}" for desk in self.desks))
        return inner_form(Layout(*rows, *([posts] if self.desks else [])))

    @property
    def said(self) -> dict[str, object]:
        own = {name: value for name, value in super().said.items() if not name.startswith("desk_")}
        return own | {"posts": {desk: self.cleaned_data[f"desk_{desk.pk}"] for desk in self.desks}}

    def clean(self) -> dict[str, object]:
        said = super().clean()
        if said.get("starts") and said.get("ends") and said["ends"] <= said["starts"]:
            self.add_error("ends", _("It ends after it begins."))
        return said


def weeks_from(monday: date, how_many: int) -> list[tuple[str, str]]:
    """So many weeks, as choices: their Mondays, and their names."""
    mondays = [monday + timedelta(weeks=n) for n in range(how_many)]
    return [(each.isoformat(), name_of(each)) for each in mondays]


class OpenForm(forms.Form):
    """From which week on, and how many."""

    first = forms.ChoiceField(label=gettext_lazy("First week"))
    weeks = forms.IntegerField(label=gettext_lazy("Number of weeks"), min_value=1, max_value=MOST_WEEKS, initial=1)

    def __init__(self, *args: object, monday: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].choices = weeks_from(monday, MOST_WEEKS)

    @property
    def helper(self) -> FormHelper:
        return inner_form(Layout("first", "weeks"))


class CopyForm(forms.Form):
    """Into which week."""

    target = forms.ChoiceField(label=gettext_lazy("Into"))

    def __init__(self, *args: object, monday: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = weeks_from(monday + timedelta(weeks=1), 8)

    @property
    def helper(self) -> FormHelper:
        return inner_form(Layout("target"))


def choice(label: str, queryset: QuerySet, **options: object) -> forms.ModelChoiceField:
    """One row of a table, in a list that drops down."""
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ModelChoiceField(label=label, queryset=queryset, widget=widget, **options)


class PartnerForm(forms.Form):
    """For which partner a manager promises."""

    partner = choice(gettext_lazy("Partner"), Partner.objects.filter(active=True))


class NameForm(forms.Form):
    """Which of the partner's counsellors comes."""

    counsellor = choice(gettext_lazy("Counsellor"), User.objects.none(), required=False,
                        empty_label=gettext_lazy("nobody named"))  # fmt: skip

    def __init__(self, *args: object, turn: Turn, **kwargs: object) -> None:
        super().__init__(*args, initial={"counsellor": turn.counsellor_id}, **kwargs)
        lent = User.objects.filter(partner=turn.partner_id, counsels=True, is_active=True)
        self.fields["counsellor"].queryset = lent


class SwapForm(forms.Form):
    """Against which turn of another partner, in the same week."""

    wants = choice(gettext_lazy("Against"), Turn.objects.none(), empty_label=gettext_lazy("which turn?"))

    def __init__(self, *args: object, turn: Turn, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        monday = turn.day - timedelta(days=turn.day.weekday())
        week = Turn.objects.promised().on_open_dates().between(monday, monday + timedelta(days=6))
        self.fields["wants"].queryset = week.exclude(partner=turn.partner_id).select_related(
            "desk", "partner").order_by("starts_at", "desk", "post")
        self.fields["wants"].label_from_instance = said_short


class SheetForm(forms.Form):
    """The file of a month."""

    file = forms.FileField(label=gettext_lazy("Spreadsheet (.xlsx)"), max_length=200)

    @property
    def helper(self) -> FormHelper:
        return inner_form(Layout("file"))

    def clean_file(self) -> object:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than a month of the roster."))
        return self.cleaned_data["file"]


def said_short(turn: Turn) -> str:
    """“Tue 17 morning, A: Emploi Orme”."""
    day = date_format(turn.day, "D j")
    return f"{day} {turn.get_part_display()}, {turn.desk.letter}: {turn.partner}"
