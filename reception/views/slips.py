"""The printed slip: word and number, desk and way, code. Nothing else is on it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from citedesmetiers.accounts.rules import reception_only

from ..models import Stop, Ticket
from .answers import qr_of


@require_GET
@reception_only
def slip(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """A ticket of today on a page of its own, for a browser that does not print from the answer's line."""
    ticket = get_object_or_404(Ticket, day=timezone.localdate(), token=token)
    stops = ticket.stops.exclude(state__in=[Stop.State.CANCELLED, Stop.State.LEFT])
    desks = [stop.desk for stop in stops.select_related("desk").order_by("pk")]
    if not desks:
        raise Http404
    return render(request, "reception/slip.html", {"ticket": ticket, "desks": desks, "qr": qr_of(ticket, request)})
