"""The occupations of ROME: the official files, read and compared with what the catalogue has."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
OCCUPATIONS, TITLES, VERSION = HERE / "occupations.csv", HERE / "titles.csv.gz", "347"
CODE = ("code_rome", "CODE_ROME")
LABEL = ("label", "libelle_rome", "LIBELLE_ROME", "libelle_appellation_long", "LIBELLE_APPELLATION_LONG")
OWN_CODE = ("code_ogr", "CODE_OGR")


class NotRome(ValueError):  # noqa: N818 - it is what the file is
    """The file is none of the official ones; `args[0]` says so in words."""


@dataclass
class Occupation:
    """One occupation as the files tell it: its label, and its titles with their own codes."""

    code: str
    label: str
    titles: dict[str, str] = field(default_factory=dict)  # label: code of the title


def read(
    occupations: Path = OCCUPATIONS, titles: Path = TITLES
) -> tuple[dict[str, Occupation], dict[str, list[str]]]:
    """Every occupation by its code; and the titles of occupations that the first file does not name, by their codes.

    NotRome where a file has not the columns.
    """
    orphans: dict[str, list[str]] = defaultdict(list)
    found = {_value(row, CODE): Occupation(_value(row, CODE), _value(row, LABEL)) for row in _rows(occupations)}
    for row in _rows(titles):
        code = _value(row, CODE)
        if code in found:
            found[code].titles[_value(row, LABEL)] = _value(row, OWN_CODE)
        else:
            orphans[code].append(_value(row, LABEL))
    return found, orphans


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opened = gzip.open(path, "rt", encoding="utf-8-sig") if path.suffix == ".gz" else path.open(encoding="utf-8-sig")
    with opened as lines:
        first = lines.readline()
        separator = ";" if first.count(";") > first.count(",") else ","
        names = next(csv.reader([first], delimiter=separator), [])
        yield from (dict(zip(names, row, strict=False)) for row in csv.reader(lines, delimiter=separator) if row)


def _value(row: dict[str, str], names: tuple[str, ...]) -> str:
    for name in names:
        if row.get(name):
            return row[name].strip().replace("''", "’").replace("'", "’")
    raise NotRome(f"A column is missing: {names[0]}.")

