"""The pages of the accounts: the door, the quick switch, one's own account, the people and the shared computers."""

from .devices import computers, enrol, events, revoke
from .door import enter, invitation, sign_in, sign_in_code, sign_out, welcome
from .mine import account, change_password, pin, recovery_codes, remove_pin, second_factor, second_factor_confirm
from .people import disable, invite, new_link, people, person, reset_factor
from .switching import lock, panel, sure, switch, unlock

__all__ = [
    "account", "change_password", "computers", "disable", "enrol", "enter", "events", "invitation", "invite", "lock",
    "new_link", "panel", "people", "person", "pin", "recovery_codes", "remove_pin", "reset_factor", "revoke",
    "second_factor", "second_factor_confirm", "sign_in", "sign_in_code", "sign_out", "sure", "switch", "unlock",
    "welcome",
]
