"""Spreadsheets from strangers: judged before they are opened; and cells that no program takes for a formula.

An XLSX file is a zip archive. How much it declares to unpack, into how many parts, is read first (zipfile then unpacks
no more than was declared); a document type, which nothing but an attack needs here, is refused. openpyxl reads through
defusedxml: no entity is ever expanded.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

BROKEN = (InvalidFileException, zipfile.BadZipFile, zlib.error, DefusedXmlException, SyntaxError, KeyError, ValueError,
          IndexError, TypeError, EOFError, AttributeError, NotImplementedError, RuntimeError, OSError)  # fmt: skip
STRINGS = "xl/sharedStrings.xml"
PIECE = 1024 * 1024  # bytes looked through at once
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Za-z0-9:$]+)["']""")
OVERLAP = 200  # bytes: longer than such an element
MOST_MERGED = 2000
SIGNS_OF_A_TYPE = (b"<!DOCTYPE", b"<!ENTITY")


class NotASheet(Exception):  # noqa: N818 - a file that was judged, not an error of the program
    """The file is not looked at any further; `reason` is for the screen."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Bounds:
    """How much a workbook may unpack to, into how many parts, how many times its own size; `strings` of its texts."""

    unpacked: int
    parts: int
    ratio: int = 120
    strings: int | None = None

    def hold(self, archive: zipfile.ZipFile) -> bool:
        """Whether what the archive declares is within them."""
        parts = archive.infolist()
        unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
        strings = sum(part.file_size for part in parts if part.filename == STRINGS)
        return (len(parts) <= self.parts and unpacked <= min(self.unpacked, self.ratio * max(packed, 1))
                and strings <= (self.strings or self.unpacked))  # fmt: skip


def weigh(file: BinaryIO, bounds: Bounds, *, too_much: str, unreadable: str) -> None:
    """NotASheet, before anything is unpacked, if the file is no workbook or more than these bounds."""
    try:
        with zipfile.ZipFile(file) as archive:
            if not bounds.hold(archive):
                raise NotASheet(too_much)
            if "xl/workbook.xml" not in archive.namelist():
                raise NotASheet(_("This is not an XLSX spreadsheet."))
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")) and _declares_a_type(archive, part):
                    raise NotASheet(unreadable)
    except BROKEN as broken:
        raise NotASheet(_("This is not an XLSX spreadsheet.")) from broken
    finally:
        file.seek(0)


def _declares_a_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Its declaration stands before the first element, whatever encodes it."""
    with archive.open(part) as opened:
        head = opened.read(8192).replace(b"\0", b"").upper()
    return any(sign in head for sign in SIGNS_OF_A_TYPE)


def merged_in(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The ranges of a sheet that are merged, as A1:B2. In a text these signs stand escaped: none is taken for one."""
    found: list[str] = []
    rest = b""
    with archive.open(part) as opened:
        while piece := opened.read(PIECE):
            text = rest + piece
            found += [ref.decode() for ref in MERGED.findall(text)]
            rest = text[-OVERLAP:]
            if len(found) > MOST_MERGED:
                break
    return list(dict.fromkeys(found))[:MOST_MERGED]


def text_of(value: object) -> str:
    """What a cell holds, as a text: dates as 2026-11-27, hours as 09:30, whole numbers without a point."""
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return value.strftime("%H:%M") if not hasattr(value, "year") else value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def write_text(cell: Cell, text: str) -> None:
    """Put a text into a cell: “=1+1” is a name like any other."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    cell.data_type = "s" if cell.value else "n"
    cell.number_format = "@"
