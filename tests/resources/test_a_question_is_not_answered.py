"""A question that the house could not answer: two taps, counted one-way by its topic, taken back once."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from citedesmetiers.centre.models import Place
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import NO_HOUR, Spent, Tally
from resources import actions
from resources.models import Topic
from tests.harness import soup_of, words_of
from tests.races import all_at_once

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture
def at_reception(client_of, agent, a_topic):
    """A browser at reception, in a house that has two topics."""
    a_topic("housing", order=1)
    a_topic("permit", order=2)
    return client_of(agent)


@pytest.fixture
def tap(a_topic):
    topic = a_topic("housing")

    def press(key=None, at=None):
        place, at = Place.objects.get(), at or timezone.now()
        return actions.could_not_answer(topic, key=key or uuid.uuid4(), place=place, at=at)

    return press


@pytest.fixture
def untap(site):
    return lambda token: actions.take_back(token, place=Place.objects.get(), at=timezone.now())


def counted():
    return {(t.series, t.k1, t.k2, t.hour): t.n for t in Tally.objects.order_by("pk") if t.n}


def fields_of(page, form):
    return {field["name"]: field["value"] for field in soup_of(page).select(f"{form} input[name]")}


def test_two_taps_count_it_and_one_more_takes_it_back(at_reception):
    topics = at_reception.get("/unanswered/", headers=PART)
    assert words_of(topics, "#unanswered") == "No answer, about: Topic housing Topic permit Close"
    said = fields_of(topics, ".tapping") | {"topic": "housing"}
    answer = at_reception.post("/unanswered/count/", said, headers=PART)
    told = "Without an answer: Topic housing , counted Undo A question we could not answer"
    assert words_of(answer, "#unanswered") == told
    assert counted() == {("unanswered", "housing", "", NO_HOUR): 1}
    again = at_reception.post("/unanswered/undo/", fields_of(answer, ".tapped"), headers=PART)
    assert words_of(again, "#unanswered") == "Taken back. A question we could not answer"
    assert counted() == {}


def test_the_reception_and_each_desk_hold_the_first_tap(at_reception, client_of, desk, a_counsellor):
    for page in (at_reception.get("/reception/"), client_of(a_counsellor()).get("/counter/job/")):
        opener = soup_of(page).select_one("#unanswered a")
        assert (opener["href"], opener["hx-get"]) == ("/unanswered/", "/unanswered/")


def test_without_javascript_each_tap_is_a_page(at_reception):
    said = fields_of(at_reception.get("/unanswered/"), ".tapping") | {"topic": "permit"}
    page = at_reception.post("/unanswered/count/", said)
    assert words_of(page, "h1") == "A question we could not answer"
    assert words_of(at_reception.post("/unanswered/undo/", fields_of(page, ".tapped")), "#unanswered .fine") == (
        "Taken back.")  # fmt: skip
    assert counted() == {}


def test_the_list_can_be_closed_again(at_reception):
    closed = at_reception.get("/unanswered/?close=1", headers=PART)
    assert words_of(closed, "#unanswered") == "A question we could not answer"


def test_a_house_without_topics_says_who_adds_them(client_of, agent):
    page = client_of(agent).get("/unanswered/", headers=PART)
    assert "An information officer or a manager adds them" in words_of(page, "#unanswered")


def test_a_topic_no_longer_in_use_is_not_offered_and_not_counted(at_reception):
    actions.write_topic(Topic.objects.get(code="permit"), active=False)
    assert "permit" not in words_of(at_reception.get("/unanswered/", headers=PART), "#unanswered")
    answer = at_reception.post("/unanswered/count/", {"key": uuid.uuid4(), "topic": "permit"}, headers=PART)
    assert (answer.status_code, counted()) == (400, {})


@pytest.mark.parametrize("said", [
    {}, {"topic": "housing"}, {"topic": "nonsense", "key": str(uuid.uuid4())},
    {"topic": "housing", "key": str(uuid.UUID(int=0))}, {"topic": "housing", "key": "x" * 9000},
    {"topic": "\x00", "key": str(uuid.uuid4())},
])  # fmt: skip
def test_a_broken_button_is_refused_in_words(at_reception, said):
    answer = at_reception.post("/unanswered/count/", said, headers=PART)
    assert (answer.status_code, counted()) == (400, {})
    assert words_of(answer, "#refusal") == "This button is not complete: reload the page."


def test_a_tap_sent_again_is_counted_once(tap):
    key = uuid.uuid4()
    for _ in range(3):
        tap(key=key)
    assert counted() == {("unanswered", "housing", "", NO_HOUR): 1}


def test_a_forged_token_takes_nothing_back(tap, untap):
    token = tap()
    other = signing.dumps({"topic": "housing", "key": "x", "day": "2026-03-10"}, salt="tap")
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), other, "", "x" * 5000):
        with pytest.raises(HouseRule) as refused:
            untap(forged)
        assert refused.value.status == 400
    assert sum(counted().values()) == 1


def test_after_ten_minutes_and_after_midnight_it_stays(tap, untap):
    evening = timezone.localtime().replace(hour=23, minute=58, second=0)
    for moment, later in ((timezone.now(), timedelta(minutes=11)), (evening, timedelta(minutes=3))):
        with time_machine.travel(moment, tick=False):
            token = tap()
        with time_machine.travel(moment + later, tick=False), pytest.raises(HouseRule):
            untap(token)
    assert sum(counted().values()) == 2


def test_nothing_but_the_topic_and_the_day_is_kept(tap):
    tap()
    tally, spent = Tally.objects.get(n=1), Spent.objects.get()
    assert (tally.k1, tally.k2, tally.hour, spent.day) == ("housing", "", NO_HOUR, timezone.localdate())


@pytest.mark.django_db(transaction=True)
def test_one_tap_sent_sixteen_times_at_once_is_one_question(tap):
    results = all_at_once([partial(tap, key=uuid.uuid4())] * 16)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert sum(counted().values()) == 1


@pytest.mark.django_db(transaction=True)
def test_one_question_taken_back_sixteen_times_at_once_is_taken_back_once(tap, untap):
    tap()
    results = all_at_once([partial(untap, tap())] * 16)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert sum(counted().values()) == 1
