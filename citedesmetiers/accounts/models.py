"""The people who WORK here. Visitors have no account and never will."""

from datetime import datetime
from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.models import Partner


class User(AbstractBaseUser):
    """A member of the staff. A person may hold several roles; each is a verb: what she does here."""

    username = models.CharField(_("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField(_("name shown"), max_length=80)
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, verbose_name=_("lent by"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    receives = models.BooleanField(_("reception agent"), default=False)
    counsels = models.BooleanField(_("counsellor"), default=False)
    curates = models.BooleanField(_("information officer"), default=False)
    organises = models.BooleanField(_("event organiser"), default=False)
    coordinates = models.BooleanField(_("partner coordinator"), default=False)
    manages = models.BooleanField(_("manager"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    pin = models.CharField(max_length=128, blank=True, editable=False)  # a slow print of a peppered one
    wrong_pins = models.PositiveSmallIntegerField(default=0, editable=False)

    MOST_WRONG_PINS = 5
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    ROLES = ("receives", "counsels", "curates", "organises", "coordinates", "manages")

    last_login = None  # when a colleague last came is nobody’s business; DoorEvent knows it for a week
    objects = BaseUserManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(coordinates=False) | Q(partner__isnull=False), name="a_coordinator_speaks_for_a_partner"
            ),
            models.CheckConstraint(condition=Q(wrong_pins__range=(0, 5)), name="a_pin_is_tried_wrongly_5_times"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_names(self) -> list[str]:
        """The roles held, in the words of the screen."""
        held = [cast(models.Field, self._meta.get_field(role)) for role in self.ROLES if getattr(self, role)]
        return [str(field.verbose_name) for field in held]

    @property
    def pin_is_off(self) -> bool:
        """Tried wrongly too often: only a password opens, and gives the PIN back."""
        return self.wrong_pins >= self.MOST_WRONG_PINS


class InvitationQuerySet(models.QuerySet):
    def open_at(self, now: object) -> "InvitationQuerySet":
        return self.filter(used_at__isnull=True, expires_at__gt=now, user__is_active=True)


class Invitation(models.Model):
    """A one-time link by which a person sets her password. Of the link only a one-way print is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    print = models.UUIDField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} → {self.expires_at:%Y-%m-%d}"


class Device(models.Model):
    """A computer that several colleagues share, known by its cookie. Of the cookie only a one-way print is kept."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    print = models.CharField(max_length=64, unique=True, editable=False)  # SHA-256 of 256 random bits
    enrolled_on = models.DateField(_("enrolled on"))
    used_on = models.DateField(_("last used on"), null=True)  # a day: nobody needs the hour
    asks_password = models.BooleanField(default=False)  # too many wrong PINs; a password opens it again

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DeviceUse(models.Model):
    """On which day a colleague last signed in at a shared computer, so that her name stands ready there."""

    device = models.ForeignKey(Device, models.CASCADE, related_name="uses")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("device", "user", name="a_colleague_stands_once_on_a_computer")]

    def __str__(self) -> str:
        return f"{self.user} · {self.device} · {self.day}"


class PinTryQuerySet(models.QuerySet):
    def since(self, at: datetime) -> "PinTryQuerySet":
        return self.filter(at__gt=at)


class PinTry(models.Model):
    """A PIN typed at a shared computer, wrong until it proves right. Neither the PIN nor the person is kept."""

    device = models.ForeignKey(Device, models.CASCADE, related_name="tries")
    at = models.DateTimeField()

    objects = PinTryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("device", "at", name="tries_at_a_computer")]

    def __str__(self) -> str:
        return f"{self.device} · {self.at:%H:%M}"


class DoorEvent(models.Model):
    """What happened at the staff's door: who, what, when; never from which address. Kept for a week."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in with the password")
        SIGNED_IN_BY_PIN = "by_pin", _("signed in with the PIN")
        SIGNED_OUT = "signed_out", _("signed out")
        WRONG_PASSWORD = "wrong_password", _("wrong password")
        NAME_CLOSED = "name_closed", _("user name closed for a quarter of an hour: wrong passwords")
        INVITED = "invited", _("invited")
        PASSWORD_SET = "password_set", _("password set")
        LINK_MADE = "link_made", _("new link: the password ended")
        RIGHTS_CHANGED = "rights_changed", _("roles changed")
        DISABLED = "disabled", _("disabled")
        PIN_SET = "pin_set", _("PIN set")
        PIN_REMOVED = "pin_removed", _("PIN removed")
        PIN_OFF = "pin_off", _("PIN off: wrong 5 times")
        ENROLLED = "enrolled", _("shared computer enrolled")
        REVOKED = "revoked", _("shared computer revoked")
        COMPUTER_CLOSED = "computer_closed", _("shared computer asks for a password: too many wrong PINs")
        FACTOR_SET = "factor_set", _("second factor set up")
        FACTOR_REMOVED = "factor_removed", _("second factor removed")
        CODES_RENEWED = "codes_renewed", _("recovery codes renewed")
        CODE_USED = "code_used", _("recovery code used")

    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", verbose_name=_("who"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")  # where it was not herself
    computer = models.CharField(max_length=40, blank=True)  # its name; the row may be revoked meanwhile
    at = models.DateTimeField(_("when"), db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"
