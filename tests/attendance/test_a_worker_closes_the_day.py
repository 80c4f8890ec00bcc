"""A real worker takes the task from a real Redis and closes what is due."""

import subprocess
import sys
from datetime import timedelta

import pytest
from celery import Celery
from django.conf import settings
from django.utils import timezone

from citedesmetiers.attendance.models import DaySeal
from citedesmetiers.celery import SCHEDULE
from citedesmetiers.kit.logs import ADDRESSES
from citedesmetiers.kit.tokens import short
from desks.models import Duty
from reception.models import Receipt, Stop, Ticket
from tests.servers import redis_server, wait_until

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]
TASK = "citedesmetiers.attendance.tasks.close_the_day"


@pytest.fixture
def broker():
    with redis_server() as url:
        yield url


@pytest.fixture
def worker(environment, broker, tmp_path):
    """The worker as a site runs it, on the database of this test; its log."""
    command = [sys.executable, "-m", "celery", "-A", "citedesmetiers", "worker", "--concurrency=1", "--loglevel=INFO"]
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**environment, "REDIS_URL": broker}, cwd=settings.BASE_DIR, stdout=output, stderr=output
        )
    yield log
    process.terminate()
    process.wait(20)


def test_the_clock_asks_for_it_every_five_minutes():
    assert [(line["task"], line["schedule"]) for name, line in SCHEDULE.items() if "close" in name] == [(TASK, 300.0)]


def test_yesterday_is_closed_by_a_real_worker(worker, broker, an_interview, a_counsellor, takes_a_place, at):
    yesterday = timezone.localdate() - timedelta(days=1)
    at("09:00", yesterday)
    an_interview(a_counsellor(), "10:00", "10:04", None, day=yesterday)
    takes_a_place()
    at(timezone.now() + timedelta(days=1))
    for _ in range(2):
        Celery(broker=broker).send_task(TASK)
    wait_until(lambda: worker.read_text().count("succeeded") == 2, seconds=60)
    closed = dict(DaySeal.objects.values_list("day", "stops"))
    closed.pop(yesterday + timedelta(days=1), None)  # in the evening, today is over as well
    assert closed == {yesterday: 2}
    ends = Stop.objects.order_by("pk").values_list("state", "left_why", "time_unreliable")
    assert list(ends) == [("done", "", True), ("left", "closing", False)]
    assert (Receipt.objects.count(), Duty.objects.open().count()) == (0, 0)
    assert_it_knows_nobody(worker.read_text())


def assert_it_knows_nobody(said):
    """A worker's log holds no ticket's name in any spelling, and no address but its broker's."""
    tokens = Ticket.objects.values_list("token", flat=True)
    assert len(tokens) == 2
    names = [name for token in tokens for name in (short(token), str(token), token.hex)]
    assert [name for name in names if name in said] == []
    assert set(ADDRESSES.findall(said)) == {"127.0.0.1"}
