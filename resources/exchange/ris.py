"""RIS: a list of documents for a reference manager (Zotero, EndNote). One line a value, CR LF, in UTF-8."""

from collections.abc import Iterable, Iterator

from citedesmetiers.kit.words import in_language

from ..models import Notice, NumberKind, Support
from ..numbers import Number
from .text import on_one_line

CONTENT_TYPE = "application/x-research-info-systems; charset=utf-8"
TYPES = {
    Support.BOOK: "BOOK", Support.BOOKLET: "PAMP", Support.LEAFLET: "PAMP", Support.PERIODICAL: "JFULL",
    Support.PRESS_FILE: "NEWS", Support.BINDER: "GEN", Support.SOFTWARE: "COMP", Support.DATABASE: "DBASE",
    Support.WEBSITE: "ELEC", Support.FILE: "EBOOK", Support.VIDEO: "VIDEO", Support.PODCAST: "SOUND",
    Support.EXHIBITION: "GEN", Support.GAME: "GEN", Support.PRACTICE: "UNPB", Support.OTHER: "GEN",
}  # fmt: skip


def ris(notices: Iterable[Notice], *, language: str) -> str:
    """The references of these notices (their subjects and copies are read; prefetch them)."""
    return "".join(
        f"{tag}  - {value}\r\n" for notice in notices for tag, text in _lines(notice, language)
        if (value := on_one_line(text)) or tag == "ER"
    )  # fmt: skip


def _lines(notice: Notice, language: str) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES[Support(notice.support)]
    yield "ID", notice.identifier
    yield "TI", " : ".join(part for part in (notice.title, notice.subtitle) if part)
    yield from (("AU", name) for name in notice.authors.split(";"))
    yield "PY", str(notice.year or "")
    yield "PB", notice.publisher
    yield "ET", notice.edition
    yield "SN", Number(notice.number, NumberKind(notice.number_kind), notice.number_wrong).printed
    yield from (("LA", code) for code in notice.languages)
    yield from (("KW", in_language(subject.label, language)) for subject in notice.subjects.all())
    yield from (("CN", copy.mark) for copy in notice.copies.all())
    yield "AB", notice.summary
    yield "UR", notice.url
    yield "ER", ""
