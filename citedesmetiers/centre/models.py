"""The site itself: everything that its manager words, dates and switches."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from citedesmetiers.kit.tokens import new_token


def visitors_languages() -> list[str]:
    """Every language that a visitor's page can speak."""
    return [code for code, _name in settings.PUBLIC_LANGUAGES]


class Site(models.Model):
    """The one centre this house serves. Its row is number 1; there is no other."""

    class Label(models.TextChoices):
        HELD = "held", _("label held")
        ASKED = "asked", _("label applied for")
        NONE = "none", _("no label")

    name = I18nCharField(_("name"), help_text=_("The first square of the sign."))
    territory = I18nCharField(_("territory"), help_text=_("The second square of the sign."))
    label = models.CharField(_("state of the label"), max_length=8, choices=Label, default=Label.HELD)
    language = models.CharField(
        _("first language"), max_length=10, default="fr", help_text=_("The language of the tickets’ words.")
    )
    languages = models.JSONField(_("languages of the visitors’ pages"), default=visitors_languages)
    ticket_words = I18nTextField(
        _("ticket words"), blank=True, help_text=_("One noun a line, called aloud: short, and not like another.")
    )
    screen_on = models.BooleanField(_("wall screen"), default=False)
    screen_sound = models.BooleanField(_("sound on the wall screen"), default=False)
    offer_after = models.PositiveSmallIntegerField(
        _("offer another desk’s visitor after (minutes)"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days that tickets are kept"), default=7, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    lock_after = models.PositiveSmallIntegerField(
        _("lock an untouched screen after (minutes)"), default=10, validators=[MaxValueValidator(120)]
    )
    second_factor = models.BooleanField(_("managers sign in with a second factor"), default=False)
    priority_minutes = models.PositiveSmallIntegerField(
        _("head start of a priority (minutes)"),
        default=15,
        validators=[MaxValueValidator(60)],
    )
    demo = models.BooleanField(default=False, editable=False)
    edition = models.UUIDField(default=new_token, editable=False)  # drawn anew with each change of a setting

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_site"),
            models.CheckConstraint(condition=Q(retention_days__range=(1, 31)), name="tickets_are_kept_1_to_31_days"),
            models.CheckConstraint(condition=Q(offer_after__range=(1, 120)), name="an_offer_waits_1_to_120_minutes"),
            models.CheckConstraint(condition=Q(lock_after__range=(0, 120)), name="a_screen_locks_within_120_minutes"),
            models.CheckConstraint(condition=Q(priority_minutes__lte=60), name="a_priority_is_60_minutes_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.territory}"


class Hours(models.Model):
    """One interval of a week's ordinary opening; a day may have several, or none."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="hours_close_after_they_open"),
            models.UniqueConstraint("weekday", "opens", name="a_weekday_opens_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class SpecialHoursQuerySet(models.QuerySet):
    def on(self, day: date) -> "SpecialHoursQuerySet":
        return self.filter(day=day)


class SpecialHours(models.Model):
    """What one date is instead of its weekday: an interval of opening, or (without times) a closed day."""

    day = models.DateField(_("date"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reason = I18nCharField(_("reason shown to the public"), blank=True)
    demo = models.BooleanField(default=False, editable=False)

    objects = SpecialHoursQuerySet.as_manager()

    class Meta:
        ordering = ["day", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(closes__gt=F("opens")),
                name="special_hours_close_after_they_open",
            ),
            models.UniqueConstraint("day", "opens", name="a_date_opens_once_at_a_time"),
            models.UniqueConstraint("day", condition=Q(opens__isnull=True), name="a_date_is_closed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.opens:%H:%M}–{self.closes:%H:%M}" if self.opens else f"{self.day} –"


class PurposeQuerySet(models.QuerySet):
    def offered(self) -> "PurposeQuerySet":
        return self.filter(active=True).order_by("order", "pk")


class Purpose(models.Model):
    """A family of visitors' concerns, in the site's own words. A row of the reception's grid."""

    class Family(models.TextChoices):
        JOB = "job", _("find a job")
        PROFESSIONS = "professions", _("learn about professions")
        TRAINING = "training", _("find a training course")
        CHANGE = "change", _("change one’s job")
        CREATE = "create", _("create a business")
        OTHER = "other", _("other")

    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("Stands in the figures; never changes."))
    family = models.CharField(_("family of the network"), max_length=12, choices=Family)
    name = I18nCharField(_("name"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    objects = PurposeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class Partner(models.Model):
    """An organisation that lends its counsellors in turns."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    does = I18nCharField(_("what it does here"), blank=True)
    active = models.BooleanField(_("takes turns"), default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where a visit is counted: a dimension of every tally from the first day."""

    class Kind(models.TextChoices):
        MAIN = "main", _("main room")
        ASSOCIATED = "associated", _("associated centre")
        OFF_SITE = "off_site", _("off-site")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = I18nCharField(_("name"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.MAIN)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("kind", condition=Q(kind="main"), name="there_is_one_main_room"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Room(models.Model):
    """A room of a place, with the seats it holds."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="rooms", verbose_name=_("place"))
    name = I18nCharField(_("name"))
    capacity = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1), MaxValueValidator(2000)])
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.name)
