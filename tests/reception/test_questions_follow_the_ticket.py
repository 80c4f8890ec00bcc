"""Optional profile questions: single taps after the ticket, counted apart, joined to nothing."""

import uuid

import pytest

from citedesmetiers.tallies.models import Question, Tally
from reception.models import Receipt
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def _asked(site, a_counsellor):
    a_counsellor()
    Question.objects.create(series="first_visit", order=0)
    Question.objects.create(series="age", order=1)


@pytest.fixture
def tap(reception):
    def send(address="", **said):
        return reception.post(f"/reception/taps/{address}", {"key": uuid.uuid4()} | said, headers=PART)

    return send


def answers():
    tallies = Tally.objects.filter(hour=-1, n__gt=0).order_by("pk")
    return {(tally.series, tally.k1, tally.hour): tally.n for tally in tallies}


def test_they_are_off_by_default(reception, press):
    Question.objects.all().delete()
    assert soup_of(press("job:interview")).select("#taps") == []
    assert soup_of(reception.get("/reception/")).select("#taps") == []


def test_the_first_follows_the_ticket_and_each_tap_brings_the_next(press, tap):
    assert words_of(press("job:interview"), "#taps") == "First visit? first visit came before Skip"
    second = words_of(tap(series="first_visit", band="yes"), "#taps")
    assert second.startswith("First visit? first visit Undo Age? up to 15")
    assert words_of(tap(series="age", band="19-25"), "#taps") == "Age? 19–25 Undo"
    assert answers() == {("first_visit", "yes", -1): 1, ("age", "19-25", -1): 1}


def test_each_can_be_skipped(tap):
    assert words_of(tap(series="first_visit", band=""), "#taps").startswith("Age? up to 15")
    assert answers() == {}


def test_a_tap_sent_twice_counts_once(tap):
    key = uuid.uuid4()
    for _ in range(2):
        tap(series="first_visit", band="yes", key=key)
    assert answers() == {("first_visit", "yes", -1): 1}


def test_a_tap_is_taken_back_once_by_the_token_of_its_page(tap, fields_of):
    mine = fields_of(tap(series="first_visit", band="yes"), ".tapped")
    again = tap("undo/", **mine)
    tap("undo/", **mine)
    assert words_of(again, "#taps") == "First visit? first visit came before Skip"
    assert answers() == {}


@pytest.mark.parametrize("cell", ["job:group", "job:interview"])
def test_groups_and_calls_are_asked_nothing(press, cell):
    assert words_of(press(cell, persons=3, channel="phone"), "#taps") == ""


@pytest.mark.parametrize(
    ("address", "said", "status"),
    [
        ("", {"series": "nonsense", "band": "yes"}, 400), ("", {"series": "visit", "band": "interview"}, 400),
        ("", {"series": "age", "band": "200"}, 400), ("", {"series": "status", "band": "employee"}, 400),
        ("", {"series": "age", "band": "19-25", "key": uuid.UUID(int=0)}, 400),
        ("undo/", {"series": "age", "token": "forged"}, 400),
    ],
)  # fmt: skip
def test_what_is_not_asked_or_forged_is_refused(tap, address, said, status):
    assert tap(address, **said).status_code == status
    assert answers() == {}


def test_no_row_says_which_visit_answered(press, tap):
    press("job:interview")
    before = list(Receipt.objects.order_by("pk").values())
    tap(series="age", band="19-25")
    assert list(Receipt.objects.order_by("pk").values()) == before


def test_without_javascript_a_tap_is_a_page(reception):
    page = reception.post("/reception/taps/", {"key": uuid.uuid4(), "series": "first_visit", "band": "no"})
    assert words_of(page, "#taps").startswith("First visit? came before Undo Age?")
