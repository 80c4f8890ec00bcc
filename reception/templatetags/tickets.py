"""A ticket's name and the hour of a turn, as every screen of the reception writes them."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from citedesmetiers.centre.models import Site

from ..grid import name_of
from ..models import Channel, Receipt, Ticket

register = template.Library()


@register.simple_tag
def ticket_name(ticket: Ticket, site: Site) -> str:
    """“Plume 27”."""
    return name_of(ticket, site)


@register.simple_tag
def receipt_name(receipt: Receipt, site: Site) -> str:
    """“Plume 27”, or what was asked for: “Documentation”, “Interview, phone”, “Group, 12 persons”."""
    if receipt.ticket:
        return name_of(receipt.ticket, site)
    said = [receipt.get_service_display()]
    if receipt.channel != Channel.ON_SITE:
        said.append(receipt.get_channel_display().lower())
    return ", ".join(said + _persons(receipt))


@register.filter
def modifiers(receipt: Receipt) -> str:
    """What was pressed beside the cell of a ticket, so that a slip of the hand is seen: “2 persons, again”."""
    said = _persons(receipt)
    if receipt.again:
        said.append(_("again"))
    if receipt.ticket and receipt.ticket.priority:
        said.append(receipt.ticket.get_priority_display())
    return ", ".join(said)


def _persons(receipt: Receipt) -> list[str]:
    n = receipt.party_size
    return [ngettext("%(n)s person", "%(n)s persons", n) % {"n": n}] if n > 1 else []


@register.filter
def when(instant: datetime) -> str:
    """“13:30” today, “Tue 13:30” within the week, “3 Dec” later."""
    here = timezone.localtime(instant)
    clock = f"{here:%H:%M}"
    return clock if here.date() == timezone.localdate() else f"{day_of(instant)} {clock}"


@register.filter
def at_when(instant: datetime) -> str:
    """“at 13:30” today, “Tue at 13:30” within the week, “3 Dec at 13:30” later: for a sentence."""
    here = timezone.localtime(instant)
    words = {"clock": f"{here:%H:%M}", "day": day_of(instant)}
    return (_("at %(clock)s") if here.date() == timezone.localdate() else _("%(day)s at %(clock)s")) % words


@register.filter
def when_short(instant: datetime) -> str:
    """“13:30” today, “Tue” within the week, “3 Dec” later: what fits in a cell."""
    here = timezone.localtime(instant)
    return f"{here:%H:%M}" if here.date() == timezone.localdate() else day_of(instant)


@register.filter
def ordinal(n: int) -> str:
    """“4th”, “4ᵉ”: a place in line, as each language writes it."""
    if n % 100 in (11, 12, 13):
        written = pgettext("place in line", "%(n)dth")
    else:
        written = {
            1: pgettext("place in line", "%(n)dst"), 2: pgettext("place in line", "%(n)dnd"),
            3: pgettext("place in line", "%(n)drd"),
        }.get(n % 10, pgettext("place in line", "%(n)dth"))
    first = pgettext("place in line", "1st")
    return first if n == 1 else written % {"n": n}


def day_of(instant: datetime) -> str:
    here = timezone.localtime(instant).date()
    near = here - timezone.localdate() < timedelta(days=7)
    return date_format(here, pgettext("date of this week", "D") if near else pgettext("date", "j M"))
