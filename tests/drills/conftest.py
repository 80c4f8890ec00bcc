"""Drills: real processes are killed, cut and restarted while people work.

`./run drills` runs all of them on both databases. The everyday suite leaves the long ones out; where everything must
run (REQUIRE_ALL) each suite runs all of them on its own database.
"""

import os

import pytest

from tests.benchmarks.databases import wanted
from tests.drills.house import a_house


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes half a minute or more; left out of the everyday suite")
    config.addinivalue_line("markers", "people: how many agents and counsellors the drill’s house has")


def asked_for(config):
    """Whether this is `./run drills`."""
    return any("drills" in str(argument) for argument in config.args)


def pytest_collection_modifyitems(config, items):
    if asked_for(config) or os.environ.get("REQUIRE_ALL"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


def pytest_generate_tests(metafunc):
    if "kind" in metafunc.fixturenames:
        own = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
        metafunc.parametrize("kind", wanted(None if asked_for(metafunc.config) else own), scope="module")


@pytest.fixture
def house(kind, request):
    """A house of two desks on a database of its own; `people(agents=, counsellors=)` says who works there."""
    marked = request.node.get_closest_marker("people")
    with a_house(kind, **(marked.kwargs if marked else {})) as built:
        yield built
