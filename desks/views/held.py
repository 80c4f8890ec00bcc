"""Promised and held: a partner's own report, and every partner's for the managers."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.accounts.rules import managers_only
from citedesmetiers.centre.models import Partner
from citedesmetiers.kit.pages import done
from citedesmetiers.kit.rules import HouseRule

from .. import actions
from ..models import Turn
from ..rosters.held import Held, held
from ..rosters.month import after, before, month_of
from ..rules import speaks_for
from .turns import who_changes


@require_safe
@who_changes
def held_by_all(request: HttpRequest) -> HttpResponse:
    """A month, partner by partner. A coordinator is sent to her own partner's year."""
    if not request.user.manages:
        return redirect("desks:held", request.user.partner_id)
    first = month_of(request.GET.get("month"))
    found = {partner: row for (partner, _month), row in held(first, after(first) - timedelta(days=1)).items()}
    rows = [(partner, found[partner.pk]) for partner in Partner.objects.order_by("name", "pk") if partner.pk in found]
    context = {"month": first, "before": before(first), "after": after(first), "rows": rows}
    return render(request, "desks/held.html", context)


@require_safe
@who_changes
def held_by(request: HttpRequest, pk: int) -> HttpResponse:
    """The twelve months of one partner that end with this one."""
    partner = get_object_or_404(Partner, pk=pk)
    if not speaks_for(request.user, partner.pk):
        raise HouseRule(_("A coordinator reads the report of her own partner only."), status=403)
    month = timezone.localdate().replace(day=1)
    first = date(month.year - 1, month.month, 1)
    found = held(after(first), after(month) - timedelta(days=1), partner.pk)
    months = [(each, found[partner.pk, each]) for _partner, each in sorted(found, reverse=True)]
    coming = Turn.objects.promised().on_open_dates().filter(partner=partner, starts_at__gt=timezone.now()).count()
    context = {"partner": partner, "months": months, "total": _sum(months), "coming": coming}
    return render(request, "desks/held_by.html", context)


@require_POST
@managers_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A partner that takes no more turns gives back those to come."""
    partner = get_object_or_404(Partner, pk=pk)
    n = actions.give_back_all(partner, by=request.user)
    return done(request, _("Turns to be filled again: %(n)d.") % {"n": n}, "desks:held", pk)


def _sum(months: list[tuple[date, Held]]) -> Held:
    names = ("promised", "held", "late", "absent", "to_come")
    return Held(*(sum(getattr(row, name) for _month, row in months) for name in names))
