"""Where the bars of a chart stand: whole numbers for an SVG, so that no language writes them with a comma."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, BASE, TOP, LEFT = 400, 268, 28, 30
WIDEST = 32


@dataclass(frozen=True)
class Bar:
    """One bar, its lower part, and whether there is room to write its hour and its value."""

    hour: int
    n: int
    x: int
    y: int
    width: int
    height: int
    part_y: int
    part_height: int
    named: bool
    told: bool

    @property
    def middle(self) -> int:
        """Where the words under and over the bar are centred."""
        return self.x + self.width // 2

    @property
    def above(self) -> int:
        """The line on which the value is written."""
        return self.y - 6


@dataclass(frozen=True)
class Bars:
    """A chart: its bars, and the lines behind them as (value, y, y of its words)."""

    bars: list[Bar]
    lines: list[tuple[int, int, int]]


def bars_of(rows: Iterable[tuple[int, int, int]]) -> Bars:
    """The bars of rows (hour, visits, those for an interview)."""
    rows = list(rows)
    most = max((n for _hour, n, _part in rows), default=0)
    if not most:
        return Bars([], [])
    step = (WIDTH - LEFT) / len(rows)
    every = next(n for n in (1, 2, 3, 4, 6) if n * step >= 34 or n == 6)
    bars = [_bar(place, row, step, most, named=place % every == 0) for place, row in enumerate(rows)]
    return Bars(bars, [(value, _y(value, most), _y(value, most) - 4) for value in _lines(most)])


def _bar(place: int, row: tuple[int, int, int], step: float, most: int, *, named: bool) -> Bar:
    hour, n, part = row
    width = min(WIDEST, round(step * 0.7))
    x = round(LEFT + step * place + (step - width) / 2)
    y, part_y = _y(n, most), _y(part, most)
    return Bar(hour, n, x, y, width, BASE - y, part_y, BASE - part_y, named=named, told=bool(n) and step >= 24)


def _y(n: int, most: int) -> int:
    return round(BASE - (BASE - TOP) * n / most)


def _lines(most: int) -> list[int]:
    """Round values, four at most, under the highest bar."""
    sizes = (digit * 10**power for power in range(5) for digit in (1, 2, 5))
    step = next(size for size in sizes if most / size <= 4)
    return list(range(step, most, step))
