"""The catalogue written out as the network's spreadsheet: a sheet for each purpose, or one CSV. In French, always.

What is written and read back changes nothing. No program takes a text for a formula: in a workbook each text is a cell
of text; in a CSV an apostrophe stands before what begins like one, and goes when it is read.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from citedesmetiers.kit.sheets import write_text

from ..models import Notice
from .columns import COLUMNS, DATES, NUMBERS, PURPOSES, Column, joined
from .facts import cells_of, gather, plain_of
from .known import WITHOUT, Known, bare, sheet_name
from .sheets import DANGEROUS

SLICE = 500
Cells = dict[str, str]


def _lines(notices: QuerySet, known: Known) -> Iterator[tuple[list[str], Cells]]:
    """Each notice: the codes of its purposes, its cells. Oldest first; few queries for each slice."""
    keys = list(notices.order_by("pk").values_list("pk", flat=True).distinct())
    for start in range(0, len(keys), SLICE):
        part = list(Notice.objects.filter(pk__in=keys[start : start + SLICE]).order_by("pk"))
        facts = gather(part, known)
        for notice in part:
            of = facts[notice.pk]
            yield of.purposes, cells_of(plain_of(notice, of))


def names_of_sheets(known: Known) -> dict[str, str]:
    """How the sheet of each purpose is called: a name that leads back to it, and to no other."""
    names: dict[str, str] = {}
    taken: set[str] = {bare(name) for name in WITHOUT.values()}
    for code, purpose in known.purposes.items():
        name = sheet_name(purpose)
        if known.purpose(name) != code or bare(name) in taken:
            name = code
        names[code] = name
        taken.add(bare(name))
    return names


def xlsx(notices: QuerySet, only: str | None = None) -> bytes:
    """A workbook; with `only`, no sheet but that of this purpose."""
    known = Known.now()
    names = names_of_sheets(known)
    book = Workbook(write_only=True)
    sheets = {code: _begun(book, names[code]) for code in known.purposes if only in (None, code)}
    for purposes, cells in _lines(notices, known):
        if not purposes and "" not in sheets:
            sheets[""] = _begun(book, WITHOUT["fr"])
        for code in purposes or [""]:
            if code in sheets:
                sheets[code].append(_row(sheets[code], cells))
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def _begun(book: Workbook, name: str) -> object:
    """A sheet with its row of headings."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "C2"
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    heads = []
    for column in COLUMNS:
        cell = WriteOnlyCell(sheet, column.heading)
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    return sheet


def _row(sheet: object, cells: Cells) -> list[object]:
    return [_cell(sheet, column, cells[column.code]) if column.code in cells else None for column in COLUMNS]


def _cell(sheet: object, column: Column, text: str) -> object:
    """A date as a date, a number as a number, all else as text."""
    if column.code in DATES:
        cell = WriteOnlyCell(sheet, date.fromisoformat(text))
        cell.number_format = "DD/MM/YYYY"
        return cell
    if column.code in NUMBERS:
        return int(text)
    if column.code == "price" and (amount := _amount(text)) is not None:
        return amount
    cell = WriteOnlyCell(sheet)
    write_text(cell, text)
    return cell


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def comma_separated(notices: QuerySet) -> bytes:
    """One table, with the purposes in its first column: UTF-8 with its mark, and semicolons, as Excel reads it here."""
    known = Known.now()
    names = names_of_sheets(known)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([PURPOSES.heading, *(column.heading for column in COLUMNS)])
    for purposes, cells in _lines(notices, known):
        row = [joined(names[code] for code in purposes), *(_written(column, cells) for column in COLUMNS)]
        writer.writerow(_armed(row))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


def _written(column: Column, cells: Cells) -> str:
    text = cells.get(column.code, "")
    return text.replace(".", ",") if column.code == "price" else text


def _armed(row: Iterable[str]) -> list[str]:
    return [f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text for text in row]
