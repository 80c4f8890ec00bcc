"""What stops `./run` is told in one sentence, exit code 2, before anything was made."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import spare_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
PYTHON = os.path.realpath(sys.executable)
INSTALLING = "Installing the packages of requirements.lock into .venv ...\n"
FILES = ("run", "requirements.lock", "requirements-test.lock", "tools", "manage.py")


@pytest.fixture
def clone(tmp_path):
    """What a newcomer has: the files, and nothing installed."""
    folder = tmp_path / "house"
    folder.mkdir()
    for name in FILES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def a_program(tmp_path):
    """Puts a program of that name before all others; returns the PATH."""

    def put(name, *lines):
        folder = tmp_path / "programs"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text("\n".join(["#!/bin/sh", *lines, ""]))
        (folder / name).chmod(0o755)
        return {"PATH": f"{folder}:/usr/bin:/bin"}

    return put


def run(clone, *arguments, left=FILES, **environment):
    """The exit code and the sentences; whatever was asked, a newcomer's folder is as it was."""
    answer = subprocess.run(
        ["./run", *arguments], cwd=clone, env=os.environ | {"PYTHON": PYTHON} | environment,
        capture_output=True, text=True, timeout=300,
    )
    assert {path.name for path in clone.iterdir()} == set(left)
    assert answer.stdout == ""
    return answer.returncode, answer.stderr.removeprefix(INSTALLING)


def test_a_python_that_is_too_old_is_refused(clone, a_program):
    path = a_program("python3", "echo 3.9")
    for newer in ("python3.14", "python3.13", "python3.12", "python3.11"):
        a_program(newer, "exit 1")
    assert run(clone, **path, PYTHON="") == (
        2, "run: Python 3.11 or newer is needed, and python3 is 3.9: install one, then run this again.\n"
    )


def test_a_newer_python_beside_it_is_named(clone, a_program):
    a_program("python3.14", "echo 3.14")
    assert run(clone, **a_program("python3", "echo 3.10"), PYTHON="") == (
        2, "run: Python 3.11 or newer is needed, and python3 is 3.10: start with PYTHON=python3.14 ./run, "
        "which is on this machine.\n"
    )


@pytest.mark.parametrize("lines", [["exit 127"], ["echo Python 2.7.18"], ["echo 3.1"], ["echo what?"]])
def test_a_python_that_does_not_work_is_refused(clone, a_program, lines):
    code, sentence = run(clone, **a_program("python3", *lines), PYTHON="python3")
    assert (code, sentence.count("\n"), sentence[:52]) == (2, 1, "run: Python 3.11 or newer is needed, and python3 is ")


def test_a_missing_venv_module_is_named(clone, a_program):
    path = a_program("python3", 'case "$*" in *ensurepip*) exit 1 ;; esac', f'exec {PYTHON} "$@"')
    assert run(clone, **path, PYTHON="python3") == (
        2, "run: Python's venv module is missing: install it (Debian and Ubuntu: apt install python3-venv), "
        "then run this again.\n"
    )


def test_a_venv_that_cannot_be_made_leaves_nothing(clone, a_program):
    path = a_program("python3", 'case "$*" in "-m venv"*) mkdir .venv/bin; exit 1 ;; esac', f'exec {PYTHON} "$@"')
    code, sentence = run(clone, **path, PYTHON="python3")
    assert (code, sentence[:40]) == (2, "run: Python's venv module is missing: in")


def test_without_network_nothing_is_installed(clone):
    nowhere = f"http://127.0.0.1:{spare_port()}/simple"
    nothing_else = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
    assert run(clone, "manage", "version", PIP_INDEX_URL=nowhere, PIP_EXTRA_INDEX_URL="", **nothing_else) == (
        2, "run: The packages cannot be downloaded: check that this machine reaches the network, then run this again.\n"
    )


def test_an_update_without_network_keeps_what_was_installed(clone):
    subprocess.run([PYTHON, "-m", "venv", ".venv"], cwd=clone, check=True)
    (clone / ".venv" / "installed-requirements.lock").write_text("django==5.1\n")
    before = {path for path in (clone / ".venv").rglob("*") if "__pycache__" not in path.parts}
    nothing = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    assert run(clone, "--port", str(spare_port()), left=(*FILES, ".venv"), **nothing)[0] == 2
    assert {path for path in (clone / ".venv").rglob("*") if "__pycache__" not in path.parts} == before
    assert (clone / ".venv" / "installed-requirements.lock").read_text() == "django==5.1\n"


def test_a_port_in_use_is_named_before_anything_is_installed(clone):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(clone, "--port", str(port)) == (
            2, f"run: Port {port} is in use: stop the program that holds it, or choose another one with --port.\n"
        )


def test_a_host_that_is_not_ours_is_named(clone):
    sentence = "run: 192.0.2.1 is not an address of this machine: choose another one with --host.\n"
    assert run(clone, "--host=192.0.2.1", "--port", str(spare_port())) == (2, sentence)


@pytest.mark.parametrize("port", ["0", "65536", "99999999999", "-1", "eighty", ""])
def test_a_port_that_is_none_is_refused(clone, port):
    assert run(clone, "--port", port) == (2, f"run: --port wants a number from 1 to 65535, not '{port}'.\n")


def test_an_unknown_word_is_refused(clone):
    assert run(clone, "tset") == (2, "run: tset is not a command: ./run help lists them.\n")
    assert run(clone, "--no-demo", "--prot") == (2, "run: --prot is not an option: ./run help lists them.\n")
    assert run(clone, "--host") == (2, "run: --host wants a value: ./run help shows how.\n")


@pytest.fixture
def an_installation(clone):
    """One that has begun, in a process group of its own."""
    process = subprocess.Popen(
        ["./run", "manage", "version"], cwd=clone, env=os.environ | {"PYTHON": PYTHON},
        start_new_session=True, stderr=subprocess.DEVNULL,
    )
    wait_until((clone / ".venv" / "pyvenv.cfg").exists)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_installation_that_is_stopped_leaves_nothing(clone, an_installation, number):
    os.killpg(an_installation.pid, number)
    assert an_installation.wait(timeout=60) == 128 + number
    assert {path.name for path in clone.iterdir()} == set(FILES)


def test_a_second_run_does_not_disturb_an_installation(clone, an_installation):
    answer = subprocess.run(["./run", "manage", "version"], cwd=clone, capture_output=True, text=True)
    assert answer.returncode == 2
    assert answer.stderr == (
        f"run: Another ./run (process {an_installation.pid}) is installing the packages: "
        "wait until it has finished, then run this again.\n"
    )


def test_an_installation_that_was_killed_is_begun_anew(clone, an_installation):
    os.killpg(an_installation.pid, signal.SIGKILL)
    an_installation.wait()
    assert (clone / ".venv").exists()
    run(clone, "manage", "version", PIP_CONFIG_FILE=os.devnull, PIP_NO_INDEX="1", PIP_FIND_LINKS="")
