"""A sketch of the shelves as they stand in the room, with the one that is looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .models import Heading
from .shown import HIGHEST

FIELD, SHELF = 40, 32  # units of the drawing for one field of the sketch, and for the shelf in it


@dataclass(frozen=True)
class Shelf:
    """One shelf on the sketch, in the drawing's units."""

    code: str
    hue: str
    x: int
    y: int
    is_here: bool

    @property
    def left(self) -> int:
        return self.x + (FIELD - SHELF) // 2

    @property
    def top(self) -> int:
        return self.y + (FIELD - SHELF) // 2

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + FIELD // 2, self.y + FIELD // 2


@dataclass(frozen=True)
class Sketch:
    """The whole room."""

    shelves: Sequence[Shelf]
    width: int
    height: int
    shelf: int = SHELF


def drawn(headings: Iterable[Heading]) -> Sketch | None:
    """The room with the shelf of the first of these headings, or None where the plan has no sketch. One query."""
    here = next((found for heading in headings if (found := _on_the_sketch(heading))), None)
    placed = list(Heading.objects.offered().filter(column__isnull=False)) if here else []
    if here not in placed:
        return None
    left, top = min(each.column for each in placed), min(each.row for each in placed)
    shelves = [
        Shelf(each.code, each.hue or "none", (each.column - left) * FIELD, (each.row - top) * FIELD, each == here)
        for each in placed
    ]
    most = [max(shelf.x for shelf in shelves), max(shelf.y for shelf in shelves)]
    return Sketch(shelves, most[0] + FIELD, most[1] + FIELD)


def _on_the_sketch(heading: Heading | None) -> Heading | None:
    """The heading itself, or the nearest one above it that stands on the sketch."""
    for _step in range(HIGHEST):
        if heading is None or heading.column is not None:
            return heading
        heading = heading.parent
    return None
