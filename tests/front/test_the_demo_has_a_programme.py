"""The demonstration has sessions to come on whatever day it is opened, and an organiser's own changes stay."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db.models import Count, Max, Min
from django.utils import timezone

from citedesmetiers.centre import hours
from citedesmetiers.front import demo
from citedesmetiers.kit.clock import local_day
from events.actions import archive
from events.models import Event, Session, Taken


@pytest.fixture
def a_wednesday(db):
    with time_machine.travel("2026-11-18T12:00:00+01:00", tick=False) as moment:
        demo.prepare(random_passwords=False)
        yield moment


def span():
    found = Session.objects.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    today = timezone.localdate()
    return (local_day(found["first"]) - today).days, (local_day(found["last"]) - today).days


def test_twenty_events_from_two_weeks_ago_to_four_weeks_ahead(a_wednesday):
    assert Event.objects.public().count() == 20
    assert set(Event.objects.filter(sensitive=True).values_list("kind", flat=True)) == {"club"}
    assert [event.prepares.kind for event in Event.objects.filter(prepares__isnull=False)] == ["job_dating"]
    assert span() == (-14, 28)
    assert Counter(Session.objects.values_list("state", flat=True))["cancelled"] == 1
    assert str(Session.objects.get(state="cancelled").reason) == "The leader is away"
    assert Session.objects.filter(event__kind="theme").count() == 4


@pytest.mark.parametrize("days", [1, 40])
def test_on_a_later_day_what_is_missing_is_planned_and_nothing_twice(a_wednesday, days):
    a_wednesday.shift(timedelta(days=days))
    demo.prepare(random_passwords=False)
    assert Session.objects.to_come(timezone.now()).count() > 20
    twice = Session.objects.values("event", "starts_at").order_by().annotate(n=Count("pk")).filter(n__gt=1)
    assert list(twice) == []
    assert Event.objects.count() == 20


def test_the_same_rhythm_goes_on(a_wednesday):
    letters = Event.objects.get(pk__in=Session.objects.filter(state="cancelled").values("event"))
    a_wednesday.shift(timedelta(days=9))
    demo.prepare(random_passwords=False)
    days = [local_day(session.starts_at) for session in letters.sessions.order_by("starts_at")]
    assert {(second - first).days for first, second in zip(days, days[1:], strict=False)} == {14}


def test_nothing_takes_place_on_a_closed_day(db):
    with time_machine.travel("2026-12-08T12:00:00+01:00", tick=False):
        demo.prepare(random_passwords=False)
        days = {local_day(session.starts_at) for session in Session.objects.order_by("pk")}
        assert [day for day in sorted(days) if not hours.intervals(day)] == []
        assert max(days).isoformat() > "2027-01-01"


def test_an_event_that_an_organiser_put_away_is_left_alone(a_wednesday):
    club = Event.objects.filter(kind="club").order_by("pk").first()
    archive(club)
    before = set(club.sessions.values_list("pk", flat=True))
    a_wednesday.shift(timedelta(days=30))
    demo.prepare(random_passwords=False)
    assert set(club.sessions.values_list("pk", flat=True)) == before
    assert Taken.objects.filter(session__event=club).exists()
