"""A profile answer: one optional tap, counted once, taken back once, and gone."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from citedesmetiers.centre.models import Place
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies import actions
from citedesmetiers.tallies.models import NO_HOUR, Question, Spent, Tally
from citedesmetiers.tallies.series import Series
from tests.races import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(site):
    Question.objects.bulk_create([Question(series=Series.AGE), Question(series=Series.STATUS)])
    return Place.objects.get()


@pytest.fixture
def tap(here):
    def press(band="19-25", series=Series.AGE, key=None, at=None):
        return actions.answer(series, band, key=key or uuid.uuid4(), place=here, at=at or timezone.now())

    return press


@pytest.fixture
def untap(here):
    return lambda token: actions.take_back(token, place=here, at=timezone.now())


def counted():
    return {(t.series, t.k1, t.k2, t.hour): t.n for t in Tally.objects.order_by("pk") if t.n}


def test_a_tap_is_one_answer_of_the_day_without_an_hour(tap):
    tap()
    tap("26-30")
    tap("student", Series.STATUS)
    assert counted() == {("age", "19-25", "", NO_HOUR): 1, ("age", "26-30", "", NO_HOUR): 1,
                         ("status", "student", "", NO_HOUR): 1}  # fmt: skip


def test_a_tap_sent_again_is_counted_once(tap):
    key = uuid.uuid4()
    for _ in range(3):
        tap(key=key)
    assert counted() == {("age", "19-25", "", NO_HOUR): 1}


def test_a_tap_is_taken_back_once(tap, untap):
    tap()
    token = tap()
    untap(token)
    untap(token)
    assert counted() == {("age", "19-25", "", NO_HOUR): 1}


def test_a_forged_token_takes_nothing_back(tap, untap):
    token = tap()
    other_salt = signing.dumps({"series": "age", "band": "19-25", "key": "x", "day": "2026-03-10"}, salt="other")
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), other_salt, "", "x" * 5000, token.upper()):
        with pytest.raises(HouseRule) as refused:
            untap(forged)
        assert refused.value.status == 400
    assert counted() == {("age", "19-25", "", NO_HOUR): 1}


def test_after_ten_minutes_a_tap_stays(tap, untap):
    token = tap()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)), pytest.raises(HouseRule):
        untap(token)
    assert sum(counted().values()) == 1


def test_yesterday_s_tap_stays_even_at_midnight(tap, untap):
    midnight = timezone.localtime().replace(hour=23, minute=59, second=0)
    with time_machine.travel(midnight, tick=False):
        token = tap()
    with time_machine.travel(midnight + timedelta(minutes=2), tick=False), pytest.raises(HouseRule):
        untap(token)
    assert sum(counted().values()) == 1


@pytest.mark.parametrize(
    ("series", "band"), [(Series.AGE, "300"), (Series.LEVEL, "bac"), (Series.VISIT, "interview"), (Series.AGE, "")]
)
def test_an_answer_to_no_question_of_this_site_is_refused(tap, series, band):
    with pytest.raises(HouseRule) as refused:
        tap(band, series)
    assert (refused.value.status, counted(), Spent.objects.count()) == (400, {}, 0)


def test_used_keys_are_forgotten_with_their_day(tap, here):
    now = timezone.now()
    tap(at=now - timedelta(days=1))
    tap(at=now)
    actions.forget(timezone.localdate(now))
    assert [spent.day for spent in Spent.objects.all()] == [timezone.localdate(now)]


@pytest.mark.django_db(transaction=True)
def test_one_tap_sent_sixteen_times_at_once_is_one_answer(tap):
    results = all_at_once([partial(tap, key=uuid.uuid4())] * 16)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert counted() == {("age", "19-25", "", NO_HOUR): 1}


@pytest.mark.django_db(transaction=True)
def test_sixteen_taps_at_once_are_sixteen_answers_and_taken_back_at_once_none(tap, untap):
    tokens = all_at_once([partial(tap) for _ in range(16)])
    assert counted() == {("age", "19-25", "", NO_HOUR): 16}
    results = all_at_once([partial(untap, token) for token in tokens])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert counted() == {}
