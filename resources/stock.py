"""What stands on the shelves, and what came, went, was paid and was read, month by month."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext as _

from citedesmetiers.centre.models import Purpose
from citedesmetiers.tallies.models import Tally
from citedesmetiers.tallies.series import Series

from .actions.consultation import cell_of
from .models import Copy, Notice, Standing, State, Support
from .months import SHOWN, before
from .search.facets import count
from .tongues import language_name

MOST_READ = 10  # documents of the list of a month
BANDS = (2, 5, 10)  # years: up to 2, 3 to 5, 6 to 10, older
MONTHS_TOLD = 24  # of one document


@dataclass(frozen=True)
class Line:
    """One line of a table of the stock."""

    label: str
    n: int


@dataclass(frozen=True)
class Table:
    """How the documents are spread. `sums` if each stands in one line alone, so that the lines make the total."""

    name: str
    heading: str
    lines: Sequence[Line]
    total: int
    sums: bool = True


@dataclass(frozen=True)
class Month:
    """What happened in one month. `paid` is by currency."""

    first: date
    acquired: int
    withdrawn: int
    consulted: int
    paid: Mapping[str, Decimal]


def on_the_shelves(today: date) -> list[Table]:
    """What stands there today, by purpose, support, age and language. Four queries, however many documents."""
    standing = (Standing.PUBLIC, Standing.TEAM)
    found = Notice.objects.standing().order_by().values_list("profile").annotate(Count("pk"))
    counted = count(found, {}, standing)
    names = {purpose.code: str(purpose.name) for purpose in Purpose.objects.order_by("order", "pk")}
    values, total = counted.values, counted.total
    purposes = [Line(names.get(code, code), values["purpose"][code]) for code in [*names, *values["purpose"]]
                if values["purpose"][code]]  # fmt: skip
    supports = [Line(each.label, values["support"][each.value]) for each in Support if values["support"][each.value]]
    return [
        Table("purpose", _("By purpose"), list(dict.fromkeys(purposes)), total, sums=False),
        Table("support", _("By support"), _largest(supports), total),
        Table("age", _("By year"), _ages(today), total),
        Table("language", _("By language"), _largest(_languages(values["language"])), total, sums=False),
    ]


def months(last: date) -> list[Month]:
    """This month and the five before it, the newest first. Five queries."""
    shown = [last]
    while len(shown) < SHOWN:
        shown.append(before(shown[-1]))
    within = (shown[-1], (last + timedelta(days=32)).replace(day=1) - timedelta(days=1))
    acquired, withdrawn = _dated("acquired_on", within), _dated("withdrawn_on", within)
    tallies = Tally.objects.of(Series.DOCUMENTS_CONSULTED).filter(day__range=within).order_by()
    consulted = dict(tallies.values_list("day").annotate(Sum("n")))
    paid = _paid(within)
    return [Month(each, acquired.get(each, 0), withdrawn.get(each, 0), consulted.get(each, 0), paid.get(each, {}))
            for each in shown]  # fmt: skip


def most_read(month: date) -> list[tuple[Notice, int]]:
    """The documents that were put back most often in a month. Two queries."""
    tallies = Tally.objects.of(Series.DOCUMENTS_CONSULTED).filter(day=month, n__gt=0)
    cells = list(tallies.order_by("-n", "k1").values_list("k1", "n")[:MOST_READ])
    pks = [int(cell[1:]) for cell, _n in cells if cell.startswith("#") and cell[1:].isdecimal()]
    named = Notice.objects.filter(Q(identifier__in=[cell for cell, _n in cells]) | Q(pk__in=pks))
    notices = {cell_of(notice): notice for notice in named.order_by("pk")}
    return [(notices[cell], n) for cell, n in cells if cell in notices]


def consulted(notice: Notice) -> list[tuple[date, int]]:
    """How often this document was put back in each month in which it was, the newest first. One query."""
    tallies = Tally.objects.of(Series.DOCUMENTS_CONSULTED).filter(k1=cell_of(notice), n__gt=0)
    return list(tallies.order_by("-day").values_list("day").annotate(Sum("n"))[:MONTHS_TOLD])


def _largest(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -line.n)


def _languages(counted: Counter[str]) -> list[Line]:
    return [Line(language_name(code), n) for code, n in sorted(counted.items())]


def _ages(today: date) -> list[Line]:
    """By bands of years; a document without a year is told apart."""
    years = dict(Notice.objects.standing().order_by().values_list("year").annotate(Count("pk")))
    bands: Counter[str] = Counter()
    names = _bands(today)
    for year, n in years.items():
        bands[_("without a year") if year is None else names[_band(today.year - year)]] += n
    return [Line(name, bands[name]) for name in [*names, _("without a year")] if bands[name]]


def _band(age: int) -> int:
    return next((place for place, most in enumerate(BANDS) if age <= most), len(BANDS))


def _bands(today: date) -> list[str]:
    """The years of each band, in words."""
    ends = [today.year - most for most in BANDS]
    return [
        _("%(first)s and later") % {"first": ends[0]},
        *(f"{first}–{last - 1}" for last, first in zip(ends, ends[1:], strict=False)),
        _("%(last)s and earlier") % {"last": ends[-1] - 1},
    ]


def _dated(on: str, within: tuple[date, date]) -> dict[date, int]:
    there = Notice.objects.exclude(state=State.DRAFT).filter(**{f"{on}__range": within}).order_by()
    return dict(there.annotate(month=TruncMonth(on)).values_list("month").annotate(Count("pk")))


def _paid(within: tuple[date, date]) -> dict[date, dict[str, Decimal]]:
    """What was paid: for each copy its own cost; for a document none of whose copies says it, its price, once."""
    found: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    of_copies = Copy.objects.exclude(notice__state=State.DRAFT).filter(cost__gt=0).annotate(
        on=Coalesce("acquired_on", "notice__acquired_on"), currency=F("notice__currency"))  # fmt: skip
    told = Exists(Copy.objects.filter(notice=OuterRef("pk"), cost__isnull=False))
    of_notices = Notice.objects.exclude(state=State.DRAFT).filter(~told, price__gt=0).annotate(on=F("acquired_on"))
    for rows, amount in ((of_copies, "cost"), (of_notices, "price")):
        dated = rows.filter(on__range=within).order_by().annotate(month=TruncMonth("on"))
        for month, currency, total in dated.values_list("month", "currency").annotate(total=Sum(amount)):
            found[month][currency or "EUR"] += total
    return {month: dict(paid) for month, paid in found.items()}
