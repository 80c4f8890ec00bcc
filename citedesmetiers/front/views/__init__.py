"""The first page, the first run, and whether the house is well."""

from .home import healthz, home
from .opening import setup, setup_step
from .partners import partners

__all__ = ["healthz", "home", "partners", "setup", "setup_step"]
