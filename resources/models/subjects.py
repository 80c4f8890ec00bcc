"""What documents are about: occupations of ROME, and the site's own subjects; and where they stand."""

from functools import reduce
from operator import or_

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from citedesmetiers.kit.hues import Hue

from .codes import Scheme


class SubjectQuerySet(models.QuerySet):
    def offered(self) -> "SubjectQuerySet":
        return self.filter(active=True).order_by("scheme", "code", "pk")

    def bearing(self, *terms: str) -> "SubjectQuerySet":
        """Those of which one name has a stem that begins like one of these."""
        begins = (Q(terms__startswith=term) | Q(terms__contains=f" {term}") for term in terms)
        return self.filter(reduce(or_, begins))

    def of(self, scheme: Scheme) -> "SubjectQuerySet":
        return self.filter(scheme=scheme)


class Subject(models.Model):
    """One entry of a controlled list. An occupation of ROME bears its code; a free subject, a word of the site's."""

    scheme = models.CharField(_("list"), max_length=4, choices=Scheme, default=Scheme.FREE)
    code = models.CharField(
        _("code"), max_length=40, help_text=_("Stands in exchanged files; never changes."),
        validators=[RegexValidator(r"^[A-Za-z0-9-]+\Z", _("Letters, digits and hyphens only."))],
    )
    label = I18nCharField(_("label"))
    terms = models.TextField(blank=True, editable=False)  # the stems of all its names, for the index
    version = models.CharField(_("version of the list"), max_length=20, blank=True, editable=False)
    active = models.BooleanField(_("in use"), default=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "code", "pk"]
        constraints = [models.UniqueConstraint("scheme", "code", name="a_subject_is_listed_once")]

    def __str__(self) -> str:
        return str(self.label)


class Synonym(models.Model):
    """Another name of a subject: of an occupation, one of its job titles in ROME. Searched, not shown."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="synonyms", verbose_name=_("subject"))
    label = models.CharField(_("label"), max_length=200)
    code = models.CharField(_("code"), max_length=12, blank=True)  # the title's own (OGR)

    class Meta:
        ordering = ["label", "pk"]
        constraints = [models.UniqueConstraint("subject", "label", name="a_synonym_is_said_once")]

    def __str__(self) -> str:
        return self.label


class HeadingQuerySet(models.QuerySet):
    def offered(self) -> "HeadingQuerySet":
        return self.filter(active=True).order_by("order", "code", "pk")


class Heading(models.Model):
    """One place of the site's classification plan: a tree, with a colour and a shelf in the room."""

    code = models.CharField(
        _("code"), max_length=20, unique=True, help_text=_("As it stands on the shelf: A, A2, 34.1."),
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9 ./-]*\Z", _("Letters, digits, spaces, . / and - only."))],
    )
    name = I18nCharField(_("name"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("within")
    )
    hue = models.CharField(
        _("colour"), max_length=8, choices=Hue, blank=True, help_text=_("Else that of what it is in.")
    )
    where = I18nCharField(_("where in the room"), blank=True, help_text=_("Green shelf, by the window."))
    column = models.PositiveSmallIntegerField(_("column on the sketch"), null=True, blank=True)
    row = models.PositiveSmallIntegerField(_("row on the sketch"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    objects = HeadingQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                                   name="a_heading_is_not_within_itself"),
            models.CheckConstraint(condition=Q(column__isnull=True, row__isnull=True)
                                   | Q(column__range=(1, 24), row__range=(1, 24)), name="a_sketch_has_24_by_24_fields"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
