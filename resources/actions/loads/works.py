"""One document that a file writes."""

from dataclasses import dataclass, field

from ...models import LoadLine
from ..bulk import Written


class Changed(Exception):  # noqa: N818 - a rule that was met
    """The catalogue is no longer what was compared: nothing is written; `args[0]` says why."""


@dataclass
class Work:
    """One document that is written: the line that says it, and the lines that bring more copies of it."""

    line: LoadLine
    written: Written
    more: list[LoadLine] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.line.version is None
