"""Notices as UNIMARC records: ISO 2709 or MARCXML, in UTF-8. What is read again changes nothing."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import tostring

import pymarc
from pymarc import Field, Indicators, Subfield
from pymarc.marcxml import MARC_XML_NS, record_to_xml_node

from citedesmetiers.kit.words import in_language

from ...models import Notice, NumberKind, Scheme, Support
from ...numbers import Number
from ..text import in_xml
from .values import OF_TWO, OURS

KINDS = {
    Support.VIDEO: "gm", Support.PODCAST: "im", Support.GAME: "rm", Support.FILE: "lm", Support.SOFTWARE: "lm",
    Support.DATABASE: "li", Support.WEBSITE: "li", Support.PERIODICAL: "as", Support.EXHIBITION: "km",
}  # fmt: skip
LEADER = "00000n{kind}  2200000   450 "
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{MARC_XML_NS}">\n'.encode()
TAIL = b"</collection>\n"
LONGEST, PIECE = 9900, 2200  # bytes of one field, which ISO 2709 counts with four digits; signs of a piece
BODY = re.compile(r"^[^,;]+$")


def iso_2709(notices: Iterable[Notice], *, base: str, language: str) -> Iterator[bytes]:
    """The records one after another."""
    for notice in notices:
        yield record_of(notice, base=base, language=language).as_marc()


def marcxml(notices: Iterable[Notice], *, base: str, language: str) -> Iterator[bytes]:
    """One document of all the records."""
    yield HEAD
    for notice in notices:
        yield tostring(record_to_xml_node(record_of(notice, base=base, language=language))) + b"\n"
    yield TAIL


def record_of(notice: Notice, *, base: str, language: str) -> pymarc.Record:
    """One notice with its sets and copies (prefetched by the caller). `base` is the address of the house."""
    leader = LEADER.format(kind=KINDS.get(notice.support, "am"))
    record = pymarc.Record(to_unicode=False, force_utf8=True, leader=leader)
    _add(record, "001", data=notice.identifier)
    _add(record, "003", data=f"{base}/documents/{notice.identifier}/")
    _numbers(record, notice)
    _add(record, "100", parts=[("a", _coded(notice))])
    _add(record, "101", "0", parts=[("a", OF_TWO.get(code, code)) for code in notice.languages])
    _add(record, "200", "1", parts=[("a", notice.title), ("e", notice.subtitle), ("f", notice.authors)])
    _add(record, "205", parts=[("a", notice.edition)])
    _add(record, "214", " ", "0", parts=[("c", notice.publisher), ("d", str(notice.year or ""))])
    for text in _in_pieces(notice.summary):
        _add(record, "330", parts=[("a", text)])
    _about(record, notice, language)
    for place, name in enumerate(filter(None, (each.strip() for each in notice.authors.split(";")))):
        _author(record, name, first=place == 0)
    _add(record, "801", " ", "0", parts=[("a", "FR"), ("b", OURS)])
    _add(record, "856", "4", parts=[("u", notice.url)])
    for copy in notice.copies.all():
        _add(record, "995", parts=[("f", copy.number), ("k", copy.mark)])
    return record


def _numbers(record: pymarc.Record, notice: Notice) -> None:
    kind = {NumberKind.ISSN: "011", NumberKind.EAN: "073"}.get(notice.number_kind, "010")
    number = Number(notice.number, NumberKind(notice.number_kind), notice.number_wrong).printed
    price = f"{notice.price:.2f} {notice.currency}" if notice.price is not None else ""
    _add(record, kind, parts=[("a", number), ("d", price if kind != "073" else "")])
    if kind == "073":
        _add(record, "010", parts=[("d", price)])


def _in_pieces(text: str) -> list[str]:
    """A text as one field, or as several where it is too long for one."""
    step = PIECE if len(text.encode()) > LONGEST else len(text) or 1
    return [text[start : start + step] for start in range(0, len(text), step)]


def _coded(notice: Notice) -> str:
    """100$a: 36 places, of which the date of entry, the year, and the character set (UTF-8) say something."""
    day, year = f"{notice.changed_at:%Y%m%d}", str(notice.year or "").ljust(4)
    return f"{day}d{year}    m  y0frey50      ba"


def _about(record: pymarc.Record, notice: Notice, language: str) -> None:
    for subject in notice.subjects.all():
        scheme = "rome" if subject.scheme == Scheme.ROME else OURS
        label = in_language(subject.label, language)
        _add(record, "606", parts=[("3", subject.code), ("a", label), ("2", scheme)])
    _add(record, "608", parts=[("a", str(notice.support)), ("2", OURS)])
    for purpose in notice.purposes.all():
        _add(record, "615", parts=[("a", in_language(purpose.name, language)), ("n", purpose.code), ("2", OURS)])
    for heading in notice.headings.all():
        _add(record, "686", parts=[("a", heading.code), ("2", OURS)])


def _author(record: pymarc.Record, name: str, *, first: bool) -> None:
    """A person ("Surname, First name") or a body, the first one in the field of the main author."""
    if BODY.match(name):
        _add(record, "710" if first else "711", "0", "2", parts=[("a", name)])
    else:
        surname, _comma, rest = name.partition(",")
        _add(record, "700" if first else "701", " ", "1", parts=[("a", surname.strip()), ("b", rest.strip())])


def _add(
    record: pymarc.Record, tag: str, first: str = " ", second: str = " ", *,
    data: str | None = None, parts: Iterable[tuple[str, str]] = (),
) -> None:
    """Add a field, unless it says nothing."""
    if data is not None:
        record.add_field(Field(tag, data=in_xml(data)))
        return
    said = [Subfield(code, in_xml(text)) for code, text in parts if text and code]
    if any(part.code not in ("2",) for part in said):
        record.add_field(Field(tag, indicators=Indicators(first, second), subfields=said))
