"""Undo instead of confirm: on the answer's line for 30 seconds, in the last five for ten minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reception import actions
from reception.models import Receipt, Stop
from tests.harness import soup_of

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def _logged(press, a_counsellor):
    counsellor = a_counsellor()
    press("job:interview")
    return counsellor


def undo(reception, sequence=1):
    return reception.post(f"/reception/arrivals/{sequence}/undo/", headers=PART)


def aged(minutes=0, seconds=0):
    at = timezone.now() - timedelta(minutes=minutes, seconds=seconds)
    Receipt.objects.update(logged_at=at)


def last_five(reception):
    rows = soup_of(reception.get("/reception/")).select("#last li")
    return [" ".join(row.get_text(" ").replace("\xa0", " ").split()) for row in rows]


def test_the_answer_says_what_was_undone(reception, answer_of):
    assert answer_of(undo(reception)) == "Plume 1 undone."
    assert last_five(reception) == ["No arrival yet today."]


def test_undoing_twice_undoes_once(reception, answer_of):
    assert answer_of(undo(reception)) == answer_of(undo(reception)) == "Plume 1 undone."
    assert Receipt.objects.standing().count() == 0


def test_a_called_ticket_is_not_undone_and_the_list_says_called(reception, answer_of, desk, _logged):
    actions.call_next(desk, by=_logged)
    answer = undo(reception)
    assert (answer.status_code, Receipt.objects.standing().count()) == (409, 1)
    assert answer_of(answer) == "This ticket was already called: it can no longer be undone."
    assert [row.endswith("Called") for row in last_five(reception)] == [True]


def test_whoever_was_called_and_not_found_is_not_undone_either(reception, answer_of, desk, _logged):
    actions.mark_absent(actions.call_next(desk, by=_logged), by=_logged)
    answer = undo(reception)
    assert (answer.status_code, Receipt.objects.standing().count()) == (409, 1)
    assert answer_of(answer) == "This ticket was already called: it can no longer be undone."
    assert (Stop.objects.get().state, last_five(reception)[0].endswith("Called")) == ("waiting", True)


def test_a_call_that_was_taken_back_is_undone(reception, answer_of, desk, _logged):
    actions.call_next(desk, by=_logged)
    actions.undo_last_step(by=_logged)
    assert answer_of(undo(reception)) == "Plume 1 undone."


def test_a_ticket_that_left_the_line_is_brought_back_before_it_is_undone(reception, answer_of, agent):
    stop = Stop.objects.get()
    actions.give_up(stop, by=agent)
    answer = undo(reception)
    assert (answer.status_code, Receipt.objects.standing().count()) == (409, 1)
    assert answer_of(answer) == "This visitor has left the line: bring the ticket back in line first, then undo."
    stop.refresh_from_db()
    actions.come_back(stop, by=agent)
    assert answer_of(undo(reception)) == "Plume 1 undone."


def test_the_line_offers_its_undo_for_thirty_seconds(reception):
    aged(seconds=10)
    form = soup_of(reception.get("/reception/?last=1")).select_one("#answer form")
    assert 18 <= int(form["data-expires-after"]) <= 20
    aged(seconds=31)
    form = soup_of(reception.get("/reception/?last=1")).select_one("#answer form")
    assert form["class"] == ["is-spent"]


def test_the_last_five_offer_theirs_for_ten_minutes(reception):
    aged(minutes=9)
    assert len(soup_of(reception.get("/reception/")).select("#last button")) == 1
    aged(minutes=11)
    assert soup_of(reception.get("/reception/")).select("#last button") == []


def test_after_ten_minutes_it_is_refused_in_words(reception, answer_of):
    aged(minutes=11)
    answer = undo(reception)
    assert (answer.status_code, Receipt.objects.standing().count()) == (409, 1)
    assert answer_of(answer) == "Too late to undo: an arrival can be taken back for 10 minutes."


def test_an_arrival_of_yesterday_is_not_found(reception):
    Receipt.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert undo(reception).status_code == 404
    assert Receipt.objects.standing().count() == 1


def test_the_five_newest_are_listed_the_newest_first(reception, press):
    for service in ("documentation", "computer", "event", "quick_answer"):
        press(f"job:{service}")
    names = [row.split(" ", 1)[1].rsplit(" ", 2)[0] for row in last_five(reception)]
    assert names == ["Quick answer", "Event", "Computer", "Documentation", "Plume 1"]


def test_without_javascript_the_page_says_it(reception, answer_of):
    sent = reception.post("/reception/arrivals/1/undo/")
    assert answer_of(reception.get(sent.headers["Location"])) == "Plume 1 undone."
