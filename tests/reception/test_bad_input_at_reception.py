"""What is not a press of the grid: a sentence with the right status, and nothing changed."""

import uuid

import pytest

from citedesmetiers.tallies.models import Tally
from reception.models import Receipt

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"cell": "nonsense:interview"}, "There is no such need."),
        ({"cell": "job:nonsense"}, "There is no such service."),
        ({"cell": "job"}, "There is no such service."),
        ({"cell": ""}, "Press a cell of the grid."),
        ({"cell": "job:interview", "second": "nonsense"}, "There is no such need."),
        ({"cell": "job:interview", "second": "job"}, "The second purpose is the same as the first."),
        ({"cell": "job:interview", "desk": "nonsense"}, "There is no such desk."),
        ({"cell": "job:interview", "channel": "pigeon"}, "There is no such channel."),
        ({"cell": "job:interview", "persons": "0"}, "Between 1 and 9 persons."),
        ({"cell": "job:interview", "persons": "many"}, "How many persons? Not a number."),
        ({"cell": "job:group", "persons": "0"}, "Between 2 and 60 persons."),
        ({"cell": "job:group", "persons": "10000"}, "Between 2 and 60 persons."),
        ({"cell": "job:documentation", "again": "1"}, "“Again” is for someone who comes back for an interview."),
        ({"cell": "job:interview", "key": str(uuid.UUID(int=0))}, "This form’s key is not valid: reload the page."),
        ({"cell": "job:interview", "key": "x"}, "This form’s key is not valid: reload the page."),
        ({"cell": "job:interview", "key": ""}, "This form’s key is not valid: reload the page."),
    ],
)
def test_it_is_refused_in_words_and_nothing_is_written(press, answer_of, a_counsellor, said, words):
    a_counsellor()
    answer = press(**said)
    assert (answer.status_code, answer_of(answer)) == (400, words)
    assert (Receipt.objects.count(), Tally.objects.count()) == (0, 0)


def test_a_body_of_ten_megabytes_is_too_long(press, a_counsellor):
    a_counsellor()
    assert press("job:interview", key="0" * 10_000_000).status_code == 413
    assert Receipt.objects.count() == 0


def test_a_press_without_the_csrf_token_is_refused(client_of, agent, desk):
    browser = client_of(agent, enforce_csrf_checks=True)
    for address in ("arrivals/", "arrivals/1/undo/", "stops/1/left/", "stops/1/back/", "taps/", "taps/undo/"):
        assert browser.post(f"/reception/{address}").status_code == 403
    assert Receipt.objects.count() == 0


def test_fields_that_the_form_does_not_have_are_ignored(press, a_counsellor):
    a_counsellor()
    press("job:documentation", sequence=99, undone_at="2020-01-01", ticket=7)
    receipt = Receipt.objects.get()
    assert (receipt.sequence, receipt.undone_at, receipt.ticket) == (1, None, None)


@pytest.mark.parametrize("asked", ["last=999", "last=-1", "last=x", "left=9999999999999999999999", "left=1", "last=²"])
def test_an_address_that_asks_for_what_is_not_there_shows_the_page(reception, answer_of, desk, asked):
    page = reception.get(f"/reception/?{asked}")
    assert (page.status_code, answer_of(page)) == (200, "Ready. One press logs the arrival.")


@pytest.mark.parametrize("role", ["counsels", "curates", "organises", "manages"])
def test_a_role_that_may_not_receive_is_refused(client_of, a_person, desk, role):
    browser = client_of(a_person(**{role: True}))
    assert browser.get("/reception/").status_code == 403
    assert browser.post("/reception/arrivals/", {"cell": "job:documentation", "key": uuid.uuid4()}).status_code == 403
    assert Receipt.objects.count() == 0
