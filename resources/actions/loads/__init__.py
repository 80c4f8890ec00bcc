"""The verbs of files that are brought in. People press (asked); the clock works on what they asked for (clock).

The database is the queue. A step of the work is one short transaction that ends by a guarded update of the load: killed
between any two lines, nothing is half done, and the next one at work goes on where the last step ended.
"""

from .asked import MOST_SIGNS_OF_A_NAME, apply, bring, compare_again, drop, take, take_all, undo
from .clock import work, work_next

__all__ = [
    "MOST_SIGNS_OF_A_NAME", "apply", "bring", "compare_again", "drop", "take", "take_all", "undo", "work", "work_next",
]
