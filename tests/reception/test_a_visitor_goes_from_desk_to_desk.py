"""A visitor in two lines, or sent on: every screen says what else she waits for and where she has been."""

import pytest
from django.urls import reverse

from reception import actions
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db


def page_of(ticket):
    return reverse("reception:ticket", args=[ticket.token]) + "?lang=en"


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def sent_on(agent, anna, desk, other_desk, a_desk, arrival_at):
    """A ticket for two needs: met at the first desk (A), sent on to a third (C), still waiting at the second (B)."""
    receipt = actions.log(arrival_at(desk, second_purpose=other_desk.purposes.get()), by=agent)
    met = actions.meet(actions.call_next(desk, by=anna), by=anna)
    there = actions.send_on(met, a_desk("law"), by=anna, insist=True)
    assert there.waits_since == met.waits_since
    return receipt.ticket


def test_reception_reads_both_in_one_short_line(sent_on, reception):
    page = reception.get("/reception/")
    said = [words_of(page, f"#standing-{slug} .parted") for slug in ("training", "law")]
    assert said == ["also waits for C has been to A", "also waits for B has been to A"]


def test_the_next_desk_reads_it_in_its_line_and_beside_the_visitor(sent_on, client_of, a_counsellor, other_desk):
    berta = a_counsellor(other_desk)
    page = client_of(berta).get("/counter/training/")
    assert words_of(page, ".desk-page .line .fine") == "Purpose training · also waits for C · has been to A"
    actions.call_next(other_desk, by=berta)
    facts = soup_of(client_of(berta).get("/counter/training/")).select(".visitor .facts div")
    assert [" ".join(fact.get_text(" ").split()) for fact in facts][3:] == [
        "Also waits for C Desk law", "Has been to A Desk job"]  # fmt: skip


def test_her_own_page_says_it_in_one_line(sent_on, client):
    page = client.get(page_of(sent_on))
    assert "You have already been to desk A." in words_of(page)


def test_one_who_has_been_nowhere_reads_nothing_of_it(client, desk, visitors_wait_at):
    (stop,) = visitors_wait_at(desk, 1)
    assert "already been" not in words_of(client.get(page_of(stop.ticket)))
