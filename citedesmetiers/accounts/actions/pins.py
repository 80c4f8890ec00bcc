"""Six digits by which a colleague takes over a shared computer. They open nothing anywhere else.

A print does not protect six digits from whoever holds the database: so they are peppered with a key that is not in it,
printed slowly, and tried a few times only.
"""

from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from citedesmetiers.kit.tokens import fingerprint

from ..models import Device, DeviceUse, DoorEvent, PinTry, User
from .door import Tried
from .events import note

MOST_WRONG_AT_A_COMPUTER = 10
WINDOW = timedelta(minutes=15)
KEYPAD = ("147258", "258369", "147369", "159357", "357159", "159753", "753159", "789456", "456123", "142536", "102030")


def is_weak(pin: str) -> bool:
    """Whether it is among the first that somebody would guess: runs, repeats, lines of the keypad."""
    steps = {(int(after) - int(before)) % 10 for before, after in zip(pin, pin[1:], strict=False)}
    repeats = pin[:3] == pin[3:] or pin[:2] == pin[2:4] == pin[4:]
    doubled = pin[0::2] == pin[1::2]
    return len(set(pin)) < 3 or len(steps) == 1 or repeats or doubled or pin in KEYPAD or pin[::-1] in KEYPAD


def set_pin(person: User, pin: str) -> User:
    """Her PIN from now on. What she had opened by the one before is closed."""
    person.pin, person.wrong_pins = make_password(_peppered(person, pin)), 0
    with transaction.atomic():
        person.save(update_fields=["pin", "wrong_pins"])
        note(DoorEvent.Kind.PIN_SET, person)
    return person


def remove_pin(person: User) -> User:
    """No PIN any more: she signs in by her password alone."""
    with transaction.atomic():
        if User.objects.filter(pk=person.pk).exclude(pin="").update(pin="", wrong_pins=0):
            note(DoorEvent.Kind.PIN_REMOVED, person)
    person.pin, person.wrong_pins = "", 0
    return person


def try_pin(device: Device | None, person: User | None, pin: str) -> Tried:
    """Whether this is her PIN, typed at a shared computer.

    The try is taken before the PIN is looked at, and given back if it was right: sixteen at once are sixteen tries.
    Nothing is locked while the slow print is made.
    """
    if device is None or person is None:
        return Tried(None)
    taken = _take(device, person)
    if taken is None or not check_password(_peppered(person, pin), person.pin):
        return _wrong(device, person)
    with transaction.atomic():
        taken.delete()
        User.objects.filter(pk=person.pk, wrong_pins__gt=0).update(wrong_pins=0)
    return Tried(person)


def print_of_pin(person: User) -> str:
    """By which a session that a PIN opened knows that this is still her PIN."""
    return fingerprint("pin-session", person.pin).hex if person.pin else ""


def people_at(device: Device) -> tuple[list[User], list[User]]:
    """Whose names stand at a shared computer: who used it, the latest first; and everybody else who has a PIN."""
    used = dict(DeviceUse.objects.filter(device=device).values_list("user", "day"))
    people = list(_with_a_pin().select_related("partner"))
    here = [person for person in people if person.pk in used]
    here.sort(key=lambda person: used[person.pk], reverse=True)
    return here, [person for person in people if person.pk not in used]


def _with_a_pin() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(pin="").order_by("name", "pk")


def _peppered(person: User, pin: str) -> str:
    return fingerprint("pin", f"{person.pk}:{pin}").hex


def _take(device: Device, person: User) -> PinTry | None:
    """One of the person's five tries, and one of the computer's ten; None if either has none left."""
    now = timezone.now()
    with transaction.atomic():
        open_here = Device.objects.select_for_update().filter(pk=device.pk, asks_password=False).first()
        if not open_here or _tries(device) >= MOST_WRONG_AT_A_COMPUTER:
            return None
        hers = _with_a_pin().filter(pk=person.pk, wrong_pins__lt=User.MOST_WRONG_PINS)
        if not hers.update(wrong_pins=F("wrong_pins") + 1):
            return None
        return PinTry.objects.create(device=device, at=now)


def _tries(device: Device) -> int:
    return PinTry.objects.filter(device=device).since(timezone.now() - WINDOW).count()


def _wrong(device: Device, person: User) -> Tried:
    """What was taken stays taken. The fifth of a person, and the tenth at a computer, are told to managers, once."""
    with transaction.atomic():
        closes = Device.objects.select_for_update().filter(pk=device.pk, asks_password=False)
        if closes.exists() and _tries(device) >= MOST_WRONG_AT_A_COMPUTER and closes.update(asks_password=True):
            note(DoorEvent.Kind.COMPUTER_CLOSED, None, computer=device)
        person.refresh_from_db(fields=["wrong_pins"])
        told = DoorEvent.objects.filter(person=person, kind=DoorEvent.Kind.PIN_OFF, at__gt=timezone.now() - WINDOW)
        if person.pin_is_off and not told.exists():
            note(DoorEvent.Kind.PIN_OFF, person, computer=device)
    device.refresh_from_db(fields=["asks_password"])
    return Tried(None, locked=person.pin_is_off or device.asks_password)
