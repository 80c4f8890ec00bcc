"""`./run` as a newcomer types it: one process on a database of its own, which is there again at the next start."""

import http.client
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.servers import spare_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
OWN = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "PYTHON")


class House:
    """An open house: what it printed, its answers, and how long it took to close."""

    def __init__(self, folder, *options):
        self.port = spare_port()
        environment = {name: value for name, value in os.environ.items() if name not in OWN}
        self.output = folder / f"output-{self.port}"
        began = time.monotonic()
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                ["./run", "--port", str(self.port), *options], cwd=ROOT, start_new_session=True,
                env=environment | {"VAR_DIR": str(folder / "var")}, stdout=output, stderr=subprocess.STDOUT,
            )
        wait_until(self.answers, seconds=180)
        self.seconds_to_answer = time.monotonic() - began

    def answers(self):
        assert self.process.poll() is None, self.printed()
        with self.door() as door:
            try:
                door.request("GET", "/sign-in/")
            except ConnectionRefusedError:
                return False
            return door.getresponse().status == 200

    def door(self):
        return closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60))

    def printed(self):
        return self.output.read_text()

    def close(self):
        began = time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=20), time.monotonic() - began


@pytest.fixture
def open_house(tmp_path):
    opened = []

    def open_house(*options):
        opened.append(House(tmp_path, *options))
        return opened[-1]

    yield open_house
    for house in opened:
        house.process.kill()
        house.process.wait()


def rows(folder, table):
    database = sqlite3.connect(f"file:{folder}/var/cite.sqlite3?mode=ro", uri=True)
    try:
        return database.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()  # noqa: S608 - a test's own word
    finally:
        database.close()


def test_a_house_opens_closes_and_opens_again_with_what_it_had(open_house, tmp_path):
    first = open_house()
    assert f"http://127.0.0.1:{first.port}/" in first.printed()
    code, seconds = first.close()
    assert (code, seconds < 3) == (0, True)
    people, key = rows(tmp_path, "accounts_user"), (tmp_path / "var/secret_key").read_text()
    seconds = []
    for _again in range(3):  # a busy machine may slow a start down, nothing speeds one up
        again = open_house()
        seconds.append(again.seconds_to_answer)
        again.close()
    assert min(seconds) < 3
    assert (rows(tmp_path, "accounts_user"), (tmp_path / "var/secret_key").read_text()) == (people, key)


def test_an_open_stream_does_not_hold_the_house_open(open_house):
    house = open_house()
    with house.door() as door:
        door.request("GET", "/screen/live/")
        stream = door.getresponse()
        assert (stream.status, stream.headers["Content-Type"]) == (200, "text/event-stream")
        code, seconds = house.close()
        assert (code, seconds < 3) == (0, True)


def test_the_demo_prints_an_account_for_each_role(open_house):
    accounts = [line.split() for line in open_house().printed().splitlines() if line.startswith("  ")]
    assert len(accounts) == 6


def test_an_empty_house_prints_the_code_of_its_setup(open_house, tmp_path):
    house = open_house("--no-demo")
    assert house.printed().count("/setup/") == 1
    assert rows(tmp_path, "accounts_user") == []


def test_a_port_that_another_house_holds_is_refused(open_house):
    port = open_house("--no-demo").port
    answer = subprocess.run(["./run", "--port", str(port)], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert str(port) in answer.stderr
