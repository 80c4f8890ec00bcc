"""What an organiser types. These ask and clean; they never act."""

from .events import EventForm, in_words
from .sessions import CancelForm, MoveForm, PlanForm

__all__ = ["CancelForm", "EventForm", "MoveForm", "PlanForm", "in_words"]
