"""A table read as lines: where its headings stand, which cell belongs to which column, what nobody knows here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .columns import ADDS, COLUMNS, UNMAPPED, column_of, tidy
from .known import Known, of_no_purpose

MOST_LINES = 20_000  # of one file
MOST_COLUMNS, MOST_SIGNS, KEPT_SIGNS = 60, 6000, 500
HEADINGS_WITHIN = 10  # rows above the headings that may hold a title
EMPTY_ROWS = 5000  # that follow one another: there the sheet ends
Row = tuple[int, Sequence[str], str]  # its number, its texts, what is wrong with it


@dataclass
class Line:
    """One line of the file, with the texts of its cells by column."""

    sheet: str
    row: int
    cells: dict[str, object] = field(default_factory=dict)
    fault: str = ""


@dataclass
class Report:
    """What is to be said of the file as a whole."""

    notes: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)  # columns that nothing here holds, and how often


class TooLong(Exception):  # noqa: N818 - a file that was judged
    """More lines than are read at once."""


@dataclass
class Table:
    """One sheet while it is read: `purpose` is the code of the one that its name says, if any."""

    sheet: str
    known: Known
    report: Report
    is_sheet: bool = True  # of a workbook: its name should say a purpose
    columns: list[tuple[str, str]] = field(default_factory=list)  # the code of each column, and its heading

    def lines(self, rows: Iterable[Row]) -> Iterator[Line]:
        """The filled lines of the table, in their order."""
        above = 0
        for n, texts, fault in rows:
            if not any(texts) and not fault:
                continue
            if self.columns:
                yield self._line(n, texts, fault)
            elif self._are_headings(texts):
                if wrong := self._take_headings(texts, fault):
                    yield Line(self.sheet, n, fault=wrong)
                    return
            else:
                above += 1
                if above >= HEADINGS_WITHIN:
                    break
        if not self.columns and above:
            yield from self._without_headings()

    def _without_headings(self) -> Iterator[Line]:
        """A sheet of notes is left alone and said so; in the place of a purpose, it is refused."""
        if self.is_sheet and not self.known.purpose(self.sheet):
            self.report.notes.append(_("The sheet “%(name)s” has no headings: it was not read.") % {"name": self.sheet})
            return
        wanted = ", ".join(column.heading for column in COLUMNS[:4])
        yield Line(self.sheet, 1, fault=_("No row of headings: %(wanted)s…") % {"wanted": wanted})

    def _are_headings(self, texts: Sequence[str]) -> bool:
        found = {column_of(text) for text in texts if text} - {None}
        return len(found) >= 2 and bool(found & {"title", "identifier"})

    def _take_headings(self, texts: Sequence[str], fault: str) -> str:
        """Remember which column is which; why that cannot be done, if so."""
        columns = [(column_of(text) or UNMAPPED, " ".join(text.split())[:60]) for text in texts[:MOST_COLUMNS]]
        twice = [code for code, n in Counter(code for code, text in columns if text).items() if n > 1]
        if fault or [code for code in twice if code != UNMAPPED]:
            same = next((text for code, text in columns if code in twice and code != UNMAPPED), "")
            return fault or _("Two columns say the same: %(heading)s.") % {"heading": same}
        self.columns = columns
        self._purpose = self.known.purpose(self.sheet) if self.is_sheet else None
        self._says_purposes = any(code == "purposes" for code, _heading in columns)
        return ""

    def _line(self, n: int, texts: Sequence[str], fault: str) -> Line:
        line = Line(self.sheet, n, fault=fault)
        unmapped: dict[str, str] = {}
        for (code, heading), text in zip(self.columns, texts, strict=False):
            if not (said := tidy(text)):
                continue
            if code != UNMAPPED:
                line.cells[code] = said[:MOST_SIGNS]
            elif heading:
                unmapped[heading] = said[:KEPT_SIGNS]
                self.report.unknown[heading] += 1
        if unmapped:
            line.cells[UNMAPPED] = unmapped
        if self._purpose:
            line.cells[ADDS] = [self._purpose]
        elif self.is_sheet and not self._says_purposes and not of_no_purpose(self.sheet):
            line.fault = line.fault or _("The sheet “%(name)s” is of no purpose of this house: name it after one.") % {
                "name": self.sheet
            }
        return line
