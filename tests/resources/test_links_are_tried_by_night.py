"""The nightly rounds: what is due, whose turn it is, what is written, and what the officer then finds."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from citedesmetiers.celery import SCHEDULE
from resources import actions, links, reviews
from resources.links import night, rounds
from resources.links.rounds import due, round_of_links, take_in
from resources.links.visit import Outcome
from resources.models import Link, Notice, Shelving
from tests.resources.web import site as web_site

pytestmark = pytest.mark.django_db
OK = (200, {}, b"Bonjour")
A_DAY = timedelta(days=1)


@pytest.fixture
def web():
    with web_site({"/": OK, "/gone": (404, {}, b""), "/old": (301, {"Location": "/"}, b"")}) as there:
        yield there


@pytest.fixture
def at_two(site):
    """Two o'clock on the site's clock, tonight."""
    return timezone.localtime().replace(hour=2, minute=0, second=0, microsecond=0)


@pytest.fixture
def online(a_notice, web):
    """A document of that path, on a host of its own unless told: online("/gone")."""

    def make(path="/", host=None):
        return a_notice(f"Document {path}", url=web.url(path, host or f"h{Notice.objects.count()}.example"),
                        support="website")  # fmt: skip

    return make


def answers():
    return list(Link.objects.order_by("pk").values_list("answer", "failures"))


def test_a_round_writes_what_each_address_answered(online, web, at_two):
    for path in ("/", "/gone", "/old"):
        online(path)
    assert round_of_links(web.policy, now=at_two) == 3
    assert answers() == [("ok", 0), ("failed", 1), ("moved", 0)]
    moved = Link.objects.get(answer="moved")
    assert (moved.moved_to, moved.status, moved.checked_at) == (web.url("/", "h2.example"), 200, at_two)
    assert round_of_links(web.policy, now=at_two + timedelta(minutes=6)) == 0


def test_three_nights_in_a_row_are_a_dead_link_and_one_answer_is_none(online, web, at_two):
    notice = online("/gone")
    for nights in range(3):
        assert round_of_links(web.policy, now=at_two + nights * A_DAY) == 1
        assert round_of_links(web.policy, now=at_two + nights * A_DAY + timedelta(hours=1)) == 0
    assert answers() == [("dead", 3)]
    assert [each.pk for each in reviews.pile(Notice.objects.all(), timezone.localdate())] == [notice.pk]
    assert round_of_links(web.policy, now=at_two + 9 * A_DAY) == 0
    web.pages["/gone"] = OK
    assert round_of_links(web.policy, now=at_two + 17 * A_DAY) == 1
    assert answers() == [("ok", 0)]


def test_an_address_that_was_changed_begins_anew(online, web, at_two):
    notice = online("/gone")
    round_of_links(web.policy, now=at_two)
    actions.write_notice(notice, by=None, url=web.url("/", "new.example"))
    assert list(due(at_two + A_DAY)) == []
    assert (take_in(), take_in(), answers()) == (1, 0, [("new", 0)])
    assert round_of_links(web.policy, now=at_two + timedelta(minutes=10)) == 1
    assert answers() == [("ok", 0)]


def test_what_left_the_shelf_or_has_no_address_is_not_visited(online, web, at_two, a_notice):
    actions.write_notice(online(), by=None, state="withdrawn")
    a_notice("Book")
    emptied = online()
    take_in()
    actions.write_notice(emptied, by=None, url="")
    assert (round_of_links(web.policy, now=at_two), web.asked) == (0, [])


def test_one_host_is_visited_once_in_five_minutes(online, web, at_two):
    for path in ("/?a", "/?b", "/?c"):
        web.pages[path] = OK
        online(path, host="library.example")
    minutes = [at_two + timedelta(minutes=n) for n in (0, 1, 4, 5, 10, 15)]
    assert [round_of_links(web.policy, now=now) for now in minutes] == [1, 0, 0, 1, 1, 0]
    assert [path for method, _host, path in web.asked if method == "HEAD"] == ["/?a", "/?b", "/?c"]


def test_a_round_is_bounded_in_number_and_in_time(online, web, at_two):
    for _each in range(4):
        online()
    assert round_of_links(web.policy, now=at_two, most=2) == 2
    assert round_of_links(web.policy, now=at_two + timedelta(minutes=6), seconds=0) == 1


def test_what_leads_inside_is_refused_and_not_counted_as_a_failure(online, at_two):
    online()
    assert round_of_links(links.Policy(), now=at_two) == 1
    assert answers() == [("refused", 0)]


def test_a_site_may_switch_it_off(online, web, at_two):
    online()
    Shelving.objects.create(pk=1, checks_links=False)
    assert (round_of_links(web.policy, now=at_two), Link.objects.count(), web.asked) == (0, 0, [])


def test_what_was_claimed_by_another_is_not_written_over(online, at_two):
    online()
    take_in()
    link = Link.objects.get()
    assert [each.pk for each in rounds._claimed(at_two)] == [link.pk]
    Link.objects.update(checked_at=at_two + timedelta(minutes=1))
    rounds.record(link, Outcome("failed", 404), at_two)
    assert answers() == [("new", 0)]


@pytest.mark.django_db(transaction=True)
def test_rounds_at_once_share_the_work_and_visit_nothing_twice(online, web, at_two):
    for place in range(12):
        web.pages[f"/?{place}"] = OK
        online(f"/?{place}", host=f"h{place % 6}.example")
    start, done = threading.Barrier(4), []

    def work():
        start.wait()
        done.append(round_of_links(web.policy, now=at_two))
        connections.close_all()

    threads = [threading.Thread(target=work) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heads = [(host, path) for method, host, path in web.asked if method == "HEAD"]
    assert (sum(done), len(heads), len({host for host, _path in heads})) == (6, 6, 6)


@pytest.mark.django_db(transaction=True)
def test_the_clock_begins_a_round_by_night_alone_and_does_not_wait_for_it(online, web, at_two):
    online()
    assert night.begin(web.policy, now=at_two.replace(hour=14)) is None
    held, free = threading.Event(), threading.Event()

    def slow(handler):
        held.set()
        free.wait(5)
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    web.pages["/"] = slow
    began = datetime.now(tz=at_two.tzinfo)
    thread = night.begin(replace(web.policy, seconds=8), now=at_two)
    assert (held.wait(5), night.begin(web.policy, now=at_two)) == (True, None)
    assert datetime.now(tz=at_two.tzinfo) - began < timedelta(seconds=2)
    free.set()
    thread.join(5)
    assert (thread.is_alive(), answers(), night._at_work.locked()) == (False, [("ok", 0)], False)


def test_the_schedule_names_the_two_tasks():
    from resources import tasks

    assert SCHEDULE["resources-check-links"]["task"] == tasks.check_links.name
    assert SCHEDULE["resources-count-stock"]["task"] == tasks.count_stock.name
