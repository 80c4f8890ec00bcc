"""The database is the truth and everything else a hint: what dies costs at most a second."""

import signal
import subprocess
import time

import pytest

from citedesmetiers import live
from tests.live.screens import Screen
from tests.servers import answers, spare_port, wait_until


class OwnRedis:
    """A Redis that this test may hang, kill and start again, on one port."""

    def __init__(self):
        self.port = spare_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(lambda: answers(self.port))

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis():
    server = OwnRedis()
    yield server
    server.kill()


def late(other, screen, version):
    """Seconds between a click and a screen of another process, and how long the click itself took."""
    began = other.click()
    took = time.monotonic() - began
    return screen.hears("changed", str(version)) - began, took


@pytest.mark.redis
def test_a_hint_reaches_the_screens_of_another_process_at_once(start, a_screen, redis):
    one, other = start(REDIS_URL=redis.url), start(REDIS_URL=redis.url)
    screen = a_screen(at=one, query="?v=0")
    screen.hears("beat")
    time.sleep(0.3)
    delays = sorted(late(other, screen, version)[0] for version in range(1, 6))
    assert delays[2] < 0.2


@pytest.mark.redis
def test_a_hung_then_dead_then_new_redis_makes_no_page_slow_and_no_screen_late(start, a_screen, redis):
    one, other = start(REDIS_URL=redis.url), start(REDIS_URL=redis.url)
    screen = a_screen(at=one, query="?v=0")
    screen.hears("beat")
    seen = []
    for version, happens in enumerate([lambda: redis.process.send_signal(signal.SIGSTOP), redis.kill, redis.start], 1):
        happens()
        seen += [late(other, screen, 2 * version - 1), late(other, screen, 2 * version)]
    assert max(delay for delay, _ in seen) <= 1
    assert max(took for _, took in seen) <= 0.5
    assert "lost" not in screen.names()


def test_a_screen_finds_its_server_again_after_a_restart(server, a_screen):
    screen = a_screen(query="?v=0")
    screen.hears("beat")
    server.stop(signal.SIGKILL)
    server.start()
    server.click()
    screen.hears("changed", "1", seconds=5)


def test_what_changed_while_the_server_was_away_is_told_at_once(server, a_screen):
    screen = a_screen(query="?v=0")
    screen.hears("beat")
    server.stop()
    live.bump("reception")
    server.start()
    screen.hears("changed", "1", seconds=5)
    assert screen.names() == ["beat", "changed"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_open_streams_do_not_keep_the_server_from_stopping(server, a_screen, how):
    [screen.hears("changed") for screen in [a_screen() for _ in range(20)]]
    assert server.stop(how) < 2
    assert "Cancel" not in server.log.read_text()


def test_a_database_that_does_not_answer_is_told_and_so_is_its_return(server, a_screen):
    screen = a_screen(query="?v=0")
    screen.hears("beat")
    server.get("/cut/")
    screen.hears("lost", seconds=6)
    server.get("/cut/")
    wait_until(lambda: screen.names()[-1] == "beat", seconds=2)
    assert screen.names()[0] == "beat"


def test_screens_that_come_and_go_leave_no_connection_behind(start):
    """With a pool of four, the fifth that was kept would leave nothing for the next page."""
    server = start(DATABASE_POOL="4")
    for _ in range(6):
        screens = [Screen(server.port, "/follow/reception/live/?v=0") for _ in range(3)]
        for screen in screens:
            screen.hears("beat")
        for screen in screens:
            screen.leave()
        wait_until(lambda: "live-watch" not in server.get("/done/")[1])
    assert time.monotonic() - server.click() < 2
