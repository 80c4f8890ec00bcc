"""Who comes in by a password, and what is remembered of those who tried."""

from dataclasses import dataclass
from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from ..models import Device, DeviceUse, DoorEvent, PinTry, User
from .events import note

CLOSED_FOR = timedelta(minutes=15)  # as AXES_COOLOFF_TIME


@dataclass(frozen=True)
class Tried:
    """Who signed in, or nobody; `locked` when this name was tried too often to be looked at now."""

    user: User | None
    locked: bool = False


def try_to_sign_in(username: str, password: str) -> Tried:
    """Whether this name and password go together. django-axes counts the failures of a name, and sees only the name."""
    bare = _nobodys_request()
    user = authenticate(bare, username=username, password=password)
    locked = bool(getattr(bare, "axes_locked_out", False))
    if user is None:
        _note_refused(username, locked=locked)
    return Tried(user, locked=locked)


def may_try(name: str) -> bool:
    """Whether something else that is guessed under this name (the first-run code) may be tried now."""
    return bool(AxesProxyHandler.is_allowed(_nobodys_request(), {"username": name}))


def failed(name: str) -> None:
    """Something was guessed wrongly under this name."""
    AxesProxyHandler.user_login_failed(sender=failed, credentials={"username": name}, request=_nobodys_request())


def arrive(person: User, *, device: Device | None = None, by_pin: bool = False, again: bool = False) -> User:
    """She is let in. A password gives her PIN back, and opens a shared computer that had closed itself.

    `again`: she only unlocks her own screen, which is told to nobody: how long one was away is no manager's business.
    """
    with transaction.atomic():
        if device:
            _stand_at(device, person)
            if not by_pin:
                PinTry.objects.filter(device=device).delete()
                Device.objects.filter(pk=device.pk, asks_password=True).update(asks_password=False)
        if not by_pin:
            User.objects.filter(pk=person.pk, wrong_pins__gt=0).update(wrong_pins=0)
        if not again:
            kind = DoorEvent.Kind.SIGNED_IN_BY_PIN if by_pin else DoorEvent.Kind.SIGNED_IN
            note(kind, person, computer=device)
    return person


def _stand_at(device: Device, person: User) -> None:
    """Her name stands ready at this computer from now on. One row a person, with the day alone."""
    today = timezone.localdate()
    Device.objects.filter(pk=device.pk).exclude(used_on=today).update(used_on=today)
    DeviceUse.objects.bulk_create([DeviceUse(device=device, user=person, day=today)], update_conflicts=True,
                                  unique_fields=["device", "user"], update_fields=["day"])


def _note_refused(username: str, *, locked: bool) -> None:
    """A name that closed is told once a closure, not once a try; a name that nobody has is not told at all."""
    person = User.objects.filter(username=username).first()
    if person is None:
        return
    since = timezone.now() - CLOSED_FOR
    told = DoorEvent.objects.filter(person=person, kind=DoorEvent.Kind.NAME_CLOSED, at__gt=since)
    if not locked:
        note(DoorEvent.Kind.WRONG_PASSWORD, person)
    elif not told.exists():
        note(DoorEvent.Kind.NAME_CLOSED, person)


def _nobodys_request() -> HttpRequest:
    """What django-axes may keep of an attempt: no address, no browser, no form."""
    request = HttpRequest()
    request.method = "POST"
    return request
