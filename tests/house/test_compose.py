"""docker-compose.yml says what the specification allows and what a real site needs."""

import json
import re

import pytest
import yaml
from django.urls import reverse
from jsonschema import Draft202012Validator

from tests.house.compose import ROOT, SERVICES, command_of


def test_the_file_follows_the_compose_specification():
    schema = json.loads((ROOT / "tests/house/compose_spec/compose-spec.json").read_text())
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(compose)] == []


def test_the_schema_refuses_a_service_that_it_does_not_know():
    schema = json.loads((ROOT / "tests/house/compose_spec/compose-spec.json").read_text())
    wrong = {"services": {"web": {"comand": "uvicorn"}}}
    assert len(list(Draft202012Validator(schema).iter_errors(wrong))) == 1


def test_a_site_is_pages_hands_clock_database_and_redis():
    assert set(SERVICES) == {"migrate", "web", "worker", "clock", "database", "redis"}


def test_postgresql_is_15_or_newer():
    assert int(re.match(r"postgres:(\d+)", SERVICES["database"]["image"])[1]) >= 15


@pytest.mark.parametrize("name", ["web", "worker", "clock", "database", "redis"])
def test_each_service_says_whether_it_is_well(name):
    assert set(SERVICES[name]["healthcheck"]) == {"test", "interval", "timeout", "retries"} | (
        {"start_period"} if name in ("web", "worker", "clock") else set()
    )


@pytest.mark.parametrize("name", ["web", "worker", "clock"])
def test_nothing_starts_before_the_migration_is_done(name):
    assert SERVICES[name]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"},
        "redis": {"condition": "service_healthy"},
    }


def test_only_one_command_migrates():
    assert [name for name in SERVICES if "migrate" in command_of(name)] == ["migrate"]


def test_no_secret_has_a_value_in_the_file():
    environment = SERVICES["web"]["environment"]
    assert environment["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]


def test_every_setting_is_one_that_the_house_reads():
    settings = (ROOT / "citedesmetiers/settings.py").read_text()
    names = {name for name in SERVICES["web"]["environment"] if not name.startswith("UVICORN_")}
    assert {name for name in names if f'"{name}"' not in settings} == set()


def test_the_health_of_the_pages_is_asked_at_the_sign_in_page():
    assert f'"{reverse("accounts:sign-in")}"' in SERVICES["web"]["healthcheck"]["test"][-1]
