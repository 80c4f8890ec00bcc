"""What this house knows by name: its purposes, headings, subjects; its coded lists in both languages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils import translation
from i18nfield.strings import LazyI18nString

from citedesmetiers.centre.models import Purpose

from ..language import fold
from ..models import Heading, Scheme, Signed, Subject, Support
from ..tongues import LANGUAGES, language_names

SPOKEN = ("fr", "en")
SHEET_NAME = 31  # signs that a workbook allows
NOT_IN_A_SHEETS_NAME = set("[]:*?/\\")
WITHOUT = {"fr": "Sans besoin", "en": "Without a purpose"}  # the sheet of the notices that have none


def _names(words: object) -> list[str]:
    """Site's words in each language."""
    if isinstance(words, LazyI18nString):
        return [text for text in (words.data.values() if isinstance(words.data, dict) else [words.data]) if text]
    return [str(words)]


def bare(text: str) -> str:
    """A name as it is looked up: letters and digits, no case, no accent, one space between words."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())


@dataclass
class Known:
    """Looked up once for a file: four queries."""

    purposes: dict[str, Purpose] = field(default_factory=dict)  # by code, in the site's order
    headings: dict[str, Heading] = field(default_factory=dict)  # by code
    subjects: dict[str, Subject] = field(default_factory=dict)  # by token
    _purpose: dict[str, str] = field(default_factory=dict)  # whatever names it: its code
    _heading: dict[str, str] = field(default_factory=dict)
    _subject: dict[str, str] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict)  # a subject's key: how a file names it

    @classmethod
    def now(cls) -> "Known":
        """What stands in the tables at this moment."""
        known = cls()
        for purpose in Purpose.objects.order_by("order", "pk"):
            known.purposes[purpose.code] = purpose
        for purpose in known.purposes.values():
            for name in (purpose.code, *_names(purpose.name), sheet_name(purpose)):
                known._purpose.setdefault(bare(name), purpose.code)
        for heading in Heading.objects.order_by("order", "code", "pk"):
            known.headings[heading.code] = heading
            known._heading.setdefault(fold(heading.code), heading.code)
        known._take_subjects(list(Subject.objects.order_by("-scheme", "code", "pk")))  # occupations first
        return known

    def _take_subjects(self, subjects: Iterable[Subject]) -> None:
        taken: set[str] = set()
        for subject in subjects:
            token = subject.code if fold(subject.code) not in taken else f"{subject.scheme}:{subject.code}"
            taken.add(fold(subject.code))
            self.subjects[token] = subject
            self.tokens[subject.pk] = token
            self._subject[fold(token)] = token
            self._subject.setdefault(f"{subject.scheme}:{fold(subject.code)}", token)
        for token, subject in self.subjects.items():
            for name in _names(subject.label):
                self._subject.setdefault(bare(name), token)

    def purpose(self, name: str) -> str | None:
        """The code of the purpose with this code or name."""
        return self._purpose.get(bare(name)) if name else None

    def heading(self, code: str) -> str | None:
        """The code of the heading, as it stands in the plan."""
        return code if code in self.headings else self._heading.get(fold(code))

    def subject(self, name: str) -> str | None:
        """The token of the subject with this code or label; also of “J1506 Soins infirmiers”."""
        found = self._subject.get(fold(name)) or self._subject.get(bare(name))
        code = name.split(" ", 1)[0]
        return found or (self._subject.get(fold(code)) if len(code) == 5 and code != name else None)

    def rows(self, name: str, codes: Iterable[str]) -> list[models.Model]:
        """The rows of these codes of a set, those that still exist."""
        table: Mapping[str, models.Model] = getattr(self, name)
        return [table[code] for code in codes if code in table]

    @property
    def lists(self) -> "Lists":
        return LISTS_KNOWN


class Lists:
    """The supports, signatures and languages by their words in French and English, and by their codes."""

    def __init__(self) -> None:
        self._of: dict[type[models.TextChoices], dict[str, str]] = {}
        self._languages: dict[str, str] = {}

    def code(self, kind: type[models.TextChoices], name: str) -> str | None:
        """The code with this name, in the singular or the plural."""
        if kind not in self._of:
            self._of[kind] = self._names_of(kind)
        said = bare(name)
        return self._of[kind].get(said) or self._of[kind].get(_singular(said))

    def language(self, name: str) -> str | None:
        """The code of the language with this code or name."""
        if not self._languages:
            for tongue in SPOKEN:
                with translation.override(tongue):
                    names = {fold(name): code for code in LANGUAGES for name in language_names(code)}
                self._languages |= names
        code = name.lower()
        return self._languages.get(fold(name)) or (code if re.fullmatch(r"[a-z]{2,3}", code) else None)

    def _names_of(self, kind: type[models.TextChoices]) -> dict[str, str]:
        found = {bare(code): code for code in kind.values}
        for language in SPOKEN:
            with translation.override(language):
                for code, label in kind.choices:
                    found.setdefault(bare(str(label)), code)
                    found.setdefault(_singular(bare(str(label))), code)
        for name, code in OTHER_NAMES.get(kind, {}).items():
            found.setdefault(bare(name), code)
        return found


def _singular(text: str) -> str:
    return " ".join(word.rstrip("sx") if len(word) > 3 else word for word in text.split())


OTHER_NAMES: dict[type[models.TextChoices], dict[str, str]] = {
    Support: {"livre": "book", "ouvrage": "book", "brochure": "booklet", "livret": "booklet", "dépliant": "leaflet",
              "périodique": "periodical", "revue": "periodical", "magazine": "periodical",
              "dossier de presse": "press_file", "classeur": "binder", "logiciel": "software",
              "base de données": "database", "site web": "website", "site internet": "website", "site": "website",
              "fichier": "file", "fichier électronique": "file", "pdf": "file", "vidéo": "video", "film": "video",
              "dvd": "video", "podcast": "podcast", "exposition": "exhibition", "jeu": "game",
              "fiche pratique": "practice", "fiche": "practice", "autre": "other", "autre document": "other"},
    Signed: {"documentaliste": "officer", "le documentaliste": "officer", "la documentaliste": "officer",
             "conseiller": "counsellor", "conseillère": "counsellor", "partenaire": "partner", "équipe": "team",
             "officer": "officer", "counsellor": "counsellor", "team": "team", "partner": "partner"},
}  # fmt: skip
LISTS_KNOWN = Lists()


def sheet_name(purpose: Purpose) -> str:
    """How the sheet of a purpose is called: by its name in French if a workbook allows it, else by its code."""
    with translation.override("fr"):
        name = str(purpose.name).strip()
    allowed = name and len(name) <= SHEET_NAME and not NOT_IN_A_SHEETS_NAME & set(name) and name.strip("'") == name
    return name if allowed and bare(name) else purpose.code


def of_no_purpose(name: str) -> bool:
    """Whether this is the sheet of the notices that have no purpose."""
    return bare(name) in {bare(each) for each in WITHOUT.values()}


__all__ = ["Known", "Scheme", "of_no_purpose", "sheet_name"]
