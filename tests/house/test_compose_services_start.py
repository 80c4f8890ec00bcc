"""Each service of docker-compose.yml starts with its own command on real servers, is well, and stops when told."""

import http.client
import re
import signal
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.house.compose import ROOT, command_of, environment_of, health_of
from tests.servers import postgres_server, redis_server, spare_port, wait_until

pytestmark = [pytest.mark.postgres, pytest.mark.redis]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The settings of a site whose database is migrated by the file's own command, as any port and host name.

    Its folder cannot be written in, as the container's cannot.
    """
    file = tmp_path_factory.mktemp("read-only") / "file"
    file.touch()
    with postgres_server() as database, redis_server() as redis:
        settings = {
            "DATABASE_URL": database, "REDIS_URL": redis, "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "cite.example",
            "PUBLIC_URL": "https://cite.example", "CSRF_TRUSTED_ORIGINS": "https://cite.example",
            "UVICORN_PORT": str(spare_port()), "VAR_DIR": str(file / "var"),
        }
        command = command_of("migrate")
        subprocess.run(command, cwd=ROOT, env=environment_of("migrate", **settings), check=True, stdout=subprocess.PIPE)
        yield settings


@pytest.fixture
def start(site, tmp_path):
    """Starts a service in a folder of its own; gives the process and its health's answer as a function."""
    started = []

    def start(name):
        environment = environment_of(name, **site)
        with (tmp_path / "output").open("wb") as output:
            process = subprocess.Popen(
                command_of(name), cwd=tmp_path, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        started.append(process)

        def is_well():
            assert process.poll() is None, (tmp_path / "output").read_text()
            return subprocess.run(health_of(name), cwd=tmp_path, env=environment, capture_output=True).returncode == 0

        return process, is_well

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize("name", ["web", "worker", "clock"])
def test_a_service_starts_is_well_and_stops_when_told(name, start):
    process, is_well = start(name)
    wait_until(is_well, seconds=40)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) in (0, -signal.SIGTERM)


def ask(port, path, said=None, cookie=""):
    """An answer to the proxy: its status, its words, and the cookie that it sets."""
    sent = {"Host": "cite.example", "X-Forwarded-Proto": "https", "Cookie": cookie, "Origin": "https://cite.example"}
    with closing(http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)) as door:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        door.request("POST" if said else "GET", path, urlencode(said or {}), sent | form)
        answer = door.getresponse()
        return answer.status, answer.read().decode(), (answer.headers["Set-Cookie"] or "").partition(";")[0]


def test_a_new_site_is_opened_with_the_code_that_a_command_prints(site, start):
    _process, is_well = start("web")
    wait_until(is_well, seconds=40)
    printed = subprocess.run(
        [sys.executable, "manage.py", "setup_code"], cwd=ROOT, env=environment_of("web", **site), check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    status, page, cookie = ask(site["UVICORN_PORT"], "/setup/")
    assert status == 200
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    said = {"csrfmiddlewaretoken": token, "code": printed.stdout.strip()}
    assert ask(site["UVICORN_PORT"], "/setup/", said, cookie)[0] == 302


def test_pages_are_not_well_while_nothing_answers(site, tmp_path):
    environment = environment_of("web", **(site | {"UVICORN_PORT": str(spare_port())}))
    answer = subprocess.run(health_of("web"), cwd=tmp_path, env=environment, capture_output=True)
    assert answer.returncode == 1
