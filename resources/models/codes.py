"""The coded lists of the catalogue. Codes stand in the database, in addresses and in exchanged files; words do not."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Support(models.TextChoices):
    """What a document is to the hand."""

    BOOK = "book", _("book")
    BOOKLET = "booklet", _("booklet")
    LEAFLET = "leaflet", _("leaflet")
    PERIODICAL = "periodical", _("periodical")
    PRESS_FILE = "press_file", _("press file")
    BINDER = "binder", _("binder")
    SOFTWARE = "software", _("software")
    DATABASE = "database", _("database")
    WEBSITE = "website", _("website")
    FILE = "file", _("electronic file")
    VIDEO = "video", _("video")
    PODCAST = "podcast", _("podcast")
    EXHIBITION = "exhibition", _("exhibition")
    GAME = "game", _("game")
    PRACTICE = "practice", _("practice sheet")
    OTHER = "other", _("other document")


class State(models.TextChoices):
    """Where a document is in its life."""

    DRAFT = "draft", _("draft")
    SHELF = "shelf", _("on the shelf")
    REVIEW = "review", _("to review")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REPLACED = "replaced", _("replaced")


STANDING = (State.SHELF, State.REVIEW)  # the states in which a document can be taken from its shelf


class Audience(models.TextChoices):
    """For whom a document is written: always of the document, never of who reads it."""

    ALL = "all", _("everybody")
    PUPILS = "pupils", _("pupils")
    STUDENTS = "students", _("students")
    SEEKERS = "seekers", _("job seekers")
    EMPLOYEES = "employees", _("employees")
    FOUNDERS = "founders", _("founders of businesses")
    PARENTS = "parents", _("parents")
    PROFESSIONALS = "professionals", _("professionals of guidance")


class Level(models.TextChoices):
    """The level of studies that a document speaks of."""

    ANY = "any", pgettext_lazy("level", "any level")
    NONE = "none", _("without a diploma")
    LOWER = "lower", _("lower secondary")
    VOCATIONAL = "vocational", _("vocational certificate")
    UPPER = "upper", _("upper secondary")
    HIGHER = "higher", _("higher education")


class Territory(models.TextChoices):
    """The country or the neighbourhood that a document speaks of."""

    NONE = "none", _("no territory")
    LOCAL = "local", _("local")
    NATIONAL = "national", _("national")


class NumberKind(models.TextChoices):
    """What kind of number identifies the publication."""

    NONE = "", "–"
    ISBN = "isbn", "ISBN"
    ISSN = "issn", "ISSN"
    EAN = "ean", "EAN"


class Signed(models.TextChoices):
    """By which role an opinion is signed. Never by a name."""

    OFFICER = "officer", _("the information officer")
    COUNSELLOR = "counsellor", _("a counsellor")
    PARTNER = "partner", _("a partner")
    TEAM = "team", _("the team")


class Access(models.TextChoices):
    """For whom a document is easier. Each is a column of the notice of the same name."""

    EASY = "easy_read", _("easy to read")
    LARGE = "large_print", _("large print")
    SUBTITLED = "subtitled", _("subtitled")
    SIGNED = "signed", _("in sign language")


class Scheme(models.TextChoices):
    """Where a subject comes from."""

    ROME = "rome", _("occupation (ROME)")
    FREE = "free", _("subject")


class Use(models.TextChoices):
    """What one may do with a copy."""

    HERE = "here", _("to be read here")
    LENT = "lent", _("may be taken home")
    GIVEN = "given", _("free, to take away")


class CopyState(models.TextChoices):
    """Where a copy is. Nobody's name stands beside it."""

    HERE = "here", _("available")
    OUT = "out", _("taken home")
    REPAIR = "repair", _("being repaired")
    MISSING = "missing", _("missing")
    ORDERED = "ordered", _("on order")


class Standing(models.TextChoices):
    """Who sees a notice, as its profile knows it."""

    PUBLIC = "public", _("for everybody")
    TEAM = "team", _("for the team")
    DRAFT = "draft", _("not yet on the shelf")
    GONE = "gone", _("no longer on the shelf")
