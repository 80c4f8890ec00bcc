"""The pages of the outside bodies, of the topics, and of the questions without an answer."""

from .bodies import bodies, body
from .outside import hand, outside
from .topics import topic, topics
from .unanswered import asked, count, take_back, unanswered

__all__ = [
    "asked", "bodies", "body", "count", "hand", "outside", "take_back", "topic", "topics", "unanswered",
]
