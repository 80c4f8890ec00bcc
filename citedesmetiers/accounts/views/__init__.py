"""The pages of the accounts: the door, one's own account, the people as a manager sees them."""

from .door import account, change_password, enter, invitation, sign_in, sign_out, welcome
from .people import disable, invite, new_link, people, person

__all__ = ["account", "change_password", "disable", "enter", "invitation", "invite", "new_link", "people", "person",
           "sign_in", "sign_out", "welcome"]
