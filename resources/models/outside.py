"""What the house points to (outside bodies, by purpose and kind), and the topics of what it could not answer."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from citedesmetiers.centre.models import Purpose


class Kind(models.TextChoices):
    """What an outside body is: the codes are those of an interview's outcome."""

    EMPLOYMENT = "employment", _("employment service")
    TRAINING = "training", _("training body")
    SCHOOL = "school", _("school or university")
    BUSINESS = "business", _("service for founders")
    SOCIAL = "social", _("social or health service")
    LAW = "law", _("legal service")
    OTHER = "other_body", _("other body")


class BodyQuerySet(models.QuerySet):
    def told(self) -> "BodyQuerySet":
        """Those that are handed to visitors, kind by kind, each with its purposes."""
        return self.filter(active=True).order_by("kind", "name", "pk").prefetch_related("purposes")

    def due(self, today: date) -> "BodyQuerySet":
        """Those in use that somebody should check again."""
        return self.filter(active=True, review_by__lte=today)


class Body(models.Model):
    """A service outside the house, as visitors are told it. Its link is shown and never fetched."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    purposes = models.ManyToManyField(Purpose, related_name="+", blank=True, verbose_name=_("purposes"))
    does = I18nCharField(_("what one goes there for"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(
        _("phone"), max_length=30, blank=True,
        validators=[RegexValidator(r"^\+?[0-9][0-9 ().\-/]{1,28}\Z", _("Digits, spaces and + only."))],
    )
    web = models.CharField(_("web address"), max_length=200, blank=True)
    hours = I18nCharField(_("opening hours, in words"), blank=True)
    languages = I18nCharField(_("languages spoken"), blank=True)
    review_by = models.DateField(_("to be checked again by"), null=True, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("name", name="a_body_is_listed_once"),
            models.CheckConstraint(
                condition=Q(web="") | Q(web__startswith="https://") | Q(web__startswith="http://"),
                name="a_web_address_is_of_the_web",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def dials(self) -> str:
        """The phone number as a phone takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


class TopicQuerySet(models.QuerySet):
    def offered(self) -> "TopicQuerySet":
        return self.filter(active=True).order_by("order", "pk")


class Topic(models.Model):
    """What a question without an answer was about, in the site's own list. Nothing else is ever said of it."""

    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("Stands in the figures; never changes."))
    name = I18nCharField(_("name"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name)
