"""What happens at the staff's door, and to the accounts of those who work here."""

from .clock import forget
from .devices import device_of, enrol, revoke
from .door import Tried, arrive, failed, may_try, try_to_sign_in
from .events import note, signed_out
from .factors import (
    begin_factor,
    begun_factor,
    codes_left,
    confirm_factor,
    has_factor,
    prove,
    remove_factor,
    renew_codes,
    secret_in_words,
    verify,
)
from .people import (
    PUBLISHED,
    accept,
    change_person,
    disable,
    invitation_of,
    invite,
    new_link,
    open_doors,
    prefer,
    publish_password,
    set_first_password,
    set_password,
)
from .pins import is_weak, people_at, print_of_pin, remove_pin, set_pin, try_pin

__all__ = [
    "PUBLISHED", "Tried", "accept", "arrive", "begin_factor", "begun_factor", "change_person", "codes_left",
    "confirm_factor", "device_of", "disable", "enrol", "failed", "forget", "has_factor", "invitation_of", "invite",
    "is_weak", "may_try", "new_link", "note", "open_doors", "people_at", "prefer", "print_of_pin", "prove",
    "publish_password", "remove_factor", "remove_pin", "renew_codes", "revoke", "secret_in_words", "set_first_password",
    "set_password", "set_pin", "signed_out", "try_pin", "try_to_sign_in", "verify",
]
