"""The verbs of the documentation."""

from .notices import write_notice
from .outside import could_not_answer, take_back, write_body, write_topic

__all__ = ["could_not_answer", "take_back", "write_body", "write_notice", "write_topic"]
