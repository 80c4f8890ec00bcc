"""The verbs of the documentation."""

from .missing import forget_missed, miss, missed_token
from .notices import write_notice
from .outside import could_not_answer, take_back, write_body, write_topic

__all__ = [
    "could_not_answer", "forget_missed", "miss", "missed_token", "take_back", "write_body", "write_notice",
    "write_topic",
]
