"""Plain values put onto a notice: what a file says, or what stood there before."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import models

from ..models import Notice, Signed
from .known import Known

SETS = ("purposes", "headings", "subjects")


def put(notice: Notice, said: Mapping[str, object], known: Known) -> dict[str, Sequence[models.Model]]:
    """Set the fields that are said; the sets that are said, as rows. Copies are not its fields."""
    sets: dict[str, Sequence[models.Model]] = {}
    for code, value in said.items():
        if code in SETS:
            sets[code] = known.rows(code, value)
        elif code == "number":
            notice.number, notice.number_kind, notice.number_wrong = value
        elif code == "price":
            amount, currency = value or (None, "EUR")
            notice.price, notice.currency = None if amount is None else Decimal(amount), currency
        elif code in ("opinion_on", "review_by"):
            setattr(notice, code, date.fromisoformat(value) if value else None)
        elif code == "opinion_by":
            notice.opinion_by = value or Signed.OFFICER
        elif code != "copies" and code != "copy_of":
            setattr(notice, code, value)
    return sets


COLUMNS_OF = {"number": ("number", "number_kind", "number_wrong"), "price": ("price", "currency")}  # else its own
