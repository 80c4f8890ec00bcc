"""A notice in Dublin Core (the fifteen elements), and in JSON-LD (schema.org).

JSON-LD stands at an address of its own and a page links to it: the pages of this house hold no script of their own,
not even one that is never run, and one rule without an exception is one that a test can keep.
"""

from xml.etree.ElementTree import Element, SubElement

from django.utils import translation

from citedesmetiers.kit.words import in_language

from ..models import Notice, NumberKind, Support, Territory
from ..numbers import Number
from .text import in_xml

DC, OAI_DC = "http://purl.org/dc/elements/1.1/", "http://www.openarchives.org/OAI/2.0/oai_dc/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
TYPES = {  # the types of DCMI
    Support.SOFTWARE: "Software", Support.DATABASE: "Dataset", Support.WEBSITE: "InteractiveResource",
    Support.VIDEO: "MovingImage", Support.PODCAST: "Sound", Support.EXHIBITION: "Image", Support.GAME: "PhysicalObject",
    Support.OTHER: "PhysicalObject",
}  # fmt: skip
OF_SCHEMA = {
    Support.PERIODICAL: "Periodical", Support.SOFTWARE: "SoftwareApplication", Support.DATABASE: "Dataset",
    Support.WEBSITE: "WebSite", Support.VIDEO: "VideoObject", Support.PODCAST: "PodcastSeries", Support.GAME: "Game",
    Support.BOOK: "Book", Support.BOOKLET: "Book", Support.EXHIBITION: "ExhibitionEvent",
}  # fmt: skip


def of(notice: Notice, *, page: str = "", language: str = "fr") -> list[tuple[str, str]]:
    """The elements of a notice, in order: [("title", "Le CV"), ("creator", …), …]. `page` is its own address.

    Only what everybody may read of a public document; the subjects and purposes are read, prefetch them for many.
    """
    said = [("title", _title(notice))]
    said += [("creator", name) for name in authors_of(notice)]
    said += [("subject", in_language(subject.label, language)) for subject in notice.subjects.all()]
    said += [("subject", in_language(purpose.name, language)) for purpose in notice.purposes.all()]
    said += [("description", notice.summary), ("publisher", notice.publisher), ("date", str(notice.year or ""))]
    said += [("type", TYPES.get(Support(notice.support), "Text")), ("identifier", page)]
    said += [("identifier", _urn(notice)), ("identifier", notice.url)]
    said += [("language", code) for code in notice.languages]
    if notice.territory != Territory.NONE:
        with translation.override(language):
            said.append(("coverage", str(notice.get_territory_display())))
    return [(name, in_xml(text).strip()) for name, text in said if text.strip()]


def authors_of(notice: Notice) -> list[str]:
    return [name for each in notice.authors.split(";") if (name := each.strip())]


def element_of(notice: Notice, *, page: str, language: str) -> Element:
    """The same as the element oai_dc:dc."""
    root = Element(f"{{{OAI_DC}}}dc", {f"{{{XSI}}}schemaLocation": SCHEMA})
    for name, text in of(notice, page=page, language=language):
        SubElement(root, f"{{{DC}}}{name}").text = text
    return root


def json_ld(notice: Notice, *, page: str, language: str = "fr") -> dict[str, object]:
    """The same for search engines, as schema.org names it."""
    said = {
        "@context": "https://schema.org", "@id": page, "@type": OF_SCHEMA.get(Support(notice.support), "CreativeWork"),
        "name": notice.title, "alternativeHeadline": notice.subtitle,
        "author": [{"@type": "Person" if "," in name else "Organization", "name": name} for name in authors_of(notice)],
        "publisher": {"@type": "Organization", "name": notice.publisher} if notice.publisher else "",
        "datePublished": str(notice.year or ""), "inLanguage": notice.languages, "description": notice.summary,
        "bookEdition": notice.edition, "url": notice.url or page,
        "isbn": _printed(notice) if notice.number_kind == NumberKind.ISBN else "",
        "issn": _printed(notice) if notice.number_kind == NumberKind.ISSN else "",
        "keywords": [in_language(subject.label, language) for subject in notice.subjects.all()],
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _title(notice: Notice) -> str:
    return " : ".join(part for part in (notice.title, notice.subtitle) if part)


def _printed(notice: Notice) -> str:
    return Number(notice.number, NumberKind(notice.number_kind), notice.number_wrong).printed


def _urn(notice: Notice) -> str:
    """urn:isbn:… of a number that is right; as it is printed where it is wrong."""
    if notice.number and not notice.number_wrong and notice.number_kind in (NumberKind.ISBN, NumberKind.ISSN):
        return f"urn:{notice.number_kind}:{_printed(notice)}"
    return _printed(notice)
