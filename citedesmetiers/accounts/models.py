"""The people who WORK here. Visitors have no account and never will."""

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

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    ROLES = ("receives", "counsels", "curates", "organises", "coordinates", "manages")

    last_login = None  # when a colleague last came is nobody’s business
    objects = BaseUserManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(coordinates=False) | Q(partner__isnull=False), name="a_coordinator_speaks_for_a_partner"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_names(self) -> list[str]:
        """The roles held, in the words of the screen."""
        held = [cast(models.Field, self._meta.get_field(role)) for role in self.ROLES if getattr(self, role)]
        return [str(field.verbose_name) for field in held]


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
