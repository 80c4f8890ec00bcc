"""The first page, the first run, and whether the house is well."""

from .home import channels_of_now, healthz, home, now_board
from .meanwhile import meanwhile
from .opening import setup, setup_step
from .partners import partners

__all__ = ["channels_of_now", "healthz", "home", "meanwhile", "now_board", "partners", "setup", "setup_step"]
