"""One press on the grid: what it writes and what is answered."""

import pytest

from reception.models import Receipt, Stop, Ticket
from tests.harness import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _somebody_is_there(a_counsellor):
    a_counsellor()


def test_an_interview_answers_with_the_ticket_the_desk_and_who_is_before(press, answer_of, desk, visitors_wait_at):
    visitors_wait_at(desk, 2)
    assert answer_of(press("job:interview")) == "A Tilleul 3 Desk job · 2 ahead Undo Print"


def test_the_first_in_line_is_next(press, answer_of):
    assert answer_of(press("job:interview")) == "A Plume 1 Desk job · next Undo Print"


def test_documentation_answers_in_words_and_takes_no_ticket(press, answer_of):
    assert answer_of(press("job:documentation")) == "A Documentation Purpose job · logged Undo"
    assert Ticket.objects.count() == 0


def test_a_call_for_an_interview_is_a_remote_request_without_a_ticket(press, answer_of):
    assert answer_of(press("job:interview", channel="phone")) == "A Interview, phone Purpose job · logged Undo"
    assert Ticket.objects.count() == 0


def test_the_number_of_persons_is_kept_exactly(press):
    press("job:interview", persons=7)
    assert Receipt.objects.get().party_size == Ticket.objects.get().party_size == 7


def test_a_second_need_stands_in_two_lines_and_both_are_told(press, answer_of, other_desk, a_counsellor):
    a_counsellor(other_desk)
    answer = answer_of(press("job:interview", second="training"))
    assert answer == "A Plume 1 A Desk job · next B Desk training · next Undo Print"


def test_a_second_need_of_two_desks_stands_where_fewer_wait(press, answer_of, other_desk, a_desk, a_counsellor):
    third = a_desk("choosing")
    third.purposes.add(other_desk.purposes.get())
    a_counsellor(other_desk), a_counsellor(third)
    press("training:interview", desk="training")
    answer = answer_of(press("job:interview", second="training"))
    assert answer == "A Galet 2 A Desk job · next C Desk choosing · next Undo Print"


def test_a_second_need_that_the_first_desk_answers_too_is_one_place_in_line(press, answer_of, desk, other_desk):
    desk.purposes.add(other_desk.purposes.get())
    assert answer_of(press("job:interview", second="training")) == "A Plume 1 Desk job · next Undo Print"


def test_a_second_need_that_no_desk_answers_is_said(press, answer_of, purpose_of):
    purpose_of("other")
    answer = answer_of(press("job:interview", second="other"))
    assert answer == "A Plume 1 Desk job · next Purpose other : no desk of its own, to be told at this one Undo Print"


def test_again_gives_a_ticket_and_no_second_arrival(press, answer_of):
    assert answer_of(press("job:interview", again="1")) == "A Plume 1 again · Desk job · next Undo Print"
    assert Receipt.objects.get().again is True


def test_what_was_pressed_beside_the_cell_is_told_so_that_a_slip_is_seen(press, reception, answer_of):
    answer = press("job:interview", persons=3, priority="child")
    assert answer_of(answer) == "A Plume 1 3 persons, with a young child · Desk job · next Undo Print"
    row = soup_of(reception.get("/reception/")).select_one("#last li .who").get_text(" ", strip=True)
    assert row.replace("\xa0", " ") == "Plume 1 3 persons, with a young child"


def test_the_code_leads_to_the_tickets_own_page(press, settings):
    settings.PUBLIC_URL = "https://cite.example"
    soup = soup_of(press("job:interview"))
    assert len(soup.select(".qr svg path")) == 2  # on the line and on the slip
    assert soup.select("svg[style], path[style]") == []


def test_the_cell_that_was_pressed_is_named_so_that_it_stays_marked(press):
    assert soup_of(press("job:documentation")).select_one("#answer")["data-last"] == "cell-job-documentation"


def test_the_answer_brings_a_fresh_key_and_asks_for_the_line(press, reception):
    first, second = press("job:interview"), press("job:interview")
    keys = {soup_of(answer).select_one("#arrivals-key")["value"] for answer in (first, second)}
    assert len(keys) == 2
    assert first.headers["HX-Trigger"] == "arrived"


def test_without_javascript_the_same_press_leads_to_the_same_answer(press, reception, answer_of):
    sent = press("job:interview", part=False)
    assert (sent.status_code, sent.headers["Location"]) == (302, "/reception/?last=1")
    page = reception.get("/reception/?last=1")
    assert soup_of(page).select_one("#answer .ticket").get_text() == "Plume\xa01"
    assert [cell["id"] for cell in soup_of(page).select(".cell.is-last")] == ["cell-job-interview"]


def test_what_waits_is_written_beside_the_cell_and_the_desk(reception, desk, visitors_wait_at):
    visitors_wait_at(desk, 3, since=12)
    soup = soup_of(reception.get("/reception/"))
    assert soup.select_one("#cell-job-interview b").get_text(strip=True) == "3 · 12\xa0min"
    assert soup.select_one("#line .range").get_text(" ", strip=True) == "12\xa0min so far"
    assert Stop.objects.waiting().count() == 3
