"""The themed desks, who serves them, and who sits there now."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from citedesmetiers.centre.models import Partner, Purpose
from citedesmetiers.kit.hues import Hue


class DeskQuerySet(models.QuerySet):
    def offered(self) -> "DeskQuerySet":
        return self.filter(active=True).order_by("order", "pk")


class Desk(models.Model):
    """A themed counselling post. Its letter and its colour say where; it answers some purposes."""

    class Arrow(models.TextChoices):
        LEFT = "left", _("to the left")
        AHEAD = "ahead", _("straight ahead")
        RIGHT = "right", _("to the right")

    slug = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("Stands in addresses and figures."))
    letter = models.CharField(
        _("letter"), max_length=1, unique=True, validators=[RegexValidator("^[A-Z]$", _("One letter from A to Z."))]
    )
    name = I18nCharField(_("name"))
    hue = models.CharField(_("colour"), max_length=8, choices=Hue, default=Hue.BLUE)
    purposes = models.ManyToManyField(Purpose, related_name="desks", blank=True, verbose_name=_("purposes answered"))
    arrow = models.CharField(_("direction"), max_length=5, choices=Arrow, default=Arrow.AHEAD)
    way = I18nCharField(_("how to find it"), blank=True)
    posts = models.PositiveSmallIntegerField(
        _("posts"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    typical_minutes = models.PositiveSmallIntegerField(
        _("usual length of an interview (minutes)"), default=20,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def channel(self) -> str:
        """The live channel on which this desk's line and calls are announced."""
        return f"desk-{self.pk}"


class Helper(models.Model):
    """Which desk a counsellor serves, or may also help when its line grows long."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="helps")
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="helpers")
    serves = models.BooleanField(_("serves"), default=True, help_text=_("Otherwise: may also help."))

    class Meta:
        ordering = ["-serves", "desk__order"]
        constraints = [models.UniqueConstraint("user", "desk", name="a_counsellor_helps_a_desk_once")]

    def __str__(self) -> str:
        return f"{self.user} → {self.desk}"


class DutyQuerySet(models.QuerySet):
    def open(self) -> "DutyQuerySet":
        return self.filter(ended_at__isnull=True)

    def receiving(self) -> "DutyQuerySet":
        return self.open().filter(paused_at__isnull=True)


class Duty(models.Model):
    """A counsellor sits at a desk now, or is on a pause from it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="duties")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="duties")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="duties")
    started_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint("user", condition=Q(ended_at__isnull=True), name="a_counsellor_sits_at_one_desk"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="a_duty_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index("desk", condition=Q(ended_at__isnull=True), name="who_sits_there_now")]

    def __str__(self) -> str:
        return f"{self.user} @ {self.desk}"
