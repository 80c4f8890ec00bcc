"""A priority: a bounded head start, for a coded reason that everybody who works here sees."""

from datetime import timedelta
from http import HTTPStatus

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.centre.site import the_site
from citedesmetiers.kit.rules import HouseRule

from ..models import Stop, Ticket


def prefer(ticket: Ticket, reason: str, *, by: User) -> Ticket:
    """This ticket goes before those who came so many minutes earlier; without a reason it does no longer.

    The minutes are the site's and do not add up, so nobody waits behind priorities for longer than them. It holds in
    every line where the ticket stands, and goes with it when it is sent on. Pressed twice: once.
    """
    if reason and reason not in Ticket.Priority:
        raise HouseRule(_("This reason is not on the list."), status=HTTPStatus.BAD_REQUEST)
    most = the_site().priority_minutes
    if reason and not most:
        raise HouseRule(_("This centre gives no priority."))
    with transaction.atomic():
        stops = Stop.objects.waiting().filter(ticket=ticket).select_related("desk").order_by("pk")
        channels = [stop.desk.channel for stop in stops.select_for_update(of=("self",))]
        if not channels:
            raise HouseRule(_("This visitor is no longer waiting."))
        ticket = Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
        minutes = most if reason else 0
        earlier = timedelta(minutes=minutes - ticket.head_start)
        Stop.objects.waiting().filter(ticket=ticket).update(turn=F("turn") - earlier)
        Ticket.objects.filter(pk=ticket.pk).update(priority=reason, head_start=minutes)
        live.bump("reception", *channels)
    ticket.refresh_from_db()
    return ticket
