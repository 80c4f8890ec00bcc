"""The demo's programme: twenty invented events, and their sessions from two weeks ago to four weeks ahead."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Partner, Purpose, Room
from citedesmetiers.centre.site import main_place
from citedesmetiers.kit.words import in_language
from events import actions
from events.dates import A_WEEK, Monthly, Rule, Weekly, drawn
from events.models import Event, Session

BEHIND, AHEAD = 2 * A_WEEK, 4 * A_WEEK
SAID = ("kind", "title", "summary", "access", "audience", "languages", "lift", "signed", "easy", "speakers",
        "sensitive")  # fmt: skip


@cache
def _events() -> list[dict]:
    return json.loads((Path(__file__).parent.parent / "demo_programme.json").read_text(encoding="utf-8"))["events"]


def furnish_the_programme() -> None:
    """The events, unless there are some: published, those that prepare for or frame another one bound to it."""
    if Event.objects.exists():
        return
    partners = {partner.code: partner for partner in Partner.objects.order_by("pk")}
    purposes = {purpose.code: purpose for purpose in Purpose.objects.order_by("pk")}
    written: dict[str, Event] = {}
    for told in sorted(_events(), key=lambda told: ("prepares" in told, "frame" in told)):  # what is named, first
        bonds = {name: written[told[name]] for name in ("frame", "prepares") if name in told}
        written[told["code"]] = actions.write_event(
            Event(), purposes=[purposes[code] for code in told["purposes"]], led_by=partners[told["led_by"]],
            partners=[partners[code] for code in told.get("partners", ())], **bonds,
            **{name: told[name] for name in SAID if name in told},
        )  # fmt: skip
    for event in written.values():
        actions.publish(event)


def plan_ahead(now: datetime) -> None:
    """For each event the sessions that come after those it has. An organiser's own changes are left alone."""
    today = timezone.localdate(now)
    events = {in_language(event.title, "fr"): event for event in Event.objects.public().order_by("pk")}
    rooms = list(Room.objects.filter(place=main_place()).order_by("pk"))
    is_open = {each.day for each in hours.days(today - BEHIND, (BEHIND + AHEAD).days + 1) if each.intervals}
    for told in _events():
        event = events.get(told["title"]["fr"])
        if event is None or told["room"] >= len(rooms):
            continue
        last = event.sessions.order_by("-starts_at").values_list("starts_at", flat=True).first()
        since = max(today - BEHIND, timezone.localdate(last) + timedelta(days=1) if last else date.min)
        whens = [_when(told, day, rooms[told["room"]]) for day in _days(told, since, today + AHEAD) if day in is_open]
        actions.schedule(event, [when for when, words in zip(whens, actions.judge(whens), strict=True) if not words])
        _cancel_one(event, told.get("cancelled"), now)


def _days(told: dict, since: date, until: date) -> Iterator[date]:
    """The dates of an event in this span, each once, in order."""
    months, also = told.get("months", range(1, 13)), [0, *told.get("also", ())]
    days, _more = drawn(_rule(told, since), until)
    found = {day + timedelta(days=n) for day in days for n in also}
    return (day for day in sorted(found) if since <= day <= until and day.month in months)


def _rule(told: dict, since: date) -> Rule:
    """A rule that draws the same dates whatever the day on which the demo is opened."""
    weekday = told["weekday"]
    if "monthly" in told:
        month = (since - timedelta(days=since.day)).replace(day=1)  # the one before: a series may reach into this one
        day = month + timedelta(days=(weekday - month.weekday()) % 7)
        return Monthly(day + (told["monthly"] - 1) * A_WEEK)
    every = told["weekly"]
    first = since - timedelta(days=since.weekday()) + timedelta(days=weekday)
    return Weekly(first - (first.toordinal() // 7 % every) * A_WEEK, every)


def _when(told: dict, day: date, room: Room) -> actions.When:
    begins = time.fromisoformat(told["at"])
    ends = (datetime.combine(day, begins) + timedelta(minutes=told["minutes"])).time()
    outside = told.get("evening", False)
    return actions.When(day, begins, ends, room.place, room, told["capacity"], outside_hours=outside)


def _cancel_one(event: Event, reason: dict | None, now: datetime) -> None:
    """The next session of an event that has a reason for it, unless one to come is cancelled already."""
    to_come = event.sessions.to_come(now)
    if reason and not to_come.filter(state=Session.State.CANCELLED).exists() and (session := to_come.first()):
        actions.cancel(session, reason=reason)
