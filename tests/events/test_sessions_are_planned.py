"""Sessions are planned, moved and cancelled; what cannot be is told in words, and nothing is written."""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from citedesmetiers.centre.models import Place
from citedesmetiers.kit.rules import HouseRule
from events.actions import archive, cancel, judge, move, next_free, publish, schedule, withdraw, write_event
from events.models import Event, Session, Taken
from tests.events.conftest import TUESDAY
from tests.races import all_at_once

PARIS = ZoneInfo("Europe/Paris")
A_DAY = timedelta(days=1)


def at(clock, day=TUESDAY):
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=PARIS)


def test_a_session_takes_its_room_by_five_minutes(an_event, when):
    (planned,) = schedule(an_event(), [when(begins="10:00", ends="10:15")])
    assert (planned.starts_at, planned.ends_at) == (at("10:00"), at("10:15"))
    steps = Taken.objects.filter(session=planned).order_by("at").values_list("at", flat=True)
    assert list(steps) == [at("10:00"), at("10:05"), at("10:10")]


def test_one_session_may_begin_when_another_ends(an_event, when):
    schedule(an_event(), [when(ends="12:00"), when(begins="12:00", ends="13:00")])
    assert Session.objects.count() == 2


def test_a_taken_room_names_the_other_event_and_the_next_free_time(an_event, when):
    schedule(an_event("Read your CV again"), [when(begins="10:00", ends="12:00")])
    (words,) = judge([when(begins="11:00", ends="13:00")])
    assert words == ("“Workshop 1” is taken by “Read your CV again”, 10:00–12:00."
                     " It is free on Tuesday 1 December at 12:00.")  # fmt: skip


def test_a_full_day_sends_to_the_next_open_one(an_event, when, workshop):
    friday = date(2026, 12, 4)
    schedule(an_event(), [when(friday, "09:00", "18:00")])
    free = next_free(workshop, at("10:00", friday), timedelta(hours=2))
    assert free == at("09:00", date(2026, 12, 7))


@pytest.mark.parametrize(("said", "words"), [
    ({"begins": "12:00", "ends": "12:00"}, "A session ends after it begins, on the same day."),
    ({"begins": "22:00", "ends": "01:00"}, "A session ends after it begins, on the same day."),
    ({"begins": "10:02", "ends": "11:00"}, "Say the times by five minutes: 10:00, 10:05, 10:10."),
    ({"day": date(2026, 12, 5)}, "The house is closed then. Say so if it opens for this."),
    ({"begins": "17:00", "ends": "19:00"}, "The house is closed then. Say so if it opens for this."),
    ({"capacity": 13}, "“Workshop 1” holds 12 people."),
    ({"day": date(2027, 3, 28), "begins": "02:30", "ends": "04:00", "outside_hours": True},
     "That night the clocks go forward: there is no 02:30."),
])  # fmt: skip
def test_what_cannot_be_is_told_and_nothing_is_written(an_event, when, said, words):
    with pytest.raises(HouseRule) as met:
        schedule(an_event(), [when(TUESDAY - A_DAY), when(**said)])
    assert (met.value.words, Session.objects.count(), Taken.objects.count()) == (words, 0, 0)


def test_the_night_of_25_hours_has_a_session_of_its_length(an_event, when):
    (planned,) = schedule(an_event(), [when(date(2026, 10, 25), "01:00", "04:00", outside_hours=True)])
    assert planned.taken.count() == 4 * 12


def test_a_room_belongs_to_its_place(when, workshop):
    town = Place.objects.create(code="town", name="Town hall", kind=Place.Kind.OFF_SITE)
    assert judge([when(place=town)]) == ["“Workshop 1” is not a room of that place."]
    assert judge([when(place=town, room=None, day=date(2026, 12, 6))]) == [""]  # elsewhere other hours hold


def test_two_sessions_of_one_order_clash_with_each_other(an_event, when):
    with pytest.raises(HouseRule) as met:
        schedule(an_event(), [when(), when(begins="11:00", ends="12:30")])
    assert (met.value.words, Session.objects.count()) == ("Two of these sessions want the same room.", 0)


def test_a_session_moves_and_frees_its_room(an_event, when, workshop):
    (planned,) = schedule(an_event(), [when()])
    moved = move(planned, when(begins="14:00", ends="16:00"), reason="The speaker is late.")
    assert (moved.state, moved.reason, moved.version) == (Session.State.MOVED, "The speaker is late.", 2)
    assert judge([when()]) == [""]
    assert moved.taken.count() == 24


def test_another_room_is_no_other_time(an_event, when):
    (planned,) = schedule(an_event(), [when()])
    assert move(planned, when(room=None, capacity=10)).state == Session.State.SCHEDULED


def test_a_session_may_move_within_its_own_time(an_event, when):
    (planned,) = schedule(an_event(), [when()])
    assert move(planned, when(begins="11:00", ends="13:00")).starts_at == at("11:00")


def test_a_cancelled_session_says_why_and_frees_its_room(an_event, when):
    (planned,) = schedule(an_event(), [when()])
    with pytest.raises(HouseRule) as met:
        cancel(planned, reason=" ")
    assert (met.value.words, met.value.status) == ("Say why, in words for the public.", 400)
    cancel(cancel(planned, reason="Strike"), reason="Snow")
    assert (planned.state, planned.reason, planned.version) == (Session.State.CANCELLED, "Strike", 2)
    assert (Taken.objects.count(), judge([when()])) == (0, [""])


def test_a_cancelled_session_is_planned_again_without_the_reason_why_not(an_event, when):
    (planned,) = schedule(an_event(), [when()])
    again = move(cancel(planned, reason="Strike"), when())
    assert (again.state, again.reason, again.taken.count()) == (Session.State.SCHEDULED, "", 24)


def test_who_saw_an_older_version_is_told(an_event, when):
    (planned,) = schedule(an_event(), [when()])
    mine, hers = Session.objects.get(pk=planned.pk), Session.objects.get(pk=planned.pk)
    move(mine, when(begins="14:00", ends="15:00"))
    for late in (partial(move, hers, when(begins="09:00", ends="10:00")), partial(cancel, hers, reason="Snow")):
        hers = Session(pk=planned.pk, version=1, event=planned.event)
        with pytest.raises(HouseRule, match="Somebody changed this session meanwhile"):
            late()
    kept = Session.objects.get()
    assert (kept.starts_at, kept.state) == (at("14:00"), Session.State.MOVED)


def test_an_event_is_written_shown_and_put_away(an_event, purpose_of):
    event = an_event(state=Event.State.DRAFT)
    for verb, state in ((publish, "published"), (publish, "published"), (withdraw, "draft"), (archive, "archived")):
        verb(event)
        assert Event.objects.get().state == state
    older = Event.objects.get()
    write_event(event, purposes=[purpose_of("job")], title={"en": "Mine"})
    with pytest.raises(HouseRule, match="Somebody changed this event meanwhile"):
        write_event(older, purposes=[purpose_of("job")], title={"en": "Hers"})
    assert str(Event.objects.get().title) == "Mine"


def test_an_event_answers_a_need(site):
    with pytest.raises(HouseRule) as met:
        write_event(Event(), purposes=[], kind="workshop", title="Nothing")
    assert (met.value.status, Event.objects.count()) == (400, 0)


def test_the_database_refuses_a_room_taken_twice(an_event, when):
    (planned,) = schedule(an_event(), [when()])
    with pytest.raises(IntegrityError):
        Taken.objects.create(room=planned.room, at=planned.starts_at, session=planned)


@pytest.mark.django_db(transaction=True)
def test_sixteen_who_want_one_room_get_it_once(an_event, when):
    event = an_event()
    results = all_at_once([partial(schedule, event, [when()]) for _n in range(16)])
    refused = [met.words for met in results if isinstance(met, HouseRule)]
    assert (Session.objects.count(), Taken.objects.count(), len(refused)) == (1, 24, 15)
    assert all("Read your CV again" in words for words in refused)
