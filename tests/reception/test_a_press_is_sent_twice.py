"""Double click, resend, the back button, two tabs: one press is one arrival, and the same answer."""

import uuid

import pytest

from reception import actions
from reception.models import Receipt
from tests.harness import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counsellor(a_counsellor):
    return a_counsellor()


def test_the_same_key_is_one_arrival_and_the_same_answer(press, answer_of):
    key = uuid.uuid4()
    first, second = press("job:interview", key=key), press("job:interview", key=key)
    assert (first.status_code, second.status_code, Receipt.objects.count()) == (200, 200, 1)
    assert answer_of(first) == answer_of(second)


def test_a_press_sent_again_after_the_desk_closed_has_the_same_answer(press, answer_of, counsellor):
    key = uuid.uuid4()
    first = press("job:interview", key=key)
    actions.leave_desk(by=counsellor)
    second = press("job:interview", key=key)
    assert (second.status_code, answer_of(second), Receipt.objects.count()) == (200, answer_of(first), 1)


def test_the_same_key_with_other_content_is_refused_in_words(press, answer_of):
    key = uuid.uuid4()
    press("job:interview", key=key)
    answer = press("job:documentation", key=key)
    assert (answer.status_code, Receipt.objects.get().service) == (409, "interview")
    assert answer_of(answer) == (
        "This form was already used for another arrival. That one is kept; press again for this one."
    )


def test_back_shows_a_fresh_form(reception):
    first, second = reception.get("/reception/"), reception.get("/reception/")
    assert (first.headers["Cache-Control"], second.headers["Cache-Control"]) == ("no-store", "no-store")
    keys = {soup_of(page).select_one("#arrivals-key")["value"] for page in (first, second)}
    assert len(keys) == 2


def test_a_browser_that_restores_forms_is_told_not_to(reception):
    assert soup_of(reception.get("/reception/")).select_one("#arrivals")["autocomplete"] == "off"
