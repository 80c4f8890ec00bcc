"""What every bench keeps to: it measures the product through its own doors, and reads the result back elsewhere."""

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Case:
    """One line of a bench: its figures, how many operations they rest on, and which marks were missed."""

    figures: dict[str, object]
    operations: int
    missed: list[str] = field(default_factory=list)

    def say(self, commit: str) -> None:
        print(json.dumps(self.figures | {"operations": self.operations, "commit": commit}), flush=True)
        for mark in self.missed:
            tell(f"missed: {mark}")


def options() -> ArgumentParser:
    """Of all benches. A bench reads those that concern it; nothing is read outside the project unless named here."""
    parser = ArgumentParser(prog="./run bench", description="Measure, one line of JSON for each case.")
    parser.add_argument("name", nargs="?", help="one bench; all of them if none is named")
    parser.add_argument("--mutant", action="store_true", help="measure a broken house instead: it must miss the mark")
    parser.add_argument("--db", choices=["sqlite", "postgresql"], help="on one database only")
    parser.add_argument("--log", type=Path, help="day, waiting: a CSV of a real line to replay")
    parser.add_argument("--rows", type=int, help="day, waiting: only the first rows")
    parser.add_argument("--speed", type=float, default=240, help="day: times faster than the log; 0 = as it can")
    parser.add_argument("--pairs", type=Path, help="findability: other pairs of words that must find the same")
    parser.add_argument("--notices", type=int, help="catalogue: no case with more")
    parser.add_argument("--workers", type=int, default=16, help="queue: processes")
    parser.add_argument("--tickets", type=int, default=5000, help="queue: tickets in the line")
    parser.add_argument("--clients", type=int, default=8, help="arrival: agents at once")
    parser.add_argument("--presses", type=int, default=1600, help="arrival: arrivals logged in all")
    parser.add_argument("--listeners", type=int, default=200, help="live: screens that listen")
    parser.add_argument("--seeds", type=int, default=100, help="helping: days lived under each rule")
    parser.add_argument("--commit", default="", help="how the figures are signed; read from git if empty")
    return parser


def percentile(values: list[float], share: float) -> float:
    """The smallest value that this share of them does not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-int(share * 100) * len(ranked) // 100) - 1)]


def commit_of(given: Namespace) -> str:
    """The commit that is measured, with a + if a file of the product differs from it."""
    if given.commit:
        return given.commit
    ask = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    said = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True)
    return said.stdout.strip() or "unknown"


def tell(words: str) -> None:
    """To whoever watches; the figures alone go to standard output."""
    print(words, file=sys.stderr, flush=True)
