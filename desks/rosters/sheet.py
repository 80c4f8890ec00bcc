"""A month of the roster as a spreadsheet: written for a partner or a manager, read back with suspicion.

What comes in is judged before it is opened (kit.sheets); then no more rows and columns are looked at than a month can
have.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from citedesmetiers.centre.models import Partner
from citedesmetiers.kit.sheets import BROKEN, Bounds, NotASheet, merged_in, text_of, weigh, write_text

from ..models import Turn

MOST_BYTES, BOUNDS = 512 * 1024, Bounds(unpacked=8 * 1024 * 1024, parts=60)
MOST_ROWS = 2500  # ten desks, eleven half-days, three posts, five weeks: 1,650
WIDTHS = (12, 8, 8, 7, 7, 14, 18)
PLACE = re.compile(r"^xl/worksheets/[^/]+\.xml$")


@dataclass(frozen=True)
class Fault:
    """Why a sheet is not taken: where, and what to do about it."""

    sheet: str
    row: int | None
    column: str
    reason: str


def columns() -> list[str]:
    """The heads of the seven columns, in the reader's language."""
    return [_("Date"), _("Begins"), _("Ends"), _("Desk"), _("Post"), _("Partner"), _("Counsellor")]


def line_of(turn: Turn) -> list[str]:
    """A turn as one line of text cells. What names it first, then who comes."""
    starts, ends = timezone.localtime(turn.starts_at), timezone.localtime(turn.ends_at)
    partner = turn.partner.code if turn.partner else ""
    who = turn.counsellor.username if turn.counsellor else ""
    return [turn.day.isoformat(), f"{starts:%H:%M}", f"{ends:%H:%M}", turn.desk.letter, str(turn.post), partner, who]


def write(turns: Iterable[Turn], partners: Iterable[Partner]) -> bytes:
    """The workbook: the turns, and on a second sheet which code is which partner. Every cell is text."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Turns")
    _write_lines(sheet, [columns(), *(line_of(turn) for turn in turns)], WIDTHS)
    lines = [[_("Partner"), _("Name")], *([partner.code, partner.name] for partner in partners)]
    _write_lines(book.create_sheet(_("Partners")), lines, (14, 50))
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def _write_lines(sheet: object, lines: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for n, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            cell = sheet.cell(n, place)
            write_text(cell, text)
            if n == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def read(file: BinaryIO, faults: list[Fault]) -> Iterator[tuple[str, int, list[str]]]:
    """The filled lines of the first sheet: its title, the row, seven texts; what is wrong goes to `faults`.

    Raises NotASheet before anything is unpacked if the file is none, or too much.
    """
    merged = _weigh(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the file may claim a million rows
        faults += [Fault(sheet.title, None, where, _("Merged cells: split them.")) for where in merged]
        for n, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=len(WIDTHS)), 1):
            if n > MOST_ROWS:
                raise NotASheet(_("More than %(n)d rows: a month has fewer.") % {"n": MOST_ROWS})
            texts = [_text(cell, n, sheet.title, faults) for cell in cells] + [""] * (len(WIDTHS) - len(cells))
            if n > 1 and any(texts):
                yield sheet.title, n, texts
    except BROKEN as broken:
        raise NotASheet(_unreadable()) from broken


def _text(cell: Cell, row: int, sheet: str, faults: list[Fault]) -> str:
    """What a cell says, as a text; a formula is a fault."""
    value = cell.value
    if cell.data_type == "f":
        faults.append(Fault(sheet, row, cell.column_letter, _("A formula: type what it gives.")))
        return ""
    return text_of(value)


def _weigh(file: BinaryIO) -> list[str]:
    """Refuse what would unpack to too much, by what it declares; then say which cells are merged, ten at most."""
    too_much = _("This file unpacks to far more than a month of the roster.")
    weigh(file, BOUNDS, too_much=too_much, unreadable=_unreadable())
    try:
        with zipfile.ZipFile(file) as archive:
            sheets = sorted(name for name in archive.namelist() if PLACE.match(name))
            return [where for name in sheets[:1] for where in merged_in(archive, name)[:10]]
    except BROKEN as broken:
        raise NotASheet(_unreadable()) from broken
    finally:
        file.seek(0)


def _unreadable() -> str:
    return _("This file cannot be read. Export the month again and change that file.")
