"""The first page, the first run, and whether the house is well."""

from .home import channels_of_now, healthz, home, now_board
from .meanwhile import meanwhile
from .opening import setup, setup_step
from .partners import partners
from .programme import event, event_json_ld, programme, programme_ics

__all__ = [
    "channels_of_now", "event", "event_json_ld", "healthz", "home", "meanwhile", "now_board", "partners", "programme",
    "programme_ics", "setup", "setup_step",
]  # fmt: skip
