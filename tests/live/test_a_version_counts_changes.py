"""The truth behind every screen: a number a channel, moved in the verb's own transaction."""

import threading

import pytest
from django.db import transaction

from citedesmetiers import live
from citedesmetiers.live import hints
from citedesmetiers.live.models import Version
from tests.races import all_at_once


@pytest.fixture
def told():
    """How often a watcher of this process would have been told to look."""
    times = []

    def ear():
        times.append(1)

    hints.ears.add(ear)
    yield lambda: len(times)
    hints.ears.discard(ear)


@pytest.mark.django_db
def test_a_bump_moves_each_channel_by_one():
    live.bump("reception", "desk-1", "desk-1")
    live.bump("reception")
    assert dict(Version.objects.values_list("channel", "n")) == {"reception": 2, "desk-1": 1}


@pytest.mark.django_db
def test_the_version_of_several_channels_grows_with_any_of_them(django_assert_num_queries):
    live.bump("reception", "desk-1")
    before = live.version(["reception", "desk-1"])
    live.bump("desk-1")
    with django_assert_num_queries(1):
        assert (before, live.version(["reception", "desk-1"])) == (2, 3)


@pytest.mark.django_db
def test_a_channel_of_which_nothing_was_told_is_at_zero():
    assert (live.version(["nobody"]), live.version([])) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_the_hint_follows_the_commit(told):
    with transaction.atomic():
        live.bump("reception")
        assert told() == 0
    assert told() == 1


@pytest.mark.django_db(transaction=True)
def test_a_verb_that_fails_tells_nobody(told):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        live.bump("reception")
        raise ZeroDivisionError
    assert (live.version(["reception"]), told()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_sixteen_verbs_open_the_same_new_channel_at_once():
    def verb():
        with transaction.atomic():
            live.bump("reception", f"desk-{threading.get_ident() % 2}")

    assert all_at_once([verb] * 16) == [None] * 16
    assert Version.objects.get(channel="reception").n == 16
