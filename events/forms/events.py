"""An event as it is typed."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.forms import ChangeForm, words_field
from citedesmetiers.centre.models import Partner, Purpose

from ..models import Event


class EventForm(ChangeForm):
    title = words_field(_("Title"), max_length=120)
    summary = words_field(_("What happens there"), max_length=2000, required=False, area=True)
    audience = words_field(_("For whom"), max_length=160, required=False)
    speakers = words_field(_("Who speaks"), max_length=160, required=False, help_text=_("By role, never by name."))
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken there"), required=False, choices=settings.PUBLIC_LANGUAGES,
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: the site’s own."),
    )  # fmt: skip
    arrangement = (("title",), ("kind", "access"), ("purposes",), ("summary",), ("audience",), ("speakers",),
                   ("led_by",), ("partners",), ("languages",), ("lift", "signed", "easy"), ("frame", "prepares"),
                   ("sensitive",))  # fmt: skip

    class Meta:
        model = Event
        fields = ["title", "kind", "access", "purposes", "summary", "audience", "speakers", "led_by", "partners",
                  "languages", "lift", "signed", "easy", "frame", "prepares", "sensitive"]
        widgets = {"purposes": forms.CheckboxSelectMultiple, "partners": forms.CheckboxSelectMultiple}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields["summary"].widget.widgets:
            each.attrs["rows"] = 4
        self.fields["purposes"].queryset = Purpose.objects.offered()
        self.fields["led_by"].queryset = self.fields["partners"].queryset = Partner.objects.order_by("name", "pk")
        others = Event.objects.exclude(pk=self.instance.pk).exclude(state=Event.State.ARCHIVED)
        self.fields["frame"].queryset = others.filter(kind=Event.Kind.THEME)
        self.fields["prepares"].queryset = others
        for name in ("led_by", "frame", "prepares"):
            self.fields[name].empty_label = gettext("none")

    @property
    def said(self) -> dict[str, object]:
        """The changed fields, and always both sets: the verb puts them in place of what was."""
        sets = {name: self.cleaned_data[name] for name in ("purposes", "partners")}
        return super().said | sets


def in_words(field: forms.BoundField) -> str:
    """What a field of a form stands at, as the page tells it."""
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return str(value or "–") if not isinstance(value, bool) else gettext("yes") if value else gettext("no")
    chosen = {str(getattr(each, "pk", each)) for each in (value if isinstance(value, list) else [value])}
    return ", ".join(str(label) for key, label in choices if str(key) in chosen) or "–"
