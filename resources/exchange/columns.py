"""The twenty columns of the network's spreadsheet, and what else a line can say. docs/exchange.md tells it to people.

A cell is a text, the same for XLSX and CSV: dates as 2026-11-27, several values with ; between them. An empty cell
leaves alone; `-` alone erases. A text that is itself `-` is written `\\-`.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ..language import fold

ERASE = "-"
ADDS = "sheet"  # the key of a line's cells under which the purposes of its sheets stand: they are added, none is taken
UNMAPPED = "unmapped"  # the key under which stands what columns of unknown names say


@dataclass(frozen=True)
class Column:
    """One column: its code here, its heading in the file, other headings that are understood, width on paper."""

    code: str
    heading: str
    also: tuple[str, ...] = ()
    width: int = 14


PURPOSES = Column("purposes", "Besoin", ("Besoins", "Purpose", "Purposes"), 16)
COLUMNS = (
    Column("identifier", "Identifiant", ("Identifier", "Id"), 12),
    Column("title", "Titre", ("Title",), 42),
    Column("subtitle", "Sous-titre", ("Subtitle",), 24),
    Column("authors", "Auteur(s)", ("Auteur", "Auteurs", "Author", "Authors", "Author(s)"), 22),
    Column("publisher", "Éditeur", ("Publisher",), 18),
    Column("year", "Année", ("Year",), 8),
    Column("support", "Support", ("Type",), 12),
    Column("number", "ISBN/ISSN/EAN", ("ISBN", "ISSN", "EAN", "ISBN/ISSN"), 20),
    Column("marks", "Cote", ("Cotes", "Shelf mark", "Shelf marks"), 12),
    Column("headings", "Rubrique", ("Rubriques", "Heading", "Headings"), 12),
    Column("subjects", "Sujets (ROME)", ("Sujets", "Sujet", "ROME", "Subjects", "Subjects (ROME)"), 18),
    Column("languages", "Langue", ("Langues", "Language", "Languages"), 8),
    Column("price", "Prix", ("Price",), 10),
    Column("url", "URL", ("Adresse", "Lien", "Web address"), 28),
    Column("summary", "Résumé", ("Summary",), 50),
    Column("opinion", "Avis", ("Opinion",), 40),
    Column("opinion_by", "Avis de", ("Opinion of", "Opinion by"), 18),
    Column("opinion_on", "Avis le", ("Opinion on",), 12),
    Column("review_by", "À revoir le", ("Review by", "To review by"), 12),
    Column("copies", "Exemplaires", ("Exemplaire", "Copies"), 11),
)  # fmt: skip
EDITION = Column("edition", "Édition", ("Edition",))  # read where a file says it, as library records do
ALL = (PURPOSES, *COLUMNS, EDITION)
BY_CODE = {column.code: column for column in ALL}
DATES, NUMBERS = ("opinion_on", "review_by"), ("year", "copies")
LISTS = ("purposes", "marks", "headings", "subjects", "languages")
FIRM = ("identifier", "title", "support")  # what a notice cannot be without


def _bare(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


BY_HEADING = {_bare(name): column.code for column in ALL for name in (column.code, column.heading, *column.also)}


def column_of(heading: str) -> str | None:
    """The code of the column with this heading, in French or English, whatever its case, accents and signs."""
    return BY_HEADING.get(_bare(heading))


def heading_of(code: str) -> str:
    """How a column is called in the file."""
    return BY_CODE[code].heading if code in BY_CODE else code


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LINES = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def tidy(text: str) -> str:
    """A text as it is compared: composed letters, one kind of line end, no control sign, nothing around it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _LINES.sub("\n", text))).strip()


_A_HYPHEN = re.compile(r"\\*-")


def written(text: str) -> str:
    """A text as its cell: the one that would erase is marked."""
    text = tidy(text)
    return f"\\{text}" if _A_HYPHEN.fullmatch(text) else text


def unwritten(cell: str) -> str:
    """The text of such a cell."""
    return cell[1:] if cell.startswith("\\") and _A_HYPHEN.fullmatch(cell) else cell


_VALUE = re.compile(r"(?:\\.|[^;\\]|\\$)+", re.DOTALL)
_MARKED = re.compile(r"\\(.)", re.DOTALL)


def joined(values: Iterable[str]) -> str:
    """Several values as one cell."""
    safe = [re.sub(r"([;\\])", r"\\\1", tidy(value)) for value in values]
    return " ; ".join(r"\-" if value == ERASE else value for value in safe)


def parted(cell: str) -> list[str]:
    """The values of such a cell, without the empty ones."""
    values = (value.strip() for value in _VALUE.findall(cell))
    return [_MARKED.sub(r"\1", value) for value in values if value]
