"""A counsellor takes who stands at a desk that she may also help."""

import uuid

import pytest

from reception.models import Stop

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(client_of, a_counsellor, desk, other_desk):
    """The answer, and the place in line, of a press at the other desk, where nobody sits."""
    browser = client_of(a_counsellor(desk, may_help=[other_desk]))
    answer = browser.post("/counter/training/take/", {"key": uuid.uuid4(), "purpose": "training"},
                          headers={"hx-request": "true"})
    return answer, Stop.objects.filter(desk=other_desk).first()


def test_she_herself_is_there_so_nobody_is_asked_to_insist(taken):
    answer, stop = taken
    assert (answer.status_code, stop.state) == (200, "met")


def test_it_is_counted_as_help(taken):
    assert taken[1].helped is True
