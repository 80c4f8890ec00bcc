"""The locks agree with pyproject.toml; what does not is found."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools import lock

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path):
    for name in ("pyproject.toml", "requirements.lock", "requirements-test.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def change(path, old, new):
    text = path.read_text()
    assert re.search(old, text, re.MULTILINE)
    path.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE))


def test_the_locks_agree_with_the_project():
    assert lock.problems() == []


def test_a_dependency_that_nobody_locked_is_found(copy):
    change(copy / "pyproject.toml", '"whitenoise', '"parasol>=1", "whitenoise')
    assert lock.problems(copy) == [
        "requirements.lock: parasol of pyproject.toml is missing",
        "requirements-test.lock: parasol of pyproject.toml is missing",
    ]


def test_a_version_that_the_project_does_not_want_is_found(copy):
    change(copy / "pyproject.toml", "django>=5.2,<5.3", "django>=6.0")
    assert {line.split(": ")[1][:7] for line in lock.problems(copy)} == {"django "}


def test_a_package_without_a_hash_is_found(copy):
    change(copy / "requirements.lock", r"^(whitenoise==\S+) \\\n(    --hash=\S+( \\)?\n)+", r"\1\n")
    assert lock.problems(copy) == ["requirements.lock: whitenoise has no hash"]


def test_another_version_in_the_other_lock_is_found(copy):
    change(copy / "requirements-test.lock", r"^segno==1\S+", "segno==1.6.1")
    assert lock.problems(copy) == ["segno: requirements.lock and requirements-test.lock do not pin the same"]


def test_the_address_of_an_index_is_found(copy):
    change(copy / "requirements.lock", r"\A", "--extra-index-url https://example.org/simple\n")
    assert lock.problems(copy) == ["requirements.lock: names the address of an index"]


def test_every_direct_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    direct = {Requirement(line).name for line in project["dependencies"] + project["optional-dependencies"]["test"]}
    told = re.findall(r"^\| (\S+) \| .+ \| .+ \|$", (ROOT / "docs/decisions/dependencies.md").read_text(), re.MULTILINE)
    assert sorted(name for name in told if name != "part") == sorted(direct)
