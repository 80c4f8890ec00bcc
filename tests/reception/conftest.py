"""The reception's screen, as an agent presses it."""

import uuid

import pytest

from tests.harness import soup_of


@pytest.fixture
def reception(client_of, agent):
    """A browser at the reception's screen, in English."""
    return client_of(agent)


@pytest.fixture
def press(reception):
    """Press a cell ("job:interview") with a fresh key, as htmx does; the answer."""

    def send(cell, *, part=True, **said):
        said = {"key": uuid.uuid4(), "cell": cell, "persons": 1, "channel": "on_site"} | said
        return reception.post("/reception/arrivals/", said, headers={"hx-request": "true"} if part else {})

    return send


@pytest.fixture
def answer_of():
    """The words on the answer's line."""

    def read(response):
        soup = soup_of(response)
        line = soup.select_one("#answer") or soup.select_one("#refusal")
        for hint in line.select(".key, .slip"):
            hint.decompose()
        return " ".join(line.get_text(" ").replace("\xa0", " ").split())

    return read


@pytest.fixture
def fields_of():
    """What a form of an answer would send, without the button."""

    def read(response, form):
        fields = soup_of(response).select(f"{form} input")
        return {field["name"]: field["value"] for field in fields if field["name"] != "csrfmiddlewaretoken"}

    return read
