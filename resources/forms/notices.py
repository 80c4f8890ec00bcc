"""A document as it is typed: the usual case first, the rest in groups that open."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import ChangeForm, clean_words
from citedesmetiers.centre.forms.fields import clean_lines
from citedesmetiers.centre.models import Place, Purpose

from ..addresses import typed_address
from ..models import STANDING, Copy, Notice, NumberKind, State, Support, new_identifier
from ..models.notices import SIGNS, in_french
from ..numbers import Number, read_number
from .names import HeadingsField, LanguagesField, SubjectsField

ONE_LINE = ("title", "subtitle", "authors", "publisher", "edition", "source")
BESIDES = ("as_printed", "key", "mark", "place")  # asked, and no fields of the document
FIRST = (("number",), ("as_printed",), ("title",), ("support", "year"), ("purposes",), ("mark", "place"), ("state",))
GROUPS = {  # the name of a group, what it is called, its rows
    "sheet": (_("The sheet itself"), (("content",),)),
    "words": (_("What it is"), (("subtitle",), ("authors",), ("publisher", "edition"), ("languages",), ("url",),
                                ("summary",))),
    "about": (_("What it is about, where it stands"), (("headings",), ("subjects",), ("audience", "level"),
                                                       ("territory",), ("easy_read", "large_print"),
                                                       ("subtitled", "signed"))),
    "opinion": (_("Opinion"), (("opinion",), ("stars", "opinion_by", "opinion_on"))),
    "life": (_("Its life here"), (("team_only",), ("review_by", "replaced_by"), ("source", "acquired_on"),
                                  ("price", "currency"))),
}  # fmt: skip
PROPOSES = {  # while one types: documents that could be the same one
    "hx-get": reverse_lazy("resources:alike"), "hx-trigger": "input changed delay:400ms", "hx-include": "closest form",
    "hx-params": "number,title,year,but", "hx-target": "#alike", "hx-sync": "closest form:replace",
    "autocomplete": "off",
}  # fmt: skip
USUAL = {"audience": "all", "level": "any", "territory": "none", "currency": "EUR", "opinion_by": "officer",
         "languages": ["fr"]}  # fmt: skip


class TextField(forms.CharField):
    """A text of several lines: browsers send their ends in two signs, the house keeps one."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class PriceField(forms.DecimalField):
    """A price as people type it: 12,50 or 12.50 €."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:
        said = value.replace("€", "").replace("\u202f", "").replace("\xa0", "") if isinstance(value, str) else value
        return super().to_python(said.strip().replace(",", ".") if isinstance(said, str) else said)


class NoticeField(forms.CharField):
    """Another document, by its identifier."""

    def prepare_value(self, value: object) -> object:
        if isinstance(value, int):
            return Notice.objects.filter(pk=value).values_list("identifier", flat=True).first()
        return value

    def has_changed(self, initial: object, data: object) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()

    def to_python(self, value: object) -> Notice | None:
        said = super().to_python(value).replace("\0", "")
        if not said:
            return None
        if found := Notice.objects.filter(identifier=said).first():
            return found
        raise forms.ValidationError(_("No document has this identifier."))

    def run_validators(self, value: object) -> None:
        """What could be said of a text was said before it became a document."""


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class NoticeForm(ChangeForm):
    number = forms.CharField(label=_("ISBN, ISSN or EAN"), required=False, max_length=40,
                             help_text=_("Scan it, or type it with or without hyphens."))
    as_printed = forms.BooleanField(label=_("It is printed so"), required=False)
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1400, max_value=2200,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 5}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("A year has four digits, as 2024.")),
    )
    mark = forms.CharField(label=_("Shelf mark"), required=False, max_length=40, validators=[clean_words],
                           help_text=_("As it stands on the label of the copy."))
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False, empty_label=None)
    headings = HeadingsField(label=_("Places in the plan"), help_text=_("Codes or names, with ; between them."))
    subjects = SubjectsField(
        label=_("Subjects"),
        help_text=_("Occupations by their ROME code or name, and your own subjects, with ; between them."),
    )
    languages = LanguagesField(label=_("Languages"), help_text=_("With ; between them."))
    price = PriceField(label=_("Price"), required=False, min_value=0, max_digits=8, decimal_places=2)
    summary = TextField(label=_("Summary"), required=False, max_length=4000, validators=[clean_lines])
    content = TextField(label=_("Text of the sheet"), required=False, max_length=20000, validators=[clean_lines])
    opinion = TextField(label=_("Opinion"), required=False, max_length=1000, validators=[clean_lines],
                        help_text=_("About the document, never about a person."))
    stars = forms.TypedChoiceField(label=_("Stars"), required=False, coerce=int, empty_value=None)
    replaced_by = NoticeField(label=_("Replaced by (its identifier)"), required=False, max_length=40)
    key = forms.CharField(widget=forms.HiddenInput, max_length=8, min_length=8)  # its identifier: it is saved once

    class Meta:
        model = Notice
        fields = ["title", "support", "year", "purposes", "state", "subtitle", "authors", "publisher", "edition",
                  "languages", "url", "summary", "content", "headings", "subjects", "audience", "level", "territory",
                  "easy_read", "large_print", "subtitled", "signed", "opinion", "stars", "opinion_by", "opinion_on",
                  "team_only", "review_by", "replaced_by", "source", "acquired_on", "price", "currency"]
        widgets = {"purposes": forms.CheckboxSelectMultiple, "opinion_on": day_input(), "review_by": day_input(),
                   "acquired_on": day_input(), "url": forms.TextInput({"inputmode": "url", "autocomplete": "off"})}
        help_texts = {
            "review_by": _("Empty: as the settings of the shelves say for this support."),
            "team_only": _("The public does not find it."), "authors": _("Several: with ; between them."),
        }  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ONE_LINE:
            self.fields[name].validators.append(clean_words)
        for name, rows in (("summary", 4), ("content", 14), ("opinion", 4)):
            self.fields[name].widget.attrs["rows"] = rows
        for name in ("number", "title", "year"):
            self.fields[name].widget.attrs |= PROPOSES
        self.fields["purposes"].queryset = Purpose.objects.offered()
        self.fields["stars"].choices = [("", _("none")), *((n, "★" * n + "☆" * (5 - n)) for n in range(1, 6))]
        self._suit()

    def _suit(self) -> None:
        """What is asked of a new document only, and what is shown of a kept one."""
        if not self.is_new:
            self.drop("mark", "place", "key")
            kept = self.instance
            self.fields["languages"].kept = kept.languages
            self.fields["number"].initial = Number(kept.number, NumberKind(kept.number_kind), kept.number_wrong).printed
            self.fields["as_printed"].initial = kept.number_wrong
            chosen = Purpose.objects.filter(pk__in=kept.purposes.order_by().values("pk"))
            self.fields["purposes"].queryset = (Purpose.objects.offered().order_by() | chosen).order_by("order", "pk")
            return
        self.fields["key"].initial = new_identifier()
        self.fields["languages"].initial = in_french()
        self.fields["state"].initial = self.initial["state"] = State.SHELF
        places = Place.objects.filter(active=True).order_by("pk")
        self.fields["place"].queryset = places
        if len(places) < 2:
            self.drop("place")

    def clean_number(self) -> str:
        """The digits; a wrong check digit passes where the document itself is wrong."""
        said = self.cleaned_data["number"]
        self.read = read_number(said)
        if self.read is None:
            raise forms.ValidationError(_("This is no ISBN (10 or 13 digits), ISSN (8) or EAN (13): look again."))
        printed = self.data.get(self.add_prefix("as_printed"))
        if self.read.wrong and not printed:
            words = _("The last digit does not fit the others: a slip? If it is printed so, say so below.")
            raise forms.ValidationError(words, code="wrong")
        return self.read.digits

    def clean_key(self) -> str:
        if set(self.cleaned_data["key"]) - set(SIGNS):
            raise forms.ValidationError(_("This form is not complete: reload the page."))
        return self.cleaned_data["key"]

    def clean_url(self) -> str:
        return typed_address(self.cleaned_data["url"])

    def clean_currency(self) -> str:
        said = self.cleaned_data["currency"].strip().upper()
        if said and not (len(said) == 3 and said.isascii() and said.isalpha()):
            raise forms.ValidationError(_("Three letters: EUR, CHF, CAD."))
        return said or "EUR"

    def clean(self) -> dict[str, object]:
        """What two fields say together. The constraints of the table stand behind it, without words."""
        said = self.cleaned_data
        if said.get("state") in STANDING and not said.get("purposes") and "purposes" not in self.errors:
            self.add_error("purposes", gettext("Say at least one purpose: a document is found by it."))
        if said.get("state") == State.REPLACED and not said.get("replaced_by") and "replaced_by" not in self.errors:
            self.add_error("replaced_by", gettext("Say which document replaces it."))
        if said.get("replaced_by") and said["replaced_by"].pk == self.instance.pk:
            self.add_error("replaced_by", gettext("A document does not replace itself."))
        return said

    @cached_property
    def said(self) -> dict[str, object]:
        """What the verb is to write: everything of a new document, what was changed of a kept one."""
        said = {name: value for name, value in super().said.items() if name not in BESIDES}
        if "number" in said or "as_printed" in self.changed_data:
            said |= {"number": self.read.digits, "number_kind": self.read.kind, "number_wrong": self.read.wrong}
        if said.get("opinion") and not (self.cleaned_data["opinion_on"] or "opinion_on" in self.changed_data):
            said["opinion_on"] = timezone.localdate()
        return said | ({"identifier": self.cleaned_data["key"]} if self.is_new else {})

    def copies(self, place: Place) -> list[Copy]:
        """The copy that came with a new document; none where it has no shelf mark."""
        mark = self.cleaned_data.get("mark", "")
        return [Copy(mark=mark, place=self.cleaned_data.get("place") or place)] if mark else []

    @property
    def first(self) -> list[list[forms.BoundField]]:
        return self._rows(FIRST)

    @property
    def groups(self) -> list[Mapping[str, object]]:
        """The groups that open; open already where something is to be repaired, or (but for the usual) was said."""
        drawn = []
        for name, (words, rows) in GROUPS.items():
            if name == "sheet" and self["support"].value() != Support.PRACTICE and not self["content"].value():
                continue
            fields = self._rows(rows)
            opens = name == "sheet" or any(each.errors for row in fields for each in row)
            told = not self.is_new and any(self._is_told(each) for row in fields for each in row)
            drawn.append({"name": name, "words": words, "rows": fields, "opens": opens or told})
        return drawn

    def _rows(self, rows: tuple[tuple[str, ...], ...]) -> list[list[forms.BoundField]]:
        found = [[self[name] for name in row if name in self.fields] for row in rows]
        return [row for row in found if row]

    def _is_told(self, field: forms.BoundField) -> bool:
        said = field.value()
        return bool(said) and said != USUAL.get(field.name)


__all__ = ["NoticeField", "NoticeForm", "day_input"]
