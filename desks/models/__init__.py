"""The nouns of the desks: posts and who sits there (posts.py), and what partners promised (rosters.py)."""

from .posts import Desk, Duty, Helper
from .rosters import Feed, Part, Slot, Swap, Turn, Wanted, Why

__all__ = ["Desk", "Duty", "Feed", "Helper", "Part", "Slot", "Swap", "Turn", "Wanted", "Why"]
