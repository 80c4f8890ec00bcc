"""Each service of docker-compose.yml starts with its own command on real servers, is well, and stops when told."""

import signal
import subprocess

import pytest

from tests.house.compose import ROOT, command_of, environment_of, health_of
from tests.servers import postgres_server, redis_server, spare_port, wait_until

pytestmark = [pytest.mark.postgres, pytest.mark.redis]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The settings of a site whose database is migrated by the file's own command, as any port and host name."""
    with postgres_server() as database, redis_server() as redis:
        settings = {
            "DATABASE_URL": database, "REDIS_URL": redis, "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "cite.example",
            "PUBLIC_URL": "https://cite.example", "CSRF_TRUSTED_ORIGINS": "https://cite.example",
            "UVICORN_PORT": str(spare_port()), "VAR_DIR": str(tmp_path_factory.mktemp("var")),
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


def test_pages_are_not_well_while_nothing_answers(site, tmp_path):
    environment = environment_of("web", **(site | {"UVICORN_PORT": str(spare_port())}))
    answer = subprocess.run(health_of("web"), cwd=tmp_path, env=environment, capture_output=True)
    assert answer.returncode == 1
