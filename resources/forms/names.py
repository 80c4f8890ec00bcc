"""Entries of a controlled list, typed as words: by code or by name, with ; between them. Unknown ones are refused."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from ..language import fold
from ..models import Heading, Scheme, Subject, Synonym
from ..tongues import LANGUAGES, language_name, language_names

BETWEEN = re.compile(r"[;\n]")


class NamesField(forms.CharField):
    """What is typed becomes entries of a list; while one types, /resources/entry/words/ offers some of them."""

    several = ""  # the list, as that address knows it

    def __init__(self, **options: object) -> None:
        super().__init__(**({"required": False, "max_length": 2000} | options))
        self.widget.attrs |= {
            "autocomplete": "off", "hx-get": reverse_lazy("resources:words"), "hx-params": self.several,
            "hx-trigger": "input changed delay:250ms", "hx-target": f"#words-{self.several}", "hx-sync": "this:replace",
        }  # fmt: skip

    def written(self, entry: object) -> str:
        """An entry as it is typed."""
        raise NotImplementedError

    def keys(self) -> Mapping[str, object]:
        """{folded name: key}: all the names by which an entry may be typed."""
        raise NotImplementedError

    def entries(self, keys: Sequence[object]) -> list:
        """The entries of these keys."""
        raise NotImplementedError

    def otherwise(self, piece: str) -> object | None:
        """The key of an entry that has another name yet."""
        return None

    def prepare_value(self, value: object) -> object:
        return value if value is None or isinstance(value, str) else "; ".join(self.written(each) for each in value)

    def has_changed(self, initial: object, data: object) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()

    def to_python(self, value: object) -> list:
        text = super().to_python(value).replace("\0", "")
        pieces = [piece.strip() for piece in BETWEEN.split(text) if piece.strip()]
        if not pieces:
            return []
        found, unknown = self._found(pieces, self.keys())
        if unknown:
            raise ValidationError(_("Not in the list: %(names)s."), params={"names": ", ".join(unknown)})
        return self.entries(list(dict.fromkeys(found)))

    def _found(self, pieces: Iterable[str], keys: Mapping[str, object]) -> tuple[list[object], list[str]]:
        """The keys of these, and the pieces that are none. A piece that is no name may be several with commas."""
        found: list[object] = []
        unknown: list[str] = []
        for piece in pieces:
            key = keys.get(fold(piece)) or self.otherwise(piece)
            if key is None and "," in piece:
                inner, missing = self._found([part.strip() for part in piece.split(",") if part.strip()], keys)
                found, unknown = found + inner, unknown + missing
            elif key is None:
                unknown.append(f"“{piece[:60]}”")
            else:
                found.append(key)
        return found, unknown

    def validate(self, value: object) -> None:
        forms.Field.validate(self, value)

    def run_validators(self, value: object) -> None:
        """What could be said of a text was said before it became a list."""


def every_language(words: object) -> list[str]:
    """The site's words in each language in which it said them."""
    data = words.data if isinstance(words, LazyI18nString) else words
    return [text for text in (data.values() if isinstance(data, dict) else [data]) if text]


class ListedField(NamesField):
    """The entries are rows, each with a code and a name in several languages."""

    rows: models.QuerySet

    def keys(self) -> Mapping[str, object]:
        return self._names(self.rows)

    def _names(self, rows: models.QuerySet) -> dict[str, object]:
        found: dict[str, object] = {}
        for pk, code, words in rows.values_list("pk", "code", self.called):
            for name in every_language(words):
                found.setdefault(fold(name), pk)
                found.setdefault(fold(f"{code} {name}"), pk)
            found[fold(code)] = pk
        return found

    def entries(self, keys: Sequence[object]) -> list:
        rows = self.rows.in_bulk(keys)
        return [rows[key] for key in keys]


class SubjectsField(ListedField):
    several, called, rows = "subjects", "label", Subject.objects.order_by("-scheme", "pk")

    def written(self, entry: Subject) -> str:
        return f"{entry.code} {entry.label}" if entry.scheme == Scheme.ROME else str(entry.label)

    def keys(self) -> Mapping[str, object]:
        return self._names(self.rows.filter(active=True))

    def otherwise(self, piece: str) -> object | None:
        """By another name of a subject; else a subject no longer offered, that a document kept."""
        names = {piece, piece.lower(), capfirst(piece)}
        others = Synonym.objects.filter(label__in=names, subject__active=True).order_by("pk")
        found = others.values_list("subject", flat=True).first()
        return found or self._names(self.rows.filter(active=False)).get(fold(piece))


class HeadingsField(ListedField):
    several, called, rows = "headings", "name", Heading.objects.order_by("-active", "order", "code", "pk")

    def written(self, entry: Heading) -> str:
        return f"{entry.code} {entry.name}"


class LanguagesField(NamesField):
    several = "languages"
    kept: Sequence[str] = ()  # codes that a file brought and no list names: they stay

    def written(self, entry: str) -> str:
        return language_name(entry)

    def keys(self) -> Mapping[str, object]:
        return {fold(name): code for code in LANGUAGES for name in language_names(code)}

    def otherwise(self, piece: str) -> object | None:
        return piece if piece in self.kept else None

    def entries(self, keys: Sequence[object]) -> list:
        return list(keys)
