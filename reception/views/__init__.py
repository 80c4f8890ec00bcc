"""The pages of the reception and of the desks."""

from .arrivals import home, live_parts, log, undo
from .page import channels
from .slips import slip
from .stops import come_back, give_up
from .taps import tap, untap

__all__ = ["channels", "come_back", "give_up", "home", "live_parts", "log", "slip", "tap", "undo", "untap"]
