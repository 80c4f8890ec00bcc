"""The accounts of those who work here: invited, changed, reset, disabled."""

import uuid
from datetime import timedelta
from http import HTTPStatus

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import fingerprint, new_token

from ..models import DoorEvent, Invitation, User
from .events import note

LINK_FOR = timedelta(days=7)
PUBLISHED = "publishedWithTheDemo22"  # the salt of a password that everybody may read on the demo's screen


def invite(*, by: User, **said: object) -> tuple[User, uuid.UUID]:
    """Add a person, without a password. The person, and the token of the link by which she sets one."""
    with transaction.atomic():
        person = User(**said)
        person.set_unusable_password()
        person.save()
        note(DoorEvent.Kind.INVITED, person, by=by)
        return person, make_link(person)


def change_person(person: User, *, by: User, **said: object) -> User:
    """Write these fields of a person. There is always somebody who manages, and nobody takes it from herself."""
    with transaction.atomic():
        if said.get("manages") is False:
            _keep_a_manager(person, by)
        rights = {role for role in User.ROLES if role in said and said[role] != getattr(person, role)}
        for name, value in said.items():
            setattr(person, name, value)
        if said:
            person.save(update_fields=list(said))
        if rights:
            note(DoorEvent.Kind.RIGHTS_CHANGED, person, by=by)
    return person


def disable(person: User, *, by: User) -> User:
    """She may no longer sign in: her password and every session of hers end now. Her past work stays counted."""
    with transaction.atomic():
        _keep_a_manager(person, by)
        _end_sessions(person)
        person.is_active = False
        person.save(update_fields=["is_active", "password", "pin"])
        Invitation.objects.filter(user=person).delete()
        note(DoorEvent.Kind.DISABLED, person, by=by)
    return person


def new_link(person: User, *, by: User) -> uuid.UUID:
    """Forgotten or known to others: the password and the sessions end now, and a new link sets another one.

    A disabled person may sign in again. The token of the link, told once.
    """
    if person.pk == by.pk:
        raise HouseRule(_("Change your own password on your account’s page."))
    with transaction.atomic():
        _end_sessions(person)
        person.is_active = True
        person.save(update_fields=["is_active", "password", "pin"])
        note(DoorEvent.Kind.LINK_MADE, person, by=by)
        return make_link(person)


def make_link(person: User) -> uuid.UUID:
    """A one-time token for this person, in place of any other. Only its print is kept."""
    with transaction.atomic():
        Invitation.objects.filter(user=person).delete()
        token = new_token()
        Invitation.objects.create(user=person, print=print_of(token), expires_at=timezone.now() + LINK_FOR)
    return token


def print_of(token: uuid.UUID) -> uuid.UUID:
    """The one-way print by which a link is known again."""
    return fingerprint("invitation", str(token))


def invitation_of(token: uuid.UUID) -> Invitation | None:
    """The open invitation of this token: not used, not expired, of somebody who was not disabled."""
    open_now = Invitation.objects.open_at(timezone.now()).select_related("user")
    return open_now.filter(print=print_of(token)).first()


def accept(token: uuid.UUID, password: str) -> User:
    """Set the invited person's password. The link is spent with it: used twice, it is refused."""
    with transaction.atomic():
        invitation = invitation_of(token)
        if invitation is None or not _spend(invitation):
            raise HouseRule(_("This link was used, or its seven days are over. A manager can make a new one."),
                            status=HTTPStatus.GONE)
        return set_password(invitation.user, password)


def _spend(invitation: Invitation) -> bool:
    """Of two who use the link at once, one does."""
    return bool(Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).update(used_at=timezone.now()))


def set_first_password(person: User, password: str) -> User:
    """Begin an account with a password: the first manager's, whom nobody could invite."""
    person.password = make_password(password)
    person.save()
    return person


def set_password(person: User, password: str) -> User:
    """A new password. Her other sessions end with the old one."""
    person.password = make_password(password)
    with transaction.atomic():
        person.save(update_fields=["password"])
        note(DoorEvent.Kind.PASSWORD_SET, person)
    return person


def publish_password(person: User, encoded: str) -> None:
    """Give a demo account the password that everybody may read; sessions stay if it had it already."""
    User.objects.filter(pk=person.pk).exclude(password=encoded).update(password=encoded)


def prefer(person: User, *, name: str, language: str) -> User:
    """What a person says about herself: the name shown, and the language of her pages."""
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    return person


def open_doors() -> list[User]:
    """The accounts of a demo that one may enter without typing: those whose password is published anyway."""
    return list(User.objects.filter(is_active=True, password__contains=f"${PUBLISHED}$").order_by("pk"))


def _end_sessions(person: User) -> None:
    """Every session carries a print of the password: without this password there is none. The PIN goes with it."""
    person.set_unusable_password()
    person.pin = ""


def _keep_a_manager(person: User, by: User) -> None:
    """Nobody takes her own right, and whoever takes another's still has hers: so there is always a manager left.

    Managers are locked first: of two who remove each other at once, the second is no longer one.
    """
    managers = set(User.objects.select_for_update().filter(manages=True, is_active=True).order_by("pk")
                   .values_list("pk", flat=True))
    if person.pk == by.pk:
        raise HouseRule(_("Another manager has to do this: you cannot take your own place."))
    if by.pk not in managers:
        raise HouseRule(_("You are no longer a manager."), status=HTTPStatus.FORBIDDEN)
