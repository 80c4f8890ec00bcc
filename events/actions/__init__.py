"""The verbs of the programme: what is offered, when it takes place, and who has a seat."""

from .following import move_following, schedule_once
from .scheduling import When, cancel, judge, move, next_free, schedule
from .seats import accept, give_back, hold, lapse, promote, why_nobody
from .writing import archive, publish, withdraw, write_event

__all__ = [
    "When", "accept", "archive", "cancel", "give_back", "hold", "judge", "lapse", "move", "move_following",
    "next_free", "promote", "publish", "schedule", "schedule_once", "why_nobody", "withdraw", "write_event",
]
