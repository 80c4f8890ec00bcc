"""The index of the shelves: ordinary tables, written in the notice's own transaction (resources.search)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .codes import Access, Audience, Level, Standing, Support, Territory

LONGEST = 60  # letters of a word that is indexed


class Profile(models.Model):
    """Everything by which documents are narrowed, once for all that have it in common.

    Its key is drawn from its content, so that a row never changes and counting a list by `profile` counts every
    filter at once; who sees it comes first in the key. Sets of codes stand between commas: ",fr,en,".
    """

    id = models.BigIntegerField(primary_key=True)
    standing = models.CharField(max_length=6, choices=Standing)
    support = models.CharField(max_length=10, choices=Support)
    audience = models.CharField(max_length=13, choices=Audience)
    level = models.CharField(max_length=10, choices=Level)
    territory = models.CharField(max_length=8, choices=Territory)
    purposes = models.CharField(max_length=300)
    languages = models.CharField(max_length=120)
    access = models.CharField(max_length=50, help_text=", ".join(Access.values))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.standing} {self.support} {self.purposes}"


class Term(models.Model):
    """A stem: what is left of a word when its endings are taken away. Every document bears the empty one."""

    text = models.CharField(max_length=LONGEST, unique=True)
    n = models.PositiveIntegerField(default=1)  # documents that bear it, as last counted at night

    class Meta:
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class Word(models.Model):
    """A word as it is spelt in the catalogue: what is suggested while one types, and when one errs."""

    text = models.CharField(max_length=LONGEST, unique=True)  # without accents
    shown = models.CharField(max_length=LONGEST)
    term = models.ForeignKey(Term, models.CASCADE, related_name="words")
    n = models.PositiveIntegerField(default=1)  # documents for everybody that bear its stem, as last counted at night

    class Meta:
        ordering = ["text"]

    def __str__(self) -> str:
        return self.shown


class Posting(models.Model):
    """A notice bears a stem, once. `weight` says where: a thousand for its title, less elsewhere.

    The notice's profile and year stand here too, and all of it in the key: what there is, how much of it, and what
    comes first are told from one index, in its order, without reading a notice. Written by whoever holds the notice.
    """

    pk = models.CompositePrimaryKey("term_id", "profile_id", "notice_id", "weight", "year")
    term = models.ForeignKey(Term, models.PROTECT, related_name="postings", db_index=False)
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+", db_index=False)
    notice = models.ForeignKey("resources.Notice", models.CASCADE, related_name="postings")
    weight = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()  # none: 0

    class Meta:
        ordering = ["term", "profile", "notice"]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.term_id}"


class Family(models.Model):
    """Words that this site wants found together, beyond what their endings tell. Looked up when one asks."""

    words = models.CharField(_("words"), max_length=200, unique=True, help_text=_("Separated by commas."))

    class Meta:
        verbose_name_plural = "families"
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words
