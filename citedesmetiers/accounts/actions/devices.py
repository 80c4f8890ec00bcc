"""The computers that several colleagues share: enrolled by a manager, known by a cookie, revoked when they leave."""

import hashlib
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers.kit.rules import HouseRule

from ..models import Device, DoorEvent, User
from .events import note

LONGEST_TOKEN = 64


def enrol(name: str, *, by: User) -> tuple[Device, str]:
    """Make a computer known. The row, and the 256 random bits for its cookie, told once."""
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            device = Device.objects.create(name=name, print=print_of(token), enrolled_on=timezone.localdate())
            note(DoorEvent.Kind.ENROLLED, by, computer=device)
    except IntegrityError:
        raise HouseRule(_("Another computer has this name already.")) from None
    return device, token


def revoke(device: Device, *, by: User) -> None:
    """Its cookie opens nothing any more, and what a PIN had opened there is closed. Twice: once."""
    with transaction.atomic():
        if Device.objects.filter(pk=device.pk).delete()[0]:
            note(DoorEvent.Kind.REVOKED, by, computer=device)


def device_of(token: str) -> Device | None:
    """The shared computer whose cookie this is."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    return Device.objects.filter(print=print_of(token)).first()


def print_of(token: str) -> str:
    """What is kept of a cookie: 256 random bits need no key and no slowness."""
    return hashlib.sha256(token.encode()).hexdigest()
