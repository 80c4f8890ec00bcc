"""The first page, the first run, and whether the house is well."""

from .home import healthz, home
from .opening import setup, setup_step

__all__ = ["healthz", "home", "setup", "setup_step"]
