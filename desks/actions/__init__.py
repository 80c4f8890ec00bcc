"""The verbs of the desks: who sits there, and what a manager changes."""

from .editing import set_desks_of, write_desk
from .presence import arrive, dismiss, everyone_leaves, leave, pause

__all__ = ["arrive", "dismiss", "everyone_leaves", "leave", "pause", "set_desks_of", "write_desk"]
