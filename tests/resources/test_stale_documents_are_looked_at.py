"""The officer's pile: what is overdue, dead or oldest, decided one by one or many at once, and taken back."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone as clock

from citedesmetiers.kit.rules import HouseRule
from resources import actions, reviews
from resources.actions import triage
from resources.actions.triage import Act, decide, undo
from resources.models import Link, Notice, Shelving, State
from resources.reviews import Reason
from tests.harness import words_of

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true"}


def titles(today, reason=None):
    return [notice.title for notice in reviews.pile(Notice.objects.all(), today, reason)]


def test_the_stalest_stand_first_reason_by_reason(stale, linked, today, a_notice):
    stale("Late", days=3)
    stale("Later", days=30)
    dead = a_notice("Gone", url="https://gone.example/", year=today.year)
    linked(dead, "dead", failures=3, status=404)
    moved = a_notice("Elsewhere", url="https://old.example/", year=today.year)
    linked(moved, "moved", moved_to="https://new.example/")
    for title, year in (("Old", 2001), ("Older", 1999), ("Young", today.year)):
        a_notice(title, year=year)
    a_notice("Old leaflet", support="leaflet", year=2015)
    assert titles(today) == ["Later", "Late", "Gone", "Elsewhere", "Older", "Old leaflet"]
    found = reviews.pile(Notice.objects.all(), today)
    assert list(reviews.counts(found).values()) == [2, 1, 1, 2]


def test_each_says_why_in_words(stale, linked, today, a_notice):
    dead = stale("Gone", url="https://gone.example/", review_by=date(2026, 3, 3))
    linked(dead, "dead", failures=3, status=404)
    stale("Sent", state="review", review_by=today + timedelta(days=90))
    a_notice("Old", year=1999)
    words = {notice.title: reviews.words_of(notice) for notice in reviews.pile(Notice.objects.all(), today)}
    assert words == {
        "Gone": ["to be reviewed since 3 March 2026", "dead link: 404, 3 times running"],
        "Sent": ["sent to review"], "Old": ["of 1999: the oldest of its support"],
    }  # fmt: skip
    assert titles(today, Reason.DEAD) == ["Gone"]


def test_what_was_looked_at_since_the_night_is_not_asked_again(linked, today, a_notice):
    seen = a_notice("Kept all the same", url="https://gone.example/", reviewed_on=today, year=today.year)
    link = linked(seen, "dead", failures=3)
    a_notice("Old, looked at", year=1999, reviewed_on=today)
    other = a_notice("Its address was changed", url="https://new.example/", year=today.year)
    linked(other, "dead", failures=3)
    Link.objects.filter(notice=other).update(url="https://old.example/")
    assert titles(today) == []
    Link.objects.filter(pk=link.pk).update(checked_at=clock.now() + timedelta(days=2))
    assert titles(today) == ["Kept all the same"]


def test_a_draft_and_what_left_the_shelf_are_not_in_the_pile(stale, today):
    stale("Draft", state="draft")
    stale("Withdrawn", state="withdrawn")
    assert titles(today) == []


def test_confirming_sets_the_next_date_by_the_support(stale, officer, today):
    Shelving.objects.create(pk=1, months=12, months_of={"leaflet": 6})
    notice = stale(support="leaflet", state="review")
    done = decide(Act.CONFIRM, [(notice.pk, notice.version)], by=officer, key=uuid4())
    notice.refresh_from_db()
    assert done.notices == [notice]
    assert (notice.state, notice.reviewed_on) == (State.SHELF, today)
    assert (notice.review_by.year * 12 + notice.review_by.month) - (today.year * 12 + today.month) == 6
    assert [(line.version, line.history_user) for line in notice.history.order_by("history_id")] == [
        (1, None), (2, officer)]  # fmt: skip


def test_withdrawing_takes_it_from_what_the_public_finds(stale, officer, found, today):
    notice = stale("Le CV")
    assert found("cv") == ["Le CV"]
    decide(Act.WITHDRAW, [(notice.pk, 1)], by=officer, key=uuid4())
    notice.refresh_from_db()
    assert (notice.state, notice.withdrawn_on, found("cv")) == (State.WITHDRAWN, today, [])


def test_replacing_says_by_what_and_refuses_what_is_not_on_the_shelf(stale, officer, a_notice):
    notice, other, draft = stale(), a_notice("Le CV 2026"), a_notice("Draft", state="draft")
    with pytest.raises(HouseRule):
        decide(Act.REPLACE, [(notice.pk, 1)], by=officer, key=uuid4(), other=draft)
    assert decide(Act.REPLACE, [(notice.pk, 1)], by=officer, key=uuid4(), other=notice).unfit == [notice]
    decide(Act.REPLACE, [(notice.pk, 1)], by=officer, key=uuid4(), other=other)
    notice.refresh_from_db()
    assert (notice.state, notice.replaced_by) == (State.REPLACED, other)


def test_the_new_address_is_taken_in_one_press_and_given_back(stale, linked, officer, today):
    notice = stale(url="https://old.example/")
    linked(notice, "moved", moved_to="https://new.example/cv")
    done = decide(Act.MOVE, [(notice.pk, 1)], by=officer, key=uuid4())
    notice.refresh_from_db()
    assert (notice.url, titles(today, Reason.MOVED)) == ("https://new.example/cv", [])
    undo(done.token, by=officer)
    notice.refresh_from_db()
    assert (notice.url, titles(today, Reason.MOVED)) == ("https://old.example/", ["Le CV"])


def test_the_same_key_is_the_same_press(stale, officer):
    notice, key = stale(), uuid4()
    first = decide(Act.CONFIRM, [(notice.pk, 1)], by=officer, key=key)
    again = decide(Act.CONFIRM, [(notice.pk, 1)], by=officer, key=key)
    assert (again.notices, again.changed) == (first.notices, [])
    assert (notice.history.count(), Notice.objects.get().version) == (2, 2)
    assert undo(again.token, by=officer).notices == [notice]


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_write_once_and_the_same_key_from_both_is_one_press(stale, officer):
    notice, keys, outcomes = stale(), [uuid4(), uuid4()], []
    start = threading.Barrier(4)

    def press_it(key):
        start.wait()
        outcomes.append((key, decide(Act.CONFIRM, [(notice.pk, 1)], by=officer, key=key)))
        connections.close_all()

    threads = [threading.Thread(target=press_it, args=(key,)) for key in keys * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(outcomes), Notice.objects.get().version, notice.history.count()) == (4, 2, 2)
    won = {key for key, done in outcomes if done.notices}
    assert won in ({keys[0]}, {keys[1]}, set(keys))  # asked again, the one who lost finds it confirmed too


def test_what_somebody_changed_meanwhile_is_left_alone_and_told(stale, officer, curating):
    notice, other = stale("Le CV"), stale("La lettre")
    actions.write_notice(notice, by=None, year=2001)
    rows = {"row": [f"{notice.pk} 1", f"{other.pk} 1"], "all": "confirm", "key": str(uuid4())}
    page = curating.post("/resources/", rows)
    said = words_of(page, ".care-said")
    assert said.startswith("“La lettre” is confirmed. It comes back in")
    assert "Changed by somebody in the meantime, so left alone: “Le CV”." in said
    notice.refresh_from_db()
    assert (notice.reviewed_on, notice.version) == (None, 2)


def test_what_has_no_purpose_is_not_confirmed(stale, officer):
    notice = stale(state="draft", purposes=[])
    Notice.objects.update(state="review")
    done = decide(Act.CONFIRM, [(notice.pk, 1)], by=officer, key=uuid4())
    assert (done.notices, done.unfit, notice.history.count()) == ([], [notice], 1)


def test_a_hundred_are_decided_in_a_moment_and_taken_back_at_once(stale, officer, today, django_assert_max_num_queries):
    rows = [(stale(f"Document {n}").pk, 1) for n in range(100)]
    before = list(Notice.objects.order_by("pk").values_list("state", "review_by", "reviewed_on", "replaced_by"))
    began = clock.now()
    with django_assert_max_num_queries(40):
        done = decide(Act.CONFIRM, rows, by=officer, key=uuid4())
    assert ((clock.now() - began).total_seconds() < 1, len(done.notices), titles(today)) == (True, 100, [])
    assert len(done.token) < 4000
    assert len(undo(done.token, by=officer).notices) == 100
    assert list(Notice.objects.order_by("pk").values_list("state", "review_by", "reviewed_on", "replaced_by")) == before
    assert set(Notice.objects.values_list("version", flat=True).order_by()) == {3}
    assert Notice.history.count() == 300


def test_undo_leaves_alone_what_was_changed_since_and_is_done_once(stale, officer):
    notices = [stale(f"Document {n}") for n in range(3)]
    done = decide(Act.WITHDRAW, [(each.pk, 1) for each in notices], by=officer, key=uuid4())
    actions.write_notice(notices[1], by=None, state="draft")
    undone = undo(done.token, by=officer)
    assert ([each.pk for each in undone.notices], undone.changed) == ([notices[0].pk, notices[2].pk], [notices[1]])
    again = undo(done.token, by=officer)
    assert (again.notices, again.changed) == ([], [])
    assert [each.state for each in Notice.objects.order_by("pk")] == [State.SHELF, State.DRAFT, State.SHELF]


def test_a_forged_or_old_token_takes_nothing_back(stale, officer, monkeypatch):
    notice = stale()
    done = decide(Act.WITHDRAW, [(notice.pk, 1)], by=officer, key=uuid4())
    with pytest.raises(HouseRule):
        undo(done.token[:-1], by=officer)
    monkeypatch.setattr(triage, "UNDO_FOR", -1)
    with pytest.raises(HouseRule):
        undo(done.token, by=officer)
    assert Notice.objects.get().state == State.WITHDRAWN
