"""While one waits: documents about what one came for. Composed here, as reception and the shelves are strangers."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from citedesmetiers.centre.site import site_of
from citedesmetiers.kit.htmx import asks_for_a_part
from reception import tickets
from reception.views.public import private, ticket_gone
from resources.offers import documents_for
from resources.shown import linked, rows_of
from resources.ways import Way

AT_MOST = 4  # on a telephone's page, below what matters there


@login_not_required  # whoever reads it holds the ticket's address
@require_safe
def meanwhile(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """A part of the ticket's page, or (without scripts) a page of its own. It knows what was asked for, not by whom."""
    purposes = tickets.purposes_of(token, timezone.localdate())
    if not purposes:
        return ticket_gone(request)
    way = Way(station=False, lang=request.GET.get("lang", ""))
    context = {"rows": linked(rows_of(documents_for(purposes, AT_MOST)), request, way), "site": site_of(request),
               "more": way.to("search", purpose=[purpose.code for purpose in purposes]), "token": token}  # fmt: skip
    part = asks_for_a_part(request)
    return private(render(request, "front/_meanwhile.html" if part else "front/meanwhile.html", context))
