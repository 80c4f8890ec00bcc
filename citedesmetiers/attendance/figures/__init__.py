"""Reads over every room. Nothing here changes anything, and no profile question is ever read."""

from .day import FEWEST, DayFigures, figures_of
from .methods import METHODS
from .stands import Stand, bounced, stands_of, with_priority

__all__ = ["FEWEST", "METHODS", "DayFigures", "Stand", "bounced", "figures_of", "stands_of", "with_priority"]
