"""The demo's day: when it opens, who is there, and whether a new one has to begin."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from citedesmetiers.centre import actions as centre
from citedesmetiers.centre import hours
from citedesmetiers.centre.models import SpecialHours
from desks import actions as desks
from desks.models import Desk, Duty, Helper
from reception import actions as reception
from reception.models import Stop, Ticket

from . import furnishing
from .morning import Morning
from .programme import plan_ahead

BEFORE, AFTER = timedelta(hours=2), timedelta(hours=6)
LAST_SECOND = time(23, 59, 59)
REASON = {"fr": "Matinée de démonstration", "en": "Demonstration morning"}
ON_DUTY = ("choisir1", "choisir2", "emploi1", "emploi2", "conseil", "former1", "evoluer1")


def open_the_day(now: datetime) -> None:
    """Begin the demo's day, unless it goes on already: doors open since two hours, inside this one date."""
    here = timezone.localtime(now)
    today = here.date()
    if _goes_on(here):
        return
    furnishing.promise_turns(today - timedelta(days=today.weekday()))
    opens, closes = _doors(here)
    _end_what_was(today, now)
    SpecialHours.objects.on(today).delete()
    centre.open_specially(today, opens, closes, reason=REASON, demo=True)
    first, last = hours.at(today, opens), hours.at(today, closes)
    since = max(first, now - BEFORE).astimezone(UTC)  # a night of 23 hours: spans are measured in UTC alone
    furnishing.promise_today(since, now + min(timedelta(hours=1), (last - now) / 2), last)
    _sit_down(since)
    Morning(since, now).happen()
    plan_ahead(now)


def _goes_on(here: datetime) -> bool:
    """Whether this date has its demo opening, not over yet, and its tickets."""
    demo = SpecialHours.objects.on(here.date()).filter(demo=True, closes__gt=here.time())
    return demo.exists() and Ticket.objects.filter(day=here.date()).exists()


def _doors(here: datetime) -> tuple[time, time]:
    """Full hours around now, never on another date; a day reopened in the evening keeps when it first opened."""
    begins, ends = here - BEFORE, here + AFTER
    opens = time(begins.hour) if begins.date() == here.date() else time(0)
    closes = time(ends.hour) if ends.date() == here.date() else LAST_SECOND
    earlier = SpecialHours.objects.on(here.date()).filter(demo=True).order_by("opens").first()
    return (min(opens, earlier.opens) if earlier else opens), closes


def _end_what_was(today: date, now: datetime) -> None:
    """Whoever was still there when the last demo day was cut off has gone."""
    desks.everyone_leaves(now)
    days = Stop.objects.filter(ended_at__isnull=True, ticket__day__lt=today).order_by("ticket__day")
    for day in days.values_list("ticket__day", flat=True).distinct():
        reception.close_lines(day, hours.closing(day) or hours.at(day, LAST_SECOND))


def _sit_down(since: datetime) -> None:
    """The counsellors on duty, at their desks since the doors opened. One desk has nobody before its next turn."""
    desk_of = {desk.pk: desk for desk in Desk.objects.offered()}
    serving = Helper.objects.filter(user__username__in=ON_DUTY, serves=True).select_related("user__partner")
    for helper in serving.order_by("pk"):
        duty = desks.arrive(desk_of[helper.desk_id], by=helper.user)
        Duty.objects.open().filter(pk=duty.pk).update(started_at=since)
