"""What could not be answered and what was not found, a month beside the months before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from citedesmetiers.tallies.models import Tally
from citedesmetiers.tallies.series import Series

from .models import Topic, Word

SHOWN = 6  # months in one table
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True)
class Row:
    """One topic, or one word: how many in each month, the newest first."""

    topic: Topic | str
    counts: Sequence[int]


@dataclass(frozen=True)
class Months:
    """A table of months, the newest first."""

    months: Sequence[date]
    rows: Sequence[Row]

    @property
    def totals(self) -> list[int]:
        """Each month's sum over all topics."""
        return [sum(row.counts[place] for row in self.rows) for place in range(len(self.months))]

    @property
    def earlier(self) -> date:
        """The month with which the next table would begin."""
        return before(self.months[-1])


def month_of(text: str, today: date) -> date:
    """The first day of the month written as 2026-11; of this month if that is none, or is still to come."""
    year, _dash, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and 1 <= int(month[:3]) <= 12):
        return today.replace(day=1)
    found = date(max(int(year), EARLIEST.year), int(month[:3]), 1)
    return min(found, today.replace(day=1))


def before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def unanswered(month: date) -> Months:
    """A month and the five before it; the topic with the most questions of that month first. Two queries."""
    months, counts = _counted(Series.UNANSWERED, month)
    topics = {topic.code: topic for topic in Topic.objects.order_by("order", "pk")}
    counted = {code for (_of, code), n in counts.items() if n}
    named = [topic for code, topic in topics.items() if topic.active or code in counted]
    rows = [Row(each, [counts[of, each.code] for of in months]) for each in named]
    return Months(months, sorted(rows, key=lambda row: -row.counts[0]))


def missed(month: date) -> Months:
    """What was looked for and not found, as the commonest word of each stem; the most wanted first. Two queries."""
    months, counts = _counted(Series.MISSED, month)
    stems = sorted({code for (_of, code), n in counts.items() if n})
    spelt = Word.objects.filter(term__text__in=stems).order_by("n", "-text").values_list("term__text", "shown")
    words = dict(spelt)  # of several, the last: the commonest
    rows = [Row(words.get(stem, stem), [counts[of, stem] for of in months]) for stem in stems]
    return Months(months, sorted(rows, key=lambda row: ([-n for n in row.counts], row.topic)))


def _counted(series: Series, month: date) -> tuple[list[date], Counter[tuple[date, str]]]:
    """The month and those before it, and how many of each key in each of them. One query."""
    months = [month]
    while len(months) < SHOWN:
        months.append(before(months[-1]))
    after = (month + timedelta(days=32)).replace(day=1)
    tallies = Tally.objects.of(series).filter(day__gte=months[-1], day__lt=after).order_by()
    found = tallies.annotate(month=TruncMonth("day")).values_list("month", "k1").annotate(total=Sum("n"))
    return months, Counter({(of, code): n for of, code, n in found})
