"""The pages of the reception and of the desks."""

from .arrivals import describe_group, home, live_parts, log, undo
from .page import channels
from .slips import slip
from .stops import come_back, give_up, prefer
from .taps import tap, untap

__all__ = [
    "channels", "come_back", "describe_group", "give_up", "home", "live_parts", "log", "prefer", "slip", "tap", "undo",
    "untap",
]
