"""The classification plan, subjects, word families and settings of the shelves, as they are typed."""

from django import forms
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import Arranged, ChangeForm, clean_words, words_field

from ..models import Family, Heading, Scheme, Shelving, Subject, Support
from .notices import TextField

MOST_BYTES = 512 * 1024


class HeadingForm(ChangeForm):
    name = words_field(_("Name"), max_length=120)
    where = words_field(_("Where in the room"), max_length=120, required=False,
                        help_text=_("Green shelf, by the window."))
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=0,
                               help_text=_("The smallest stands first."))
    column = forms.IntegerField(label=_("Column on the sketch"), min_value=1, max_value=24, required=False)
    row = forms.IntegerField(label=_("Row on the sketch"), min_value=1, max_value=24, required=False)
    arrangement = (("code", "order"), ("name",), ("parent", "hue"), ("where",), ("column", "row"), ("active",))

    class Meta:
        model = Heading
        fields = ["code", "order", "name", "parent", "hue", "where", "column", "row", "active"]
        error_messages = {"code": {"unique": _("Another place of the plan has this code already.")}}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Heading.objects.exclude(pk=self.instance.pk).order_by("order", "code", "pk")
        self.fields["parent"].empty_label = _("nothing: it stands at the top")
        if self.is_new:
            self.drop("active")

    def clean(self) -> dict[str, object]:
        said = super().clean()
        if (said.get("column") is None) != (said.get("row") is None) and not {"column", "row"} & self.errors.keys():
            self.add_error("row", _("Both, the column and the row, or none."))
        return said


class SubjectForm(ChangeForm):
    label = words_field(_("Name"), max_length=120)
    synonyms = TextField(label=_("Other names"), required=False, max_length=4000,
                         help_text=_("One on each line. One finds documents by them; they are not shown."))
    code = forms.CharField(label=_("Code"), max_length=40, required=False,
                           validators=Subject._meta.get_field("code").validators[:1],
                           help_text=_("Stands in exchanged files; never changes. Empty: drawn from the name."))
    arrangement = (("label",), ("synonyms",), ("code",), ("active",))

    class Meta:
        model = Subject
        fields = ["label", "code", "active"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["synonyms"].widget.attrs["rows"] = 6
        if self.is_new:
            self.drop("active")
            return
        self.drop("code")
        names = self.instance.synonyms.order_by("pk").values_list("label", flat=True)
        self.fields["synonyms"].initial = "\n".join(names)

    def clean_synonyms(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["synonyms"].splitlines() if line.strip()]
        for name in names:
            clean_words(name)
            if len(name) > 200:
                raise forms.ValidationError(_("A name of more than 200 letters."))
        return names

    def clean(self) -> dict[str, object]:
        """A code for a new subject, and none that another one has."""
        said = self.cleaned_data
        if not self.is_new or "label" not in said or "code" in self.errors:
            return said
        said["code"] = said.get("code") or slugify(str(said["label"]))[:40]
        if not said["code"]:
            self.add_error("code", _("Type a code: none can be drawn from this name."))
        elif Subject.objects.filter(scheme=Scheme.FREE, code__iexact=said["code"]).exists():
            self.add_error("code", _("Another subject has this code already."))
        return said


class FamilyForm(ChangeForm):
    class Meta:
        model = Family
        fields = ["words"]
        error_messages = {"words": {"unique": _("These words stand together already.")}}

    arrangement = (("words",),)

    def clean_words(self) -> str:
        words = [word.strip() for word in self.cleaned_data["words"].split(",") if word.strip()]
        for word in words:
            clean_words(word)
        if len(words) < 2:
            raise forms.ValidationError(_("Two words at least, with a comma between them."))
        return ", ".join(dict.fromkeys(words))


class ShelvingForm(ChangeForm):
    """The settings of the room; beside the usual delay of a review, one for each support (empty: the usual one)."""

    class Meta:
        model = Shelving
        fields = ["station_delay", "shows_opinions", "shows_sketch", "lends", "checks_links", "is_harvested", "contact",
                  "months"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for support in Support:
            self.fields[f"months_{support.value}"] = forms.IntegerField(
                label=capfirst(support.label), required=False, min_value=1, max_value=120,
                initial=self.instance.months_of.get(support.value),
            )

    @property
    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in self.Meta.fields]

    @property
    def by_support(self) -> list[forms.BoundField]:
        return [self[f"months_{support.value}"] for support in Support]

    @property
    def said(self) -> dict[str, object]:
        cleaned = self.cleaned_data
        said = {name: cleaned[name] for name in self.Meta.fields if self.is_new or name in self.changed_data}
        months = {each.value: cleaned[f"months_{each.value}"] for each in Support}
        by_support = {support: n for support, n in months.items() if n}
        return said if by_support == self.instance.months_of else said | {"months_of": by_support}


class PlanFileForm(Arranged, forms.Form):
    file = forms.FileField(label=_("CSV or XLSX file"), max_length=200)
    arrangement = (("file",),)

    def clean_file(self) -> object:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than a plan: 512 KB at most."))
        return self.cleaned_data["file"]
