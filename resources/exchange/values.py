"""A cell read: what it says in plain values, or why it cannot be taken, in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from citedesmetiers.centre.forms import clean_words
from citedesmetiers.centre.forms.fields import clean_lines

from ..addresses import typed_address
from ..models import Notice, NumberKind, Signed, Support
from ..numbers import read_number
from .columns import ERASE, FIRM, heading_of, parted, unwritten
from .known import Known

OLDEST, NEWEST = 1400, 2200
EARLIEST_DAY, LATEST_DAY = date(1900, 1, 1), date(2200, 1, 1)
MOST_COPIES, MOST_VALUES, SHOWN = 200, 40, 40
MOST_PRICE = Decimal(999999)
PLAIN = re.compile(r"[\n\t\x20-\x7e\xa0-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f]*\Z")
WORDS = ("title", "subtitle", "authors", "publisher", "edition", "summary", "opinion")  # the edition: of records
CURRENCIES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP"}


class Fault(Exception):  # noqa: N818 - a line that was judged
    """The cell cannot be taken; `args[0]` says why."""


@dataclass
class Read:
    """What is read of one line's cells, and what is to be said about it."""

    known: Known
    values: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)  # it cannot be taken
    doubts: list[str] = field(default_factory=list)  # somebody must look
    notes: list[str] = field(default_factory=list)  # it is taken, and this is said
    kept: dict[str, str] = field(default_factory=dict)  # what no field holds

    def take(self, code: str, cell: str) -> None:
        """Read one cell into `values`."""
        try:
            self.values[code] = self._erased(code) if cell == ERASE else READERS[code](self, code, cell)
        except Fault as fault:
            self.faults.append(_("%(column)s: %(words)s") % {"column": heading_of(code), "words": fault.args[0]})

    def _erased(self, code: str) -> object:
        if code in FIRM:
            raise Fault(_("it cannot be erased."))
        return EMPTY.get(code, "")

    def said(self) -> str:
        """Everything that is said of it."""
        return " ".join(self.faults or [*self.doubts, *self.notes])[:300]


EMPTY: dict[str, object] = {
    "year": None, "price": None, "opinion_on": None, "review_by": None, "copies": 0, "purposes": [], "marks": [],
    "headings": [], "subjects": [], "languages": [], "number": ["", "", False],
}  # fmt: skip


def short(text: str) -> str:
    """A text as it is quoted in a sentence."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _text(read: Read, code: str, cell: str) -> str:
    text, most = unwritten(cell), Notice._meta.get_field(code).max_length
    if len(text) > most:
        raise Fault(_("longer than %(n)d signs.") % {"n": most})
    if not PLAIN.match(text):
        try:
            (clean_lines if code in ("summary", "opinion") else clean_words)(text)
        except ValidationError as met:
            raise Fault(str(met.messages[0])) from met
    return text if code in ("summary", "opinion") else " ".join(text.split())


def _identifier(read: Read, code: str, cell: str) -> str:
    if len(cell) > 40 or not cell.isprintable() or " " in cell:
        raise Fault(_("40 signs at most, without spaces."))
    return cell


def _year(read: Read, code: str, cell: str) -> int:
    digits = cell.strip("()[]c© ")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4 and OLDEST <= int(digits) <= NEWEST):
        raise Fault(_("“%(text)s” is no year.") % {"text": short(cell)})
    return int(digits)


def _support(read: Read, code: str, cell: str) -> str:
    found = read.known.lists.code(Support, cell)
    if found is None:
        raise Fault(_("“%(text)s” is no support that is known here.") % {"text": short(cell)})
    return found


def _signed(read: Read, code: str, cell: str) -> str:
    found = read.known.lists.code(Signed, cell)
    if found is None:
        raise Fault(_("“%(text)s” is no role: an opinion is never signed by a name.") % {"text": short(cell)})
    return found


def _number(read: Read, code: str, cell: str) -> list[object]:
    number = read_number(cell)
    if number is None:
        raise Fault(_("“%(text)s” is no ISBN, ISSN or EAN.") % {"text": short(cell)})
    if number.wrong:
        read.notes.append(_("The check digit of %(number)s is wrong: it is kept as printed.") % {"number": short(cell)})
    return [number.digits, str(number.kind), number.wrong]


def _purposes(read: Read, code: str, cell: str) -> list[str]:
    found = [(name, read.known.purpose(name)) for name in _parted(cell)]
    if missing := [name for name, purpose in found if purpose is None]:
        raise Fault(_("“%(text)s” is no purpose of this house.") % {"text": short(missing[0])})
    said = {purpose for _name, purpose in found}
    return [purpose for purpose in read.known.purposes if purpose in said]


def _headings(read: Read, code: str, cell: str) -> list[str]:
    found = [(name, read.known.heading(name)) for name in _parted(cell)]
    if missing := [name for name, heading in found if heading is None]:
        read.doubts.append(
            _("The heading “%(text)s” is not in the plan: taken, the document stands without it.")
            % {"text": short(" ; ".join(missing))}
        )
    return sorted({heading for _name, heading in found if heading})


def _subjects(read: Read, code: str, cell: str) -> list[str]:
    found = [(name, read.known.subject(name)) for name in _parted(cell)]
    if missing := [name for name, subject in found if subject is None]:
        read.kept[heading_of(code)] = " ; ".join(missing)[:500]
        read.notes.append(_("Unknown subjects are kept aside: %(text)s.") % {"text": short(" ; ".join(missing))})
    return sorted({subject for _name, subject in found if subject})


def _languages(read: Read, code: str, cell: str) -> list[str]:
    found = [(name, read.known.lists.language(name)) for name in _parted(cell, 10)]
    if missing := [name for name, language in found if language is None]:
        words = _("“%(text)s” is no language that is known here: write its code, as fr or en.")
        raise Fault(words % {"text": short(missing[0])})
    return list(dict.fromkeys(language for _name, language in found if language))


def _marks(read: Read, code: str, cell: str) -> list[str]:
    marks = _parted(cell, MOST_COPIES)
    for mark in marks:
        if len(mark) > 40 or not mark.isprintable():
            raise Fault(_("a shelf mark has 40 signs at most."))
    return marks


def _copies(read: Read, code: str, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 4 and int(cell) <= MOST_COPIES):
        raise Fault(_("a number from 0 to %(n)d.") % {"n": MOST_COPIES})
    return int(cell)


def _price(read: Read, code: str, cell: str) -> list[str]:
    said = re.fullmatch(r"([A-Za-z€$£]*)\s*([0-9][0-9\s\u202f]*(?:[.,][0-9]+)?)\s*([A-Za-z€$£]*)", cell)
    if not said or (said[1] and said[3]):
        raise Fault(_("“%(text)s” is no price.") % {"text": short(cell)})
    word = said[1] or said[3]
    currency = CURRENCIES.get(word.lower(), word.upper()) or "EUR"
    try:
        amount = Decimal("".join(said[2].split()).replace(",", ".")).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Fault(_("“%(text)s” is no price.") % {"text": short(cell)}) from None
    if len(currency) != 3 or not currency.isalpha() or amount > MOST_PRICE:
        raise Fault(_("“%(text)s” is no price.") % {"text": short(cell)})
    return [str(amount), currency]


def _url(read: Read, code: str, cell: str) -> str:
    try:
        return typed_address(cell)
    except ValidationError as met:
        raise Fault(str(met.messages[0])) from met


A_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def _day(read: Read, code: str, cell: str) -> str:
    try:
        said = A_DAY.fullmatch(cell)
        day = date(int(said[3]), int(said[2]), int(said[1])) if said else date.fromisoformat(cell)
    except ValueError:
        raise Fault(_("“%(text)s” is no date, as 27/11/2026 is.") % {"text": short(cell)}) from None
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise Fault(_("“%(text)s” is no date, as 27/11/2026 is.") % {"text": short(cell)})
    return day.isoformat()


def _parted(cell: str, most: int = MOST_VALUES) -> list[str]:
    values = parted(cell)
    if len(values) > most:
        raise Fault(_("more than %(n)d values.") % {"n": most})
    return values


READERS: dict[str, Callable[[Read, str, str], object]] = {
    **dict.fromkeys(WORDS, _text), "identifier": _identifier, "year": _year, "support": _support, "number": _number,
    "marks": _marks, "headings": _headings, "subjects": _subjects, "languages": _languages, "price": _price,
    "url": _url, "opinion_by": _signed, "opinion_on": _day, "review_by": _day, "copies": _copies,
    "purposes": _purposes,
}  # fmt: skip

__all__ = ["EMPTY", "Fault", "NumberKind", "Read", "short"]
