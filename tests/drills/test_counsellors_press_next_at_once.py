"""Drill 5: two, and sixteen, counsellors press Next at the same instant, in processes of their own."""

import json
import subprocess
import sys

import pytest

from tests.benchmarks.contract import ROOT


def press(kind, counsellors, visitors, *options):
    """What the queue's bench found, and its exit code."""
    command = [sys.executable, "-m", "tests.benchmarks", "queue", "--db", kind, "--workers", str(counsellors)]
    done = subprocess.run([*command, "--tickets", str(visitors), *options], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout, done.stderr
    return json.loads(done.stdout), done.returncode


@pytest.mark.parametrize("n", [2, 16])
def test_they_get_different_visitors(kind, n):
    found, _code = press(kind, n, 4 * n)
    assert (found["workers"], found["duplicates"]) == (n, 0)


def test_the_naive_way_is_caught(kind):
    found, code = press(kind, 16, 160, "--mutant")
    assert found["duplicates"] > 0
    assert code == 1
