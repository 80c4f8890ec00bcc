"""Which questions may be tapped after the ticket: none, until a manager says so."""

import pytest

from citedesmetiers.tallies.models import Question
from tests.harness import soup_of


@pytest.fixture
def managing(manager, client_of):
    return client_of(manager)


def asked():
    return list(Question.objects.values_list("series", flat=True))


def test_no_question_is_asked_at_first(managing):
    assert soup_of(managing.get("/questions/")).select("main input[checked]") == []
    assert asked() == []


def test_a_manager_switches_questions_on_and_off(managing):
    managing.post("/questions/", {"asked": ["age", "first_visit"]})
    assert asked() == ["first_visit", "age"]
    shown = soup_of(managing.get("/questions/")).select("main input[checked]")
    assert [box["value"] for box in shown] == ["first_visit", "age"]
    managing.post("/questions/", {})
    assert asked() == []


@pytest.mark.parametrize("series", ["visit", "password", ""])
def test_only_a_profile_question_can_be_asked(managing, series):
    assert managing.post("/questions/", {"asked": [series]}).status_code == 400
    assert asked() == []
