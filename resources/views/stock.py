"""The figures of the stock: tables, on the screen and on paper."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from citedesmetiers.tallies.series import Series

from .. import months, stock
from .bodies import curators_only

METHODS = (Series.DOCUMENTS_ACQUIRED, Series.DOCUMENTS_WITHDRAWN, Series.DOCUMENTS_CONSULTED)


@require_safe
@curators_only
def figures(request: HttpRequest) -> HttpResponse:
    """What stands there today, and the month asked for (this one by default) beside the five before."""
    today = timezone.localdate()
    month = months.month_of(request.GET.get("month", ""), today)
    told = stock.months(month)
    currencies = sorted({currency for each in told for currency in each.paid})
    context = {
        "tables": stock.on_the_shelves(today), "today": today, "month": month, "is_now": month == today.replace(day=1),
        "months": told, "earlier": months.before(told[-1].first), "read": stock.most_read(month),
        "paid": [(currency, [each.paid.get(currency, Decimal()) for each in told]) for currency in currencies],
        "meanings": [series.meaning for series in METHODS],
    }
    return render(request, "resources/stock.html", context)
