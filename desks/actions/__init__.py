"""The verbs of the desks: who sits there, what a manager changes, what partners promise."""

from .editing import set_desks_of, write_desk
from .feeds import feed_of, make_feed, revoke_feed
from .pattern import write_slot
from .presence import arrive, dismiss, everyone_leaves, leave, pause
from .sheets import write_turns
from .swaps import accept_swap, ask_swap, end_swap
from .turns import declare_absent, give_back, give_back_all, name_counsellor, take, withdraw_absence
from .weeks import copy_week, fill, open_weeks

__all__ = [
    "accept_swap", "arrive", "ask_swap", "copy_week", "declare_absent", "dismiss", "end_swap", "everyone_leaves",
    "feed_of", "fill", "give_back", "give_back_all", "leave", "make_feed", "name_counsellor", "open_weeks", "pause",
    "revoke_feed", "set_desks_of", "take", "withdraw_absence", "write_desk", "write_slot", "write_turns",
]
