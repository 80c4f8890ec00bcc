"""The printed slip: word, number, desk, way and code, for a ticket of today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.kit.tokens import new_token, short
from reception import actions
from reception.models import Ticket
from tests.harness import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(desk, visitors_wait_at):
    return visitors_wait_at(desk)[0].ticket


def slip_of(reception, token):
    return reception.get(f"/reception/tickets/{short(token)}/slip/")


def test_it_holds_the_name_the_desk_and_the_way_and_nothing_else(reception, desk, ticket):
    type(desk).objects.update(arrow="left")
    assert words_of(slip_of(reception, ticket.token), ".slip") == "Plume 1 A Desk job to the left"
    type(desk).objects.update(way={"en": "behind the stairs"})
    page = slip_of(reception, ticket.token)
    assert words_of(page, ".slip") == "Plume 1 A Desk job behind the stairs"


def test_a_ticket_of_yesterday_or_of_nobody_has_none(reception, ticket):
    assert slip_of(reception, new_token()).status_code == 404
    Ticket.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert slip_of(reception, ticket.token).status_code == 404


def test_a_ticket_that_was_taken_back_has_none(reception, agent, ticket):
    actions.undo(ticket.receipt, by=agent)
    assert slip_of(reception, ticket.token).status_code == 404


def test_a_bad_token_is_not_found(reception):
    assert reception.get("/reception/tickets/nonsense/slip/").status_code == 404
