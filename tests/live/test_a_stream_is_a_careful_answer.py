"""What stands around the events: headers, methods, the plain server, and what is written down."""

import pytest
from django.test import Client

SECRET = "4fJx0sEnTiNeL9zQ"

pytestmark = pytest.mark.urls("tests.live.urls")


def test_no_cache_or_proxy_holds_a_stream_back(a_screen):
    screen = a_screen()
    screen.hears("changed")
    names = ("Content-Type", "Cache-Control", "X-Accel-Buffering", "Content-Length")
    assert [screen.answer[name] for name in names] == ["text/event-stream", "no-store", "no", None]


def test_screens_do_not_all_come_back_in_the_same_instant(a_screen):
    screens = [a_screen() for _ in range(8)]
    [screen.hears("changed") for screen in screens]
    assert len({screen.retry for screen in screens}) > 1
    assert all(0.7 <= screen.retry <= 1.5 for screen in screens)


@pytest.mark.django_db
def test_a_plain_server_answers_that_there_is_no_stream():
    answer = Client().get("/follow/reception/live/")
    assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (204, b"", "no-store")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "head", "put"])
def test_a_stream_can_only_be_listened_to(method):
    assert getattr(Client(), method)("/follow/reception/live/").status_code == 405


def test_no_log_tells_which_phone_looked_at_which_ticket(start):
    house = start(LOG_LEVEL="DEBUG")
    doors = [(f"/t/{SECRET}/", "GET"), (f"/t/{SECRET}/nothing", "GET"), (f"/follow/x/live/?t=/t/{SECRET}", "PUT")]
    asked = [house.get(door, method)[0] for door, method in doors]
    house.stop()
    written = house.log.read_text()
    assert asked == [500, 404, 403]  # no form of ours, no CSRF token
    assert "ZeroDivisionError" in written
    told = [line for line in written.splitlines() if SECRET in line or "127.0.0.1" in line]
    assert [line for line in told if "Uvicorn running on" not in line] == []
