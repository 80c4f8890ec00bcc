"""What is said of a screen that is photographed and read by axe."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """`keys` are pressed once it is open; a `ticket` is drawn first, and its token put into the path.

    A path may name a row, as in {turn}; `first` is done in the house before (both: inside.py). `status` of the answer.
    """

    name: str
    path: str
    who: str | None = None
    wall: bool = False
    keys: str = ""
    ticket: bool = False
    first: str = ""
    status: int = 200
