"""Dates drawn by a rule. The rule is not kept: what it draws are sessions, each a row of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

MOST = 120  # dates that one rule draws: two years of a weekly workshop, and some
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Weekly:
    """The weekday of the first date, every so many weeks."""

    first: date
    every: int = 1

    def dates(self) -> Iterator[date]:
        """From the first on, without an end."""
        day = self.first
        while day.year < date.max.year:
            yield day
            day += self.every * A_WEEK


@dataclass(frozen=True)
class Monthly:
    """The same weekday of each month as the first date is of its own: the second Tuesday; or the last, if asked."""

    first: date
    last_of_month: bool = False

    def dates(self) -> Iterator[date]:
        """From the first on, without an end. A month that has no fifth one is left out."""
        nth, year, month = (self.first.day - 1) // 7, self.first.year, self.first.month
        while year < date.max.year:
            if day := self._of(year, month, nth):
                yield day
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)

    def _of(self, year: int, month: int, nth: int) -> date | None:
        begins = date(year, month, 1)
        found = begins + timedelta(days=(self.first.weekday() - begins.weekday()) % 7)
        days = [found + n * A_WEEK for n in range(5) if (found + n * A_WEEK).month == month]
        if self.last_of_month:
            return days[-1] if days[-1] >= self.first else None
        return days[nth] if nth < len(days) else None


Rule = Weekly | Monthly


def drawn(rule: Rule, until: date) -> tuple[list[date], bool]:
    """The dates of a rule up to and with a date, and whether there would be more than `MOST`: the rest is left out."""
    found: list[date] = []
    for day in islice(rule.dates(), MOST + 1):
        if day > until:
            break
        found.append(day)
    return found[:MOST], len(found) > MOST
