"""The pages of the desks: a manager's lists, and the roster."""

from .desks import desk, desks, serves
from .pattern import copy, open_weeks, pattern, slot
from .turns import absent, accept, back, end, give_back, name, swap, take, turn
from .week import week

__all__ = [
    "absent", "accept", "back", "copy", "desk", "desks", "end", "give_back", "name", "open_weeks", "pattern", "serves",
    "slot", "swap", "take", "turn", "week",
]
