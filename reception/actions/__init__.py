"""The verbs of the reception: the only place that changes an arrival, a ticket or a place in line."""

from .arrivals import Arrival, Closed, DeskToChoose, TooLate, log, undo
from .calling import (
    assume_met,
    call_next,
    finish,
    holding,
    leave_desk,
    mark_absent,
    meet,
    recall,
    send_on,
    sit_down,
    take_here,
)
from .groups import describe_group
from .leaving import (
    close_lines,
    come_back,
    forget_receipts,
    give_up,
    relieve,
    stand_again,
    undo_last_step,
    walk_out,
)
from .priority import prefer

__all__ = [
    "Arrival", "Closed", "DeskToChoose", "TooLate", "assume_met", "call_next", "close_lines", "come_back",
    "describe_group", "finish", "forget_receipts", "give_up", "holding", "leave_desk", "log", "mark_absent", "meet",
    "prefer", "recall", "relieve", "send_on", "sit_down", "stand_again", "take_here", "undo", "undo_last_step",
    "walk_out",
]
