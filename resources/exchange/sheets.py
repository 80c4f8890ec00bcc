"""XLSX and CSV read with suspicion, one line after the other, however large they claim to be."""

import codecs
import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries

from citedesmetiers.kit.sheets import BROKEN, Bounds, NotASheet, merged_in, text_of, weigh

from .columns import column_of
from .known import Known
from .lines import EMPTY_ROWS, MOST_COLUMNS, MOST_LINES, Line, Report, Row, Table

MB = 1024 * 1024
MOST_BYTES = 8 * MB
BOUNDS = Bounds(unpacked=96 * MB, parts=200, strings=48 * MB)
MOST_SHEETS, LONGEST_CELL = 60, 128 * 1024
SEPARATORS = (";", ",", "\t")
DANGEROUS = tuple("=+-@\t\r＝＋－＠")  # a program may take what begins so for a formula
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(body: bytes, known: Known, report: Report) -> Iterator[Line]:
    """Every filled line of the file. NotASheet, in words, if it is no table or more than is read at once."""
    zipped = body[:4] == b"PK\x03\x04"
    lines = _workbook(body, known, report) if zipped else _csv(body, known, report)
    n = 0
    for n, line in enumerate(lines, 1):
        if n > MOST_LINES:
            raise NotASheet(_("More than %(n)d lines: bring them in several files.") % {"n": MOST_LINES})
        yield line
    if not n:
        raise NotASheet(_("There is no line in this file that could be read."))


def _unreadable() -> str:
    return _("This file cannot be read: save it again as XLSX or CSV.")


def _workbook(body: bytes, known: Known, report: Report) -> Iterator[Line]:
    file = io.BytesIO(body)
    weigh(file, BOUNDS, too_much=_("This file unpacks to far more than a catalogue."), unreadable=_unreadable())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out of a workbook is not read here
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        if len(book.worksheets) > MOST_SHEETS:
            raise NotASheet(_("More than %(n)d sheets.") % {"n": MOST_SHEETS})
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for sheet in book.worksheets:
                merged = _merged_rows(archive, sheet._worksheet_path)  # openpyxl names it nowhere else
                table = Table(sheet.title[:60], known, report)
                yield from table.lines(_rows(sheet, merged, report))
    except BROKEN as broken:
        raise NotASheet(_unreadable()) from broken


def _merged_rows(archive: zipfile.ZipFile, part: str) -> dict[int, str]:
    """The rows that a merged range touches, and which range."""
    found: dict[int, str] = {}
    for ref in merged_in(archive, part):
        _left, top, _right, bottom = range_boundaries(ref)
        for row in range(top, min(bottom, top + MOST_LINES) + 1):
            found.setdefault(row, ref)
    return found


def _rows(sheet: object, merged: dict[int, str], report: Report) -> Iterator[Row]:
    """The rows of a sheet as far as it is filled; the file may claim a million."""
    sheet.reset_dimensions()
    empty = 0
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for n, cells in enumerate(rows, 1):
            texts, fault = _texts(cells)
            if not any(texts):
                empty += 1
                if empty > EMPTY_ROWS:
                    said = {"name": sheet.title, "row": n - empty}
                    report.notes.append(_("The sheet “%(name)s” was read to row %(row)d: the rest is empty.") % said)
                    return
                if not fault:
                    continue
            empty = 0
            if n in merged:
                fault = _("Merged cells (%(range)s): split them.") % {"range": merged[n]}
            yield n, texts, fault


def _texts(cells: Iterable[Cell]) -> tuple[list[str], str]:
    """What the cells of a row say; what is wrong with one of them."""
    texts, fault = [], ""
    for cell in cells:
        value = cell.value
        if value is None:
            texts.append("")
            continue
        if cell.data_type in ("f", "e"):
            words = _("The cell %(cell)s is a formula: type what it gives.") if cell.data_type == "f" else (
                _("The cell %(cell)s holds an error of the spreadsheet."))  # fmt: skip
            fault = fault or words % {"cell": cell.coordinate}
            texts.append("")
            continue
        text = text_of(value)
        if len(text) > LONGEST_CELL:
            fault, text = _("The cell %(cell)s is far too long.") % {"cell": cell.coordinate}, text[:100]
        texts.append(text)
    return texts, fault


def _csv(body: bytes, known: Known, report: Report) -> Iterator[Line]:
    text = _decoded(body)
    rows = _parsed(text, _separator(text))
    yield from Table("", known, report, is_sheet=False).lines(rows)


def _decoded(body: bytes) -> str:
    """The text, whatever of the four usual ways it is coded in. NotASheet if it is none."""
    encoding = next((name for mark, name in MARKS if body.startswith(mark)), None) or _guessed(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace") if encoding == "utf-8" else ""
    if not text or "\0" in text:
        raise NotASheet(_("This is neither an XLSX nor a CSV file: it holds signs that no text has."))
    return text


def _guessed(body: bytes) -> str:
    """UTF-16 without its mark has every other byte empty; all else is tried as UTF-8, then as Windows wrote it."""
    head = body[:2000]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd > len(head) // 4 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 4 and odd == 0 else "utf-8"


def _separator(text: str) -> str:
    """The one by which the first rows have the most headings that are known here."""
    head = text[:20_000]

    def known_with(separator: str) -> int:
        rows = list(_first_rows(head, separator))
        return max((sum(column_of(cell) is not None for cell in row if cell) for row in rows), default=0)

    return max(SEPARATORS, key=known_with)


def _first_rows(head: str, separator: str) -> list[list[str]]:
    try:
        return [row for row, _n in zip(csv.reader(io.StringIO(head, newline=""), delimiter=separator), range(10),
                                       strict=False)]  # fmt: skip
    except csv.Error:
        return []


def _parsed(text: str, separator: str) -> Iterator[Row]:
    """The rows of a CSV text, each with the number of its line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            words = _("Line %(n)d cannot be read: a cell is far too long, or its quotation mark is not closed.")
            raise NotASheet(words % {"n": reader.line_num}) from broken
        if any(row):
            yield reader.line_num, [_disarmed(cell) for cell in row[:MOST_COLUMNS]], ""


def _disarmed(cell: str) -> str:
    """The text of a cell before which an apostrophe keeps a program from computing it."""
    bare = cell.lstrip("'")
    return cell[1:] if cell != bare and bare.startswith(DANGEROUS) else cell
