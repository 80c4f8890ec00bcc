"""What is said of an address: who enters, and what its path needs."""

from collections.abc import Callable
from dataclasses import dataclass

ROLES = ("receives", "counsels", "curates", "organises", "coordinates", "manages")
PUBLIC, STAFF = ("nobody", *ROLES), ROLES


@dataclass(frozen=True)
class Door:
    """`opens` for these; `acts` if it answers POST only; `path` takes its arguments from a furnished house.

    `shows` is what its GET answers to one who may enter, in a house with data; `bare`, in a house without.
    """

    opens: tuple[str, ...]
    acts: bool = False
    path: Callable[[object], dict] = lambda house: {}
    shows: int = 200
    bare: int | None = None


def of(name: str) -> Callable[[object], dict]:
    return lambda house: {"pk": getattr(house, name).pk}
