"""The programme for the public: one page of the list, and what calendars and search engines read of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Site
from desks.models import Desk
from events.models import Event, Session, SessionQuerySet
from events.programme import Day, days, shown

MOST = 60  # sessions of one page; a day is never cut in two
BEFORE, AFTER = timedelta(days=31), timedelta(days=366)  # of the calendar
STATUS = {Session.State.SCHEDULED: "EventScheduled", Session.State.MOVED: "EventRescheduled",
          Session.State.CANCELLED: "EventCancelled"}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """Some days of the programme, and the day with which the next page begins, if there is more."""

    days: list[Day]
    later: date | None


def page_of(sessions: SessionQuerySet) -> Page:
    """The first days of these sessions, as many as fit. Two queries, however many."""
    found = list(shown(sessions)[: MOST + 1])
    by_day = days(found)
    if len(found) <= MOST:
        return Page(by_day, None)
    if len(by_day) > 1:
        return Page(by_day[:-1], by_day[-1].day)
    day = by_day[0].day  # more on one day than a page takes: all of it, as the address of a page is a date
    ends = at(day + timedelta(days=1), time.min)
    following = sessions.filter(starts_at__gte=ends).first()
    whole = days(shown(sessions.filter(starts_at__lt=ends)))
    return Page(whole, timezone.localdate(following.starts_at) if following else None)


def desk_of_purpose() -> dict[int, Desk]:
    """By the key of a need, the desk that answers it: its letter goes beside the event. Two queries."""
    found: dict[int, Desk] = {}
    for desk in Desk.objects.filter(active=True).order_by("order", "pk").prefetch_related("purposes"):
        for purpose in desk.purposes.all():
            found.setdefault(purpose.pk, desk)
    return found


def mark_desks(sessions: Iterable[Session]) -> None:
    """Put beside each session the desk of the first need that one of them answers, as `desk`; None where none does."""
    desks = desk_of_purpose()
    for session in sessions:
        answered = sorted(session.event.purposes.all(), key=lambda purpose: (purpose.order, purpose.pk))
        session.desk = next((desks[purpose.pk] for purpose in answered if purpose.pk in desks), None)


def where_of(session: Session) -> str:
    """Its room and its place, in words."""
    return ", ".join(str(part) for part in (session.room, session.place) if part)


def of_the_calendar(sessions: SessionQuerySet, now: datetime) -> SessionQuerySet:
    """What the calendar holds of these: from a month ago to a year ahead."""
    return sessions.filter(ends_at__gt=now - BEFORE, starts_at__lt=now + AFTER).order_by("starts_at", "pk")


def calendar_of(sessions: Iterable[Session], site: Site, base: str) -> bytes:
    """The calendar, as RFC 5545 writes it; `base` is the address of the programme."""
    calendar = Calendar()
    calendar.add("prodid", "-//Cité des métiers//Programme//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{_('Programme')} · {site}")
    now = timezone.now()
    for session in sessions:
        calendar.add_component(_entry(session, site, base, now))
    return calendar.to_ical()


def _entry(session: Session, site: Site, base: str, now: datetime) -> Entry:
    event, entry = session.event, Entry()
    entry.add("uid", f"session-{session.pk}@citedesmetiers")
    entry.add("dtstamp", now)
    entry.add("sequence", session.version - 1)
    entry.add("dtstart", session.starts_at)
    entry.add("dtend", session.ends_at)
    entry.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    entry.add("summary", str(event.title))
    entry.add("location", f"{where_of(session)}, {site}")
    entry.add("url", f"{base}{event.pk}/")
    if told := "\n\n".join(str(words) for words in (session.reason, event.summary) if words):
        entry.add("description", told)
    return entry


def json_ld(event: Event, sessions: Sequence[Session], site: Site, page: str) -> dict[str, object]:
    """The event for search engines, as schema.org names it: one Event for each session to come."""
    return {"@context": "https://schema.org", "@graph": [_of_schema(event, each, site, page) for each in sessions]}


def _of_schema(event: Event, session: Session, site: Site, page: str) -> dict[str, object]:
    said = {
        "@type": "Event", "@id": f"{page}#session-{session.pk}", "url": page, "name": str(event.title),
        "description": str(event.summary), "inLanguage": event.languages or [get_language()],
        "startDate": timezone.localtime(session.starts_at).isoformat(),
        "endDate": timezone.localtime(session.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{STATUS[Session.State(session.state)]}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode", "isAccessibleForFree": True,
        "location": {"@type": "Place", "name": f"{where_of(session)}, {site}", "address": str(site)},
        "organizer": {"@type": "Organization", "name": str(event.led_by or site)},
        "maximumAttendeeCapacity": session.capacity,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in ("", None)}
