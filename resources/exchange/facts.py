"""What a notice says, in plain values and as the cells of its line: the same for reading back and for writing out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import translation

from ..models import Copy, Notice, NumberKind, Signed, Support
from ..numbers import Number
from .columns import joined, written
from .known import Known

TEXTS = ("identifier", "title", "subtitle", "authors", "publisher", "edition", "url", "summary", "opinion")
Plain = dict[str, object]


@dataclass
class Facts:
    """The sets of one notice: codes of purposes and headings, tokens of subjects, its copies that stand on a shelf."""

    purposes: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)


def gather(notices: Iterable[Notice], known: Known) -> dict[int, Facts]:
    """The sets of these notices. Four queries, however many."""
    found: dict[int, Facts] = defaultdict(Facts)
    asked = [notice.pk for notice in notices]
    order = {code: place for place, code in enumerate(known.purposes)}
    for pk, code in _members("purposes", asked, "purpose__code"):
        found[pk].purposes.append(code)
    for pk, code in _members("headings", asked, "heading__code"):
        found[pk].headings.append(code)
    for pk, subject in _members("subjects", asked, "subject"):
        if subject in known.tokens:
            found[pk].subjects.append(known.tokens[subject])
    for copy in Copy.objects.filter(notice__in=asked, url="").order_by("pk"):
        found[copy.notice_id].copies.append(copy)
    for facts in found.values():
        facts.purposes.sort(key=lambda code: order.get(code, len(order)))
        facts.headings.sort()
        facts.subjects.sort()
    return found


def _members(name: str, asked: Sequence[int], column: str) -> Iterable[tuple[int, str]]:
    return getattr(Notice, name).through.objects.filter(notice__in=asked).order_by("pk").values_list("notice", column)


def plain_of(notice: Notice, facts: Facts) -> Plain:
    """Everything that the columns can say of it, in plain values."""
    said: Plain = {name: getattr(notice, name) for name in TEXTS}
    marks = [copy.mark for copy in facts.copies]
    return said | {
        "year": notice.year,
        "support": str(notice.support),
        "number": [notice.number, str(notice.number_kind), notice.number_wrong],
        "marks": shown_marks(marks),
        "headings": facts.headings,
        "subjects": facts.subjects,
        "languages": list(notice.languages),
        "price": None if notice.price is None else [f"{notice.price:.2f}", notice.currency or "EUR"],
        "opinion_by": str(notice.opinion_by) if notice.opinion else "",
        "opinion_on": notice.opinion_on.isoformat() if notice.opinion_on else None,
        "review_by": notice.review_by.isoformat() if notice.review_by else None,
        "copies": len(marks),
        "purposes": facts.purposes,
    }


def shown_marks(marks: Sequence[str]) -> list[str]:
    """The marks of copies as their cell shows them: once where all have the same."""
    return list(marks[:1]) if marks and len(set(marks)) == 1 and marks[0] else [mark for mark in marks if mark]


def cells_of(plain: Plain) -> dict[str, str]:
    """The same as texts, without the empty ones. In French, as the network's spreadsheet is."""
    with translation.override("fr"):
        cells = {code: cell_of(code, value) for code, value in plain.items()}
    return {code: cell for code, cell in cells.items() if cell}


def cell_of(code: str, value: object) -> str:
    """One plain value as a cell, in the language that is spoken."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, list):
        return _of_several(code, value)
    if code == "support":
        return str(Support(value).label)
    if code == "opinion_by":
        return str(Signed(value).label)
    return str(value) if code in ("year", "copies", "opinion_on", "review_by", "url", "identifier") else (
        written(str(value)))  # fmt: skip


def _of_several(code: str, value: list) -> str:
    if code == "number":
        digits, kind, wrong = value
        return Number(digits, NumberKind(kind), wrong).printed if digits else ""
    if code == "price":
        amount, currency = value
        return amount if currency == "EUR" else f"{amount} {currency}"
    return joined(str(each) for each in value)
