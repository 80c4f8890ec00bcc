"""Library records: UNIMARC and MARC21, in ISO 2709 or MARCXML. They need pymarc, which not every house installs."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from citedesmetiers.kit.sheets import NotASheet

from ..known import Known
from ..lines import Line, Report

ENDINGS = {".mrc", ".marc", ".iso", ".iso2709", ".mrk", ".xml"}
BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<|\d{5}[ -~]{19}[^\x1d]{0,4000}\x1e)")


def is_here() -> bool:
    """Whether the part that reads and writes library records is installed."""
    try:
        import pymarc  # noqa: F401 - whether it can be had is the question
    except ImportError:
        return False
    return True


def words_without() -> str:
    """What to do where it is not."""
    return _("Library records need a part that is not installed here: pip install “citedesmetiers[marc]”, "
             "or pymarc, then start the house again.")  # fmt: skip


def is_meant(name: str, body: bytes) -> bool:
    """Whether somebody who brings this file means library records: by the end of its name, or by how it begins."""
    return PurePath(name).suffix.lower() in ENDINGS or bool(BEGINS.match(body[:5000]))


def read(body: bytes, known: Known, report: Report, *, purpose: str = "") -> Iterator[Line]:
    """Every record of a file as a line, like those of a spreadsheet (sheets.read). NotASheet, in words, if it is none.

    `purpose` is the code of the one under which the records are to stand.
    """
    if not is_here():
        raise NotASheet(words_without())
    from .reading import read as read_records

    yield from read_records(body, known, report, purpose=purpose)
