"""Reads over every room. Nothing here changes anything, and no profile question is ever read."""

from .day import FEWEST, DayFigures, figures_of
from .methods import METHODS
from .stands import Stand, stands_of

__all__ = ["FEWEST", "METHODS", "DayFigures", "Stand", "figures_of", "stands_of"]
