"""A partner's or a counsellor's turns, as a calendar that a phone follows."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from citedesmetiers.centre.models import Site

from ..models import Feed, Turn

BEFORE, AFTER = timedelta(days=31), timedelta(days=366)


def turns_of(feed: Feed) -> QuerySet[Turn]:
    """What this calendar holds: from a month ago to a year ahead."""
    today = timezone.localdate()
    turns = Turn.objects.promised().on_open_dates().between(today - BEFORE, today + AFTER)
    mine = {"partner": feed.partner_id} if feed.partner_id else {"counsellor": feed.counsellor_id}
    return turns.filter(**mine).select_related("desk", "counsellor").order_by("starts_at", "pk")


def calendar_of(feed: Feed, site: Site) -> bytes:
    """The calendar, as RFC 5545 writes it. One query."""
    calendar = Calendar()
    calendar.add("prodid", "-//Cité des métiers//Rosters//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{feed} · {site}")
    for turn in turns_of(feed):
        calendar.add_component(_event(turn, feed, str(site)))
    return calendar.to_ical()


def _event(turn: Turn, feed: Feed, where: str) -> Event:
    desk = _("Desk %(letter)s, %(name)s") % {"letter": turn.desk.letter, "name": turn.desk.name}
    event = Event()
    event.add("uid", f"turn-{turn.pk}@citedesmetiers")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", turn.starts_at)
    event.add("dtend", turn.ends_at)
    event.add("summary", f"{desk} ({turn.counsellor})" if feed.partner_id and turn.counsellor else desk)
    event.add("location", where)
    return event
