"""Numbers of publications: ISBN, ISSN, EAN, as they are typed and as they are kept."""

from dataclasses import dataclass

from stdnum import ean, isbn, issn
from stdnum.exceptions import ValidationError

from .models import NumberKind

BOOKS = ("978", "979")
ISSN_IN_EAN = "977"


@dataclass(frozen=True)
class Number:
    """A number without its hyphens, its kind, and whether its check digit is wrong."""

    digits: str = ""
    kind: NumberKind = NumberKind.NONE
    wrong: bool = False

    @property
    def printed(self) -> str:
        """As it is printed, with its hyphens; as it stands where it is wrong."""
        if self.wrong or not self.digits:
            return self.digits
        return {NumberKind.ISBN: isbn.format, NumberKind.ISSN: issn.format}.get(self.kind, str)(self.digits)


def read_number(text: str) -> Number | None:
    """What number this is; None if it has the length or the signs of none. Ten-digit ISBNs become thirteen."""
    digits = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    digits = digits.removeprefix("ISBN").removeprefix("ISSN").removeprefix("EAN")
    if not digits:
        return Number()
    if not digits[:-1].isdigit() or not (digits[-1].isdigit() or (digits[-1] == "X" and len(digits) in (8, 10))):
        return None
    return {8: _issn, 10: _isbn, 13: _thirteen}.get(len(digits), lambda _digits: None)(digits)


def _issn(digits: str) -> Number:
    return Number(digits, NumberKind.ISSN, wrong=not issn.is_valid(digits))


def _isbn(digits: str) -> Number:
    if isbn.is_valid(digits):
        return Number(isbn.to_isbn13(digits), NumberKind.ISBN)
    return Number(digits, NumberKind.ISBN, wrong=True)


def _thirteen(digits: str) -> Number:
    if digits.startswith(BOOKS):
        return Number(digits, NumberKind.ISBN, wrong=not isbn.is_valid(digits))
    if digits.startswith(ISSN_IN_EAN) and ean.is_valid(digits):
        return Number(_issn_of(digits), NumberKind.ISSN)
    return Number(digits, NumberKind.EAN, wrong=not ean.is_valid(digits))


def _issn_of(digits: str) -> str:
    """The ISSN that a periodical's bar code holds."""
    body = digits[3:10]
    try:
        return body + issn.calc_check_digit(body)
    except ValidationError:
        return digits
