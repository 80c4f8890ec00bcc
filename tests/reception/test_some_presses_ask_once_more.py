"""Three cells ask for one more press, in the answer's place, for the same arrival: the key stays."""

import uuid

import pytest

from reception.models import Receipt, Stop, Ticket
from tests.harness import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_need(purpose_of):
    return purpose_of("other", name={"en": "Other need"})


def test_another_needs_interview_asks_which_desk(press, answer_of, fields_of, other_desk, a_counsellor, other_need):
    a_counsellor()
    a_counsellor(other_desk)
    asked = press("other:interview", persons=2)
    assert (asked.status_code, Receipt.objects.count()) == (200, 0)
    assert answer_of(asked) == "Other need, Interview: which desk? A Desk job, no wait B Desk training, no wait Cancel"
    answer = press(**fields_of(asked, "#choice"), desk="training")
    assert answer_of(answer) == "B Plume 1 2 persons · Desk training · next Undo Print"
    assert (Stop.objects.get().desk, Ticket.objects.get().party_size) == (other_desk, 2)


def test_a_desk_is_chosen_by_its_letter(press, desk, other_desk, other_need):
    choices = soup_of(press("other:interview")).select("[data-keys-first] button")
    assert [(choice["value"], choice["data-key"]) for choice in choices] == [("job", "A"), ("training", "B")]


def test_a_group_asks_how_many_and_logs_exactly_that(press, answer_of, fields_of, desk):
    asked = press("job:group")
    assert (asked.status_code, Receipt.objects.count()) == (200, 0)
    sizes = [button["value"] for button in soup_of(asked).select("#choice button")]
    assert sizes == [str(n) for n in range(2, 61)]
    answer = press(**fields_of(asked, "#choice"), persons=27)
    assert answer_of(answer) == (
        "A Group, 27 persons · Purpose job · logged "
        "School class Trainees Job seekers Association Company Other group Undo"
    )
    assert Receipt.objects.get().party_size == 27


def test_a_group_whose_number_was_pressed_before_is_logged_at_once(press, desk):
    press("job:group", persons=6)
    assert Receipt.objects.get().party_size == 6


def test_a_closed_desk_says_so_once_and_lets_the_agent_insist(press, answer_of, fields_of, desk):
    asked = press("job:interview")
    assert (asked.status_code, Receipt.objects.count()) == (409, 0)
    assert answer_of(asked) == (
        "Nobody is at the desk “Desk job” now. No turn is planned. Log it all the same Cancel"
    )
    answer = press(**fields_of(asked, "#choice"), insist="1")
    assert answer_of(answer) == "A Plume 1 Desk job · next Undo Print"


def test_the_question_keeps_the_key_of_the_press(press, fields_of, desk):
    key = uuid.uuid4()
    assert fields_of(press("job:interview", key=key), "#choice")["key"] == str(key)


def test_the_focus_goes_where_the_next_press_is_expected(press, desk, other_need):
    wanted = [press(cell).headers["HX-Focus"] for cell in ("job:interview", "job:group", "other:interview")]
    assert wanted == ["#insist", "#size-2", "#choice button.btn"]


def test_without_javascript_the_question_is_a_page(press, fields_of, desk):
    asked = press("job:group", part=False)
    assert soup_of(asked).select_one("main h1").get_text() == "Reception"
    answer = press(part=False, **fields_of(asked, "#choice"), persons=5)
    assert (answer.status_code, Receipt.objects.get().party_size) == (302, 5)
