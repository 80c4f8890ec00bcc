"""What came and went, written by night where the figures read it: month by month, anew where it changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from citedesmetiers.centre.site import main_place
from citedesmetiers.tallies.actions import Cell, replace_day
from citedesmetiers.tallies.models import NO_HOUR, Tally
from citedesmetiers.tallies.series import Series

from ..models import Notice, State

DATES = {Series.DOCUMENTS_ACQUIRED: "acquired_on", Series.DOCUMENTS_WITHDRAWN: "withdrawn_on"}


def count_the_stock(today: date) -> list[date]:
    """Write how many documents came and went in each month, by support. The months that were not written so yet.

    A month's cells stand on its first day. Twice, or by two clocks at once: the same cells.
    """
    place, changed = main_place(), set()
    for series in DATES:
        there, wanted = _written(series), _counted(series, today)
        for month in sorted(there.keys() | wanted.keys()):
            if there.get(month, Counter()) != wanted.get(month, Counter()):
                rows = [(Cell(series, support), NO_HOUR, n) for support, n in sorted(wanted.get(month, {}).items())]
                replace_day(month, place, [series], rows)
                changed.add(month)
    return sorted(changed)


def _written(series: Series) -> dict[date, Counter[str]]:
    return _by_month(Tally.objects.of(series).filter(n__gt=0).order_by().values_list("day", "k1", "n"))


def _counted(series: Series, today: date) -> dict[date, Counter[str]]:
    on = DATES[series]
    there = Notice.objects.exclude(state=State.DRAFT).filter(**{f"{on}__lte": today}).order_by()
    months = there.annotate(month=TruncMonth(on)).values_list("month", "support").annotate(n=Count("pk"))
    return _by_month(months)


def _by_month(rows: Iterable[tuple[date, str, int]]) -> dict[date, Counter[str]]:
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for month, support, n in rows:
        found[month][support] += n
    return dict(found)
