"""The occupations of ROME: the official files, read and compared with what the catalogue has.

France Travail has published them in several dresses: with commas or semicolons, in UTF-8 or as Windows writes, under
other names of columns (ROME 3 and 4.0). What is not such a file is refused before anything is compared with it.
"""

import csv
import gzip
import io
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..language import fold

HERE = Path(__file__).parent
OCCUPATIONS, TITLES, VERSION = HERE / "occupations.csv", HERE / "titles.csv.gz", "347"
CODE = ("code_rome", "rome_code", "rome_profession_card_code", "code")
LABEL = ("label", "libelle_rome", "intitule", "libelle")
TITLE = ("libelle_appellation_long", "libelle_appellation", "label", "libelle_long", "intitule", "libelle")
OWN_CODE = ("code_ogr", "code_ogr_appellation", "ogr")
SEPARATORS = ";,\t|"
A_CODE = re.compile(r"[A-Z]\d{4}\Z", re.ASCII)
LONGEST_TITLE, LONGEST_CODE = 200, 12


class NotRome(ValueError):  # noqa: N818 - it is what the file is
    """The file is none of the official ones; `args[0]` says so in words."""


@dataclass
class Occupation:
    """One occupation as the files tell it: its label, and its titles with their own codes."""

    code: str
    label: str
    titles: dict[str, str] = field(default_factory=dict)  # label: code of the title


def read(occupations: Path = OCCUPATIONS, titles: Path = TITLES) -> tuple[dict[str, Occupation], dict[str, list[str]]]:
    """Every occupation by its code; and the titles of occupations that the first file does not name, by their codes.

    NotRome where a file is not what it should be; OSError where it cannot be read.
    """
    orphans: dict[str, list[str]] = defaultdict(list)
    found: dict[str, Occupation] = {}
    for code, label, _own in _rows(occupations, LABEL):
        if code in found:
            raise NotRome(f"{code} stands twice in {occupations.name}: is that the file of the titles?")
        found[code] = Occupation(code, label)
    for code, label, own in _rows(titles, TITLE):
        if code in found:
            found[code].titles[label] = own
        else:
            orphans[code].append(label)
    return found, orphans


def _rows(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """(code of the occupation, label, own code) of each line; NotRome if there is none."""
    text = _text(path)
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count))
    any_line = False
    try:
        columns = [re.sub(r"\W+", "_", fold(name).strip(" \ufeff")) for name in next(rows, [])]
        code, label = _place(columns, CODE, path), _place(columns, names, path)
        own = next((columns.index(name) for name in OWN_CODE if name in columns), None)
        for row in (row for row in rows if any(row)):
            any_line = True
            yield _line(row, code, label, own, path)
    except csv.Error as wrong:
        raise NotRome(f"{path.name} cannot be read: {wrong}") from None
    if not any_line:
        raise NotRome(f"{path.name} has no line.")


def _line(row: list[str], code: int, label: int, own: int | None, path: Path) -> tuple[str, str, str]:
    if len(row) <= max(code, label):
        raise NotRome(f"A line of {path.name} is too short: {' '.join(row)[:60]}")
    said = _plain(row[code]), _plain(row[label]), _plain(row[own]) if own is not None and own < len(row) else ""
    if not A_CODE.match(said[0]) or not said[1] or len(said[1]) > LONGEST_TITLE or len(said[2]) > LONGEST_CODE:
        raise NotRome(f"A line of {path.name} is none of ROME: {' '.join(row)[:60]}")
    return said


def _text(path: Path) -> str:
    body = path.read_bytes()
    try:
        body = gzip.decompress(body) if path.suffix == ".gz" else body
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise NotRome(f"{path.name} is damaged.") from None
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _place(columns: list[str], names: tuple[str, ...], path: Path) -> int:
    for name in names:
        if name in columns:
            return columns.index(name)
    raise NotRome(f"{path.name} has no column {names[0]}.")


def _plain(text: str) -> str:
    """The official files double their apostrophes, or not."""
    return " ".join(text.replace("''", "’").replace("'", "’").split())
