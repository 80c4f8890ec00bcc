"""What a press is told when the database does not answer: to come again, and nothing was written."""

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection

from reception.models import Receipt

pytestmark = pytest.mark.django_db
PRESS = {"key": "8c5c5a9e-1b7e-4b7e-9d57-2f6a3b6e7f10", "cell": "job:documentation"}


@pytest.fixture
def reception(client_of, agent, purpose_of):
    purpose_of("job")
    browser = client_of(agent)
    browser.raise_request_exception = False
    return browser


def cut(failure):
    """The line to the database breaks when the day's row is asked for."""

    def ask(execute, sql, *rest):
        if "reception_day" in sql:
            raise failure("cut")
        return execute(sql, *rest)

    return connection.execute_wrapper(ask)


@pytest.mark.parametrize(
    ("failure", "status"), [(OperationalError, 503), (InterfaceError, 503), (ProgrammingError, 500)]
)
@pytest.mark.parametrize(("language", "words"), [("en", "The house failed"), ("fr", "La maison")])
def test_it_is_a_503_that_the_page_sends_again(reception, failure, status, language, words):
    with cut(failure):
        answer = reception.post("/reception/arrivals/", PRESS, headers={"accept-language": language})
    assert (answer.status_code, words in answer.content.decode(), Receipt.objects.count()) == (status, True, 0)
    assert reception.post("/reception/arrivals/", PRESS).status_code == 302
    assert Receipt.objects.count() == 1
