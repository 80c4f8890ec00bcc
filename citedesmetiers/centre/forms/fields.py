"""The kinds of field that the house's forms share: words in several languages, times of a clock on the wall."""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import time

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from i18nfield.forms import I18nFormField, I18nTextarea, I18nTextInput

MOST_MARKS = 3  # accents on one letter; more is a text that climbs over its neighbours


def clean_words(text: str) -> None:
    """Refuse what could pass for other words: marks that turn the direction of writing, controls, piled-up accents."""
    pile = 0
    for sign in unicodedata.normalize("NFD", str(text)):
        kind = unicodedata.category(sign)
        pile = pile + 1 if kind == "Mn" else 0
        if (kind in ("Cc", "Cf", "Cs", "Co") and sign not in "\u200c\u200d") or pile > MOST_MARKS:
            raise ValidationError(_("There is a sign in it that cannot be read."), code="unreadable")


def clean_lines(text: str) -> None:
    """The same for a text of several lines."""
    for line in text.splitlines():
        clean_words(line)


class _Labelled:
    """A set of inputs, one a language, each under the language's own name."""

    def format_output(self, rendered_widgets: list[str], id_: str) -> str:
        rows = (
            (f"{id_}_{place}", locale, get_language_info(locale)["name_local"].capitalize(), widget)
            for place, (locale, widget) in enumerate(zip(self.locales, rendered_widgets, strict=True))
        )
        row = '<div class="col-sm mb-2"><label class="fine" for="{}" lang="{}">{}</label>{}</div>'
        return format_html('<div class="row" id="{}">{}</div>', id_, format_html_join("", row, rows))

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: BaseRenderer | None = None) -> str:
        return super().render(name, value, {"placeholder": ""} | (attrs or {}), renderer)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class WordsInput(_Labelled, I18nTextInput):
    use_fieldset = True


class WordsArea(_Labelled, I18nTextarea):
    use_fieldset = True


def words_field(
    label: str, *, max_length: int = 80, area: bool = False, checks: Iterable[Callable] = (), **options: object
) -> I18nFormField:
    """The site's own words, one input a language; at least one of them must be filled if it is required.

    `checks` are validators of the words in each language.
    """
    widget = WordsArea if area else WordsInput
    size = {"rows": 10} if area else {}
    field = I18nFormField(label=label, max_length=max_length, widget=widget, widget_kwargs={"attrs": size}, **options)
    for language in field.fields:
        language.validators += [clean_lines if area else clean_words, *checks]
    return field


class ClockField(forms.TimeField):
    """A time as people write it: 10:00, 10.00, 10h, 10h30, 10."""

    widget = forms.TextInput

    def __init__(self, **options: object) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **options)
        self.widget.attrs |= {"inputmode": "numeric", "maxlength": 8, "autocomplete": "off"}

    def to_python(self, value: object) -> time | None:
        if isinstance(value, str):
            hour, _sign, minute = value.strip().lower().replace("h", ":").replace(".", ":").partition(":")
            value = f"{hour}:{minute or '00'}" if hour else ""
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        return f"{value:%H:%M}" if isinstance(value, time) else value


def the_changes(form: forms.BaseForm) -> dict[str, object]:
    """What a form changes: only these fields are written, so that two managers do not undo one another."""
    return {name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data}


def inner_form(layout: Layout) -> FormHelper:
    """A helper that draws the fields alone: the page brings <form>, the CSRF token and the button."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = layout
    return helper


def side_by_side(names: Iterable[str], column: str) -> Div:
    """One row of fields, one below the other on a phone."""
    return Div(*(Div(Field(name), css_class=column) for name in names), css_class="row")


class Arranged:
    """A form that says in which rows its fields stand."""

    arrangement: tuple[tuple[str, ...], ...] = ()

    @property
    def helper(self) -> FormHelper:
        rows = [[name for name in row if name in self.fields] for row in self.arrangement]
        return inner_form(Layout(*(side_by_side(row, "col-sm") for row in rows if row)))


class ChangeForm(Arranged, forms.ModelForm):
    """A form about one row, new or kept."""

    @property
    def is_new(self) -> bool:
        return self.instance._state.adding

    @property
    def said(self) -> dict[str, object]:
        """What the verb is to write: everything of a new row, the changed fields of a kept one."""
        return dict(self.cleaned_data) if self.is_new else the_changes(self)

    def drop(self, *names: str) -> None:
        """Leave these fields out."""
        for name in names:
            del self.fields[name]


class FilterForm(Arranged, forms.Form):
    """The filters of a list, side by side, sent by GET."""

    @property
    def helper(self) -> FormHelper:
        helper = inner_form(Layout(side_by_side(self.fields, "col-sm-auto")))
        helper.form_show_errors = False  # a filter that makes no sense filters nothing
        return helper
