"""A manager's second factor: six digits of her telephone, and ten recovery codes on paper. Kept by django-otp."""

import re
from base64 import b32encode

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import fingerprint

from ..models import DoorEvent, User
from .door import try_to_sign_in
from .events import note

CODES = 10


def has_factor(person: User) -> bool:
    """Whether she is asked for a code after her password."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


def begin_factor(person: User) -> TOTPDevice:
    """A new secret for her telephone, of no effect until she shows a code of it. Whatever she began before is over."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        if has_factor(person):
            raise HouseRule(_("Your second factor is set up already."))
        TOTPDevice.objects.filter(user=person, confirmed=False).delete()
        return TOTPDevice.objects.create(user=person, name="telephone", confirmed=False)


def begun_factor(person: User) -> TOTPDevice | None:
    """The secret that waits for its first code."""
    return TOTPDevice.objects.filter(user=person, confirmed=False).order_by("pk").first()


def secret_in_words(begun: TOTPDevice) -> str:
    """The secret as it is typed into a telephone that cannot photograph: groups of four signs."""
    plain = b32encode(begun.bin_key).decode()
    return " ".join(plain[place:place + 4] for place in range(0, len(plain), 4))


def confirm_factor(person: User, code: str) -> list[str]:
    """The code shows that her telephone knows the secret: asked at each sign-in from now on.

    Her ten recovery codes, told once; none if the code was wrong.
    """
    begun = begun_factor(person)
    if begun is None or not verify_token(person, begun.persistent_id, _plain(code)):
        return []
    with transaction.atomic():
        if not TOTPDevice.objects.filter(pk=begun.pk, confirmed=False).update(confirmed=True):
            return []
        note(DoorEvent.Kind.FACTOR_SET, person)
        return _new_codes(person)


def renew_codes(person: User) -> list[str]:
    """Ten new recovery codes; the old ones open nothing any more. Told once: only their prints are kept."""
    if not has_factor(person):
        raise HouseRule(_("Set up the second factor first."))
    with transaction.atomic():
        note(DoorEvent.Kind.CODES_RENEWED, person)
        return _new_codes(person)


def codes_left(person: User) -> int:
    """How many recovery codes she could still use."""
    return StaticToken.objects.filter(device__user=person).count()


def remove_factor(person: User, *, by: User | None) -> None:
    """A lost telephone: the password alone opens again, until she sets up another one.

    Another manager does it, or (`by` nobody) whoever has the house's own command line.
    """
    if by and person.pk == by.pk:
        raise HouseRule(_("Another manager has to do this."))
    with transaction.atomic():
        StaticDevice.objects.filter(user=person).delete()
        if TOTPDevice.objects.filter(user=person).delete()[0]:
            note(DoorEvent.Kind.FACTOR_REMOVED, person, by=by)


def verify(person: User, code: str) -> bool:
    """Whether this is the code of now, or a recovery code. Each is good once; django-otp slows down who guesses."""
    plain = _plain(code)
    if plain.isdecimal():
        device = TOTPDevice.objects.filter(user=person, confirmed=True).order_by("pk").first()
        return bool(device and verify_token(person, device.persistent_id, plain))
    device = StaticDevice.objects.filter(user=person).order_by("pk").first()
    if device is None or not verify_token(person, device.persistent_id, _print_of_code(person, plain)):
        return False
    note(DoorEvent.Kind.CODE_USED, person)
    return True


def prove(person: User, password: str, code: str) -> User | None:
    """She shows once more that it is she: the password, then the code if she has a second factor."""
    tried = try_to_sign_in(person.username, password)
    if tried.user is None or tried.user.pk != person.pk:
        return None
    return tried.user if not has_factor(person) or verify(person, code) else None


def _new_codes(person: User) -> list[str]:
    User.objects.select_for_update().get(pk=person.pk)
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="paper")
    codes = [StaticToken.random_token() for _n in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_print_of_code(person, code)) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def _print_of_code(person: User, code: str) -> str:
    return fingerprint("recovery", f"{person.pk}:{code}").hex[:16]


def _plain(code: str) -> str:
    """As it is kept: people type blanks and hyphens where they see them."""
    return re.sub(r"[\s-]", "", code).lower()
