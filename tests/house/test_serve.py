"""One process serves pages, streams and the clock: what it refuses, what its clock does, what it weighs."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
import time_machine
from celery import Celery
from django.utils import timezone

from citedesmetiers.celery import SCHEDULE
from citedesmetiers.celery import app as house_app
from citedesmetiers.front import embedded
from tests.servers import answers, spare_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
BROKEN_DATABASE = "sqlite:////dev/null/cite.sqlite3"


def serve(folder, *options, **environment):
    own = {"DATABASE_URL": f"sqlite:///{folder}/cite.sqlite3", "VAR_DIR": str(folder / "var"), "REDIS_URL": ""}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--no-demo", *options], cwd=ROOT, text=True,
        env=os.environ | own | {"LANGUAGE_CODE": "en"} | environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "environment", "sentence"),
    [
        (["--port", "80000"], {}, "80000 is not a port: choose one from 1 to 65535."),
        (["--host", "nowhere.invalid"], {}, "“nowhere.invalid” is not an address of this machine."),
        (["--host", "192.0.2.1", "--port", "8471"], {},
         "192.0.2.1, port 8471, cannot be opened on this machine: choose others with --host and --port."),
        (["--port", "0"], {"DATABASE_URL": BROKEN_DATABASE},
         "The database cannot be opened: [Errno 17] File exists: '/dev/null'"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused_in_a_sentence(tmp_path, options, environment, sentence):
    process = serve(tmp_path, *options, **environment)
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (2, "", f"{sentence}\n")


def test_a_taken_port_leaves_nothing_half_made(tmp_path):
    with embedded.open_door("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        process = serve(tmp_path, "--port", str(port))
        sentence = f"Port {port} is already in use: stop what uses it, or choose another with --port.\n"
        assert process.communicate(timeout=30) == ("", sentence)
    assert (process.returncode, (tmp_path / "cite.sqlite3").exists()) == (2, False)


@pytest.fixture
def open_house(tmp_path):
    """An empty house at rest."""
    port = spare_port()
    process = serve(tmp_path, "--port", str(port))
    wait_until(lambda: answers(port))
    assert process.stdout.readline() == f"http://127.0.0.1:{port}/\n"
    process.port = port
    yield process
    process.kill()
    process.communicate()


def test_a_house_at_rest_weighs_less_than_150_mb(open_house):
    time.sleep(3)
    status = Path(f"/proc/{open_house.pid}/status").read_text()
    kilobytes = int(status.split("VmRSS:")[1].split()[0])
    assert kilobytes < 150 * 1024


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_house_that_is_told_to_close_does_so_without_a_word(open_house, how):
    urlopen(f"http://127.0.0.1:{open_house.port}/static/kit/icon.svg").read()
    time.sleep(1)
    open_house.send_signal(how)
    _output, errors = open_house.communicate(timeout=3)
    assert (open_house.returncode, errors) == (0, "")


@pytest.mark.parametrize(
    ("host", "alone"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True),
                        ("0.0.0.0", False), ("::", False)])  # noqa: S104 # fmt: skip
def test_a_house_knows_whether_others_can_come_in(host, alone):
    with embedded.open_door(host, 0) as door:
        assert embedded.is_loopback(door) is alone


@pytest.mark.parametrize("host", ["localhost.lan", "127.example.com", "127-home"])
def test_a_name_that_looks_like_this_machines_own_is_judged_by_its_address(monkeypatch, host):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("0.0.0.0", 0))]  # noqa: S104 - every address is another
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_said, **_more: found)
    with embedded.open_door(host, 0) as door:
        assert embedded.is_loopback(door) is False


def test_a_house_open_to_others_answers_to_its_own_address_and_name():
    assert embedded.names_of("192.168.1.4") == ["192.168.1.4"]
    assert embedded.names_of("::1") == ["[::1]"]
    assert len(embedded.names_of("0.0.0.0")) == 2  # noqa: S104 - asked, not opened


@pytest.fixture
def clock():
    """A clock with one task that always raises and one that counts, twenty times a second."""
    app, ticks = Celery("small", set_as_current=False), []

    @app.task(name="raises", shared=False)
    def raises():
        raise ZeroDivisionError

    @app.task(name="counts", shared=False)
    def counts():
        ticks.append(time.monotonic())

    names = ["raises", "unknown", "counts"]
    app.conf.beat_schedule = {name: {"task": name, "schedule": 0.05} for name in names}
    clock = embedded.start_clock(app)
    clock.ticks = ticks
    yield clock
    clock.close()


@pytest.fixture
def errors():
    """What these loggers say at their source: whoever starts Celery sets the handlers above them anew."""
    heard, ear = [], logging.Handler(logging.ERROR)
    ear.emit = lambda record: heard.append(record.getMessage())
    loggers = [logging.getLogger(name) for name in ("celery.app.trace", "citedesmetiers.front.embedded")]
    for logger in loggers:
        logger.addHandler(ear)
    yield heard
    for logger in loggers:
        logger.removeHandler(ear)


def test_a_task_that_raises_is_written_down_and_the_others_go_on(errors, clock):
    wait_until(lambda: len(clock.ticks) >= 3, seconds=30)
    assert len([words for words in errors if words.startswith("Task raises[")]) >= 3
    assert errors.count("The schedule names a task that does not exist: unknown") >= 3


def test_a_wall_clock_set_back_does_not_silence_the_clock(clock):
    with time_machine.travel(timezone.now() - timezone.timedelta(hours=1)):
        before = len(clock.ticks)
        wait_until(lambda: len(clock.ticks) >= before + 3, seconds=3)


def test_the_age_of_the_last_tick_can_be_asked(clock):
    wait_until(lambda: clock.ticks, seconds=3)
    assert embedded.last_tick() < 0.5
    clock.close()
    time.sleep(0.6)
    assert embedded.last_tick() > 0.5


def test_every_line_of_the_schedule_is_an_interval_of_a_task_that_exists():
    house_app.loader.import_default_modules()
    assert [entry["task"] for entry in SCHEDULE.values() if entry["task"] not in house_app.tasks] == []
    assert [entry["options"]["expires"] for entry in SCHEDULE.values()] == [
        entry["schedule"] for entry in SCHEDULE.values()
    ]
