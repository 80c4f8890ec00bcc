"""Months, as they stand in addresses: 2026-11."""

from datetime import date, timedelta

from django.utils import timezone

from .week import FIRST_YEAR, LAST_YEAR


def month_of(text: str | None) -> date:
    """The first day of the month that is meant, or of this one where nothing readable is."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else timezone.localdate().replace(day=1)


def after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=31)).replace(day=1)


def before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)
