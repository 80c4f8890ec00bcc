"""Time as the house tells it: instants in UTC, days and hours as the site's clock on the wall says."""

from datetime import date, datetime, timedelta

from django.utils import timezone


def local_day(at: datetime) -> date:
    """The site's day of an instant."""
    return timezone.localtime(at).date()


def local_hour(at: datetime) -> int:
    """The site's hour of an instant, 0 to 23 (a night of 25 hours has one of them twice)."""
    return timezone.localtime(at).hour


class IsoWeek:
    """Path converter: `<isoweek:monday>` is 2026-W47 in an address and its Monday in the view; no week 53, no page."""

    regex = r"20\d\d-W\d\d"

    def to_python(self, value: str) -> date:
        return date.fromisocalendar(int(value[:4]), int(value[6:]), 1)

    def to_url(self, value: date) -> str:
        return "{}-W{:02}".format(*value.isocalendar())


def minutes(span: timedelta) -> int:
    """Whole minutes of a span, never negative: a clock set back must not show a wait of minus one hour."""
    return max(0, int(span.total_seconds() // 60))
