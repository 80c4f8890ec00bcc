"""The pages of the desks: a manager's lists, and the roster."""

from .calendar import calendar, end_feed, feed, make_feed
from .desks import desk, desks, serves
from .held import held_by, held_by_all, withdraw
from .pattern import copy, open_weeks, pattern, slot
from .sheets import agree, bring_back, month, take_away
from .turns import absent, accept, back, end, give_back, name, swap, take, turn
from .week import week

__all__ = [
    "absent", "accept", "agree", "back", "bring_back", "calendar", "copy", "desk", "desks", "end", "end_feed",
    "feed", "give_back", "held_by", "held_by_all", "make_feed", "month", "name", "open_weeks", "pattern", "serves",
    "slot", "swap", "take", "take_away", "turn", "week", "withdraw",
]
