"""From the bytes of a file to its records: ISO 2709 by pymarc, MARCXML by defusedxml. What is broken is said, once."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import pymarc
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from pymarc.exceptions import PymarcException
from pymarc.marc8 import marc8_to_unicode

from citedesmetiers.kit.sheets import NotASheet

from .charsets import CONTROL, OddSigns, clean, of_marc21, of_unimarc
from .records import Broken, Field, Record

END, FIELD_END = b"\x1d", b"\x1e"
LEADER = re.compile(rb"\d{5}[ -~]{19}")
ODD_CODE = re.compile(rb"\x1f[\x80-\xff]")
MOST_FIELDS, MOST_SIGNS = 2000, 200_000  # of one record
BOM = b"\xef\xbb\xbf"


def records_in(data: bytes) -> Iterator[Record | Broken]:
    """Each record of a file, or what is wrong with it. NotASheet if it is something else."""
    start = data.removeprefix(BOM).lstrip()[:30]
    if not start:
        raise NotASheet(_("This file is empty."))
    if start.startswith(b"<"):
        return _in_xml(data)
    if LEADER.match(start):
        return _in_iso_2709(data)
    raise NotASheet(_("This is no file of library records: neither ISO 2709 (.mrc, .iso) nor MARCXML."))


def _in_iso_2709(data: bytes) -> Iterator[Record | Broken]:
    *whole, rest = data.removeprefix(BOM).split(END)
    for each in whole:
        if raw := each.lstrip(b"\r\n\t \0"):
            yield _decoded(raw + END)
    if rest.strip(b"\r\n\t \0\x1a"):
        yield Broken(_("This record is cut: the file ends in the middle of it."))


def _decoded(raw: bytes) -> Record | Broken:
    """One record. Its own length is not believed; that each field ends where the directory says is."""
    fields = (raw.find(FIELD_END) - 24) // 12
    if not LEADER.match(raw) or raw.count(FIELD_END) != fields + 1 or ODD_CODE.search(raw):
        return Broken(_("This record is damaged: its fields are not where it says."))
    if not 0 < fields <= MOST_FIELDS:
        return Broken(_("This record has no fields, or far too many."))
    try:
        record = pymarc.Record(data=b"%05d" % min(len(raw), 99_999) + raw[5:], to_unicode=False)
        return _in_unicode(record)
    except (PymarcException, UnicodeDecodeError, ValueError, LookupError) as wrong:
        said = wrong.args[0] if isinstance(wrong, OddSigns) else _("This record is damaged and cannot be read.")
        return Broken(said)


def _in_unicode(record: pymarc.Record) -> Record:
    raw = [(each.tag, each.indicators, [(part.code, part.value) for part in each.subfields], each.data)
           for each in record.fields]  # fmt: skip
    body = b"\n".join(value for _tag, _signs, parts, _data in raw for _code, value in parts)
    coded = next((value for tag, _signs, parts, _data in raw if tag == "100" for code, value in parts if code == "a"),
                 b"")  # fmt: skip
    if any(tag == "200" for tag, *_rest in raw):
        decode, note = of_unimarc(body, coded.decode("ascii", "replace"))
    else:
        decode, note = of_marc21(body, str(record.leader), _marc_8)
    fields = [
        Field(tag, *(signs or (" ", " ")), parts=[(code, clean(decode(value))) for code, value in parts])
        if data is None
        else Field(tag, parts=[("", CONTROL.sub("", data.decode("ascii", "replace")))])
        for tag, signs, parts, data in raw
    ]
    return Record(str(record.leader), fields, note)


def _marc_8(text: bytes) -> str:
    plain = text.isascii() and b"\x1b" not in text
    return text.decode("ascii") if plain else str(marc8_to_unicode(text, True))


def _in_xml(data: bytes) -> Iterator[Record | Broken]:
    """MARCXML, of whatever namespace. What was whole before a fault is given."""
    any_record = False
    try:
        for _event, node in iterparse(io.BytesIO(data), events=("end",), forbid_dtd=True):
            if _name(node) == "record" and any(_name(child) in ("leader", "datafield") for child in node):
                any_record = True
                yield _of_node(node)
                node.clear()
    except DefusedXmlException:
        yield Broken(_("The file declares entities or a document type: it is not read any further."))
    except (ParseError, LookupError, ValueError):  # an encoding that does not exist is a LookupError
        if not any_record:
            raise NotASheet(_("This XML is cut or damaged: it cannot be read.")) from None
        yield Broken(_("The file is cut or damaged here: it is not read any further."))
    else:
        if not any_record:
            raise NotASheet(_("This XML holds no library record (MARCXML)."))


def _of_node(node: Element) -> Record | Broken:
    children = list(node)
    if len(children) > MOST_FIELDS or sum(len(part.text or "") for part in node.iter()) > MOST_SIGNS:
        return Broken(_("This record has no fields, or far too many."))
    leader = next((child.text or "" for child in children if _name(child) == "leader"), "")
    fields = []
    for child in children:
        tag = child.get("tag", "").strip()[:3]
        if _name(child) == "controlfield":
            fields.append(Field(tag, parts=[("", CONTROL.sub("", child.text or ""))]))
        elif _name(child) == "datafield":
            parts = [(part.get("code", "")[:1], clean("".join(part.itertext()))) for part in child
                     if _name(part) == "subfield"]  # fmt: skip
            fields.append(Field(tag, child.get("ind1") or " ", child.get("ind2") or " ", parts))
    return Record(leader, fields)


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
