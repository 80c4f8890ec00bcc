"""The answers of OAI-PMH 2.0, element by element in the order of its schema."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from citedesmetiers.centre.models import Purpose
from citedesmetiers.kit.words import in_language

from ..dublin import DC, OAI_DC, XSI, element_of
from ..text import in_xml
from . import asked as asking
from . import records
from .asked import PREFIX, Asked, Refused, read

OAI = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
for _prefix, _uri in (("", OAI), ("oai_dc", OAI_DC), ("dc", DC), ("xsi", XSI)):
    register_namespace(_prefix, _uri)
NOBODY = "not-given@house.invalid"  # where the house names no address: the protocol wants one


@dataclass(frozen=True)
class House:
    """Who answers: its address for harvesters, the host in its identifiers, its name, and how its pages are called."""

    base: str
    host: str
    name: str
    language: str
    page: Callable[[str], str]
    contact: str = ""

    def identifier(self, own: str) -> str:
        return f"oai:{self.host}:{quote(own, safe='')}"


def answer(pairs: Sequence[tuple[str, str]], house: House, *, now: datetime) -> bytes:
    """The answer to a request; every fault of the request is an answer too."""
    root = Element(_tag("OAI-PMH"), {f"{{{XSI}}}schemaLocation": SCHEMA})
    _text(root, "responseDate", stamp(now))
    request = _text(root, "request", house.base)
    try:
        asked = read(pairs)
        _said(request, asked)
        root.append(ANSWERS[asked.verb](asked, house, now))
    except Refused as refused:
        if refused.code not in ("badVerb", "badArgument"):
            _said(request, Asked(next(value for name, value in pairs if name == "verb"), dict(pairs)))
        error = _text(root, "error", refused.words)
        error.set("code", refused.code)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _said(request: Element, asked: Asked) -> None:
    request.set("verb", asked.verb)
    for name, value in asked.said.items():
        request.set(name, in_xml(value))


def _identify(asked: Asked, house: House, now: datetime) -> Element:
    told = Element(_tag("Identify"))
    _text(told, "repositoryName", house.name)
    _text(told, "baseURL", house.base)
    _text(told, "protocolVersion", "2.0")
    _text(told, "adminEmail", house.contact or NOBODY)
    _text(told, "earliestDatestamp", stamp(records.earliest() or now))
    _text(told, "deletedRecord", "persistent")
    _text(told, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    return told


def _formats(asked: Asked, house: House, now: datetime) -> Element:
    if "identifier" in asked.said:
        _found(asked, house)
    told = Element(_tag("ListMetadataFormats"))
    one = SubElement(told, _tag("metadataFormat"))
    _text(one, "metadataPrefix", PREFIX)
    _text(one, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    _text(one, "metadataNamespace", OAI_DC)
    return told


def _sets(asked: Asked, house: House, now: datetime) -> Element:
    """The purposes."""
    purposes = list(Purpose.objects.order_by("order", "pk"))
    if not purposes:
        raise Refused("noSetHierarchy", "No purpose is named here: there are no sets.")
    told = Element(_tag("ListSets"))
    for purpose in purposes:
        one = SubElement(told, _tag("set"))
        _text(one, "setSpec", purpose.code)
        _text(one, "setName", in_language(purpose.name, house.language) or purpose.code)
    return told


def _record(asked: Asked, house: House, now: datetime) -> Element:
    told = Element(_tag("GetRecord"))
    told.append(_whole(_found(asked, house), house))
    return told


def _found(asked: Asked, house: House) -> records.Item:
    said, begins = asked.said["identifier"], f"oai:{house.host}:"
    own = unquote(said.removeprefix(begins)) if said.startswith(begins) else ""
    item = records.one(own) if own.isprintable() and 0 < len(own) <= 40 else None
    if item is None:
        raise Refused("idDoesNotExist", "There is no such record here.")
    return item


def _list(asked: Asked, house: House, now: datetime) -> Element:
    """ListRecords and ListIdentifiers, a page at a time."""
    _check_set(asked)
    items, more, size = records.page_of(asked)
    if not items and asked.after is None:
        raise Refused("noRecordsMatch", "Nothing was changed then, or nothing is in this set.")
    told = Element(_tag(asked.verb))
    for item in items:
        told.append(_whole(item, house) if asked.verb == "ListRecords" else _header(item, house))
    if more or asked.after:
        rest = asking.token(asked, items[-1].place, len(items), size) if more else ""
        token = _text(told, "resumptionToken", rest)
        if more:
            token.set("expirationDate", stamp(now + timedelta(seconds=asking.TOKEN_LASTS)))
        token.set("completeListSize", str(max(size, asked.cursor + len(items))))
        token.set("cursor", str(asked.cursor))
    return told


def _check_set(asked: Asked) -> None:
    if "set" not in asked.window:
        return
    codes = list(Purpose.objects.order_by("pk").values_list("code", flat=True))
    if not codes:
        raise Refused("noSetHierarchy", "No purpose is named here: there are no sets.")
    if asked.window["set"] not in codes:
        raise Refused("noRecordsMatch", "There is no such set.")


def _whole(item: records.Item, house: House) -> Element:
    record = Element(_tag("record"))
    record.append(_header(item, house))
    if item.notice:
        about = element_of(item.notice, page=house.page(item.identifier), language=house.language)
        SubElement(record, _tag("metadata")).append(about)
    return record


def _header(item: records.Item, house: House) -> Element:
    header = Element(_tag("header"), {} if item.notice else {"status": "deleted"})
    _text(header, "identifier", house.identifier(item.identifier))
    _text(header, "datestamp", stamp(item.place.at))
    for each in item.sets:
        _text(header, "setSpec", each)
    return header


def stamp(at: datetime) -> str:
    """A moment as the protocol writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _tag(name: str) -> str:
    return f"{{{OAI}}}{name}"


def _text(within: Element, name: str, text: str) -> Element:
    element = SubElement(within, _tag(name))
    element.text = in_xml(text)
    return element


ANSWERS: dict[str, Callable[[Asked, House, datetime], Element]] = {
    "Identify": _identify, "ListMetadataFormats": _formats, "ListSets": _sets, "GetRecord": _record,
    "ListIdentifiers": _list, "ListRecords": _list,
}  # fmt: skip
