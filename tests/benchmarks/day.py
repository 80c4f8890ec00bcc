"""day: a real day of a line is lived again over HTTP (replay.py), then counted in the database and in the log."""

import asyncio
import os
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from . import line_log, scene
from .contract import Case, percentile, tell
from .databases import rows
from .replay import Lived, live_again
from .server import serve

OURS = Path(__file__).with_name("day.csv")  # generated: make_day.py
AGENTS = 4

COUNTS = """
SELECT d.letter, count(*), count(s.called_at), sum(CASE WHEN s.state = 'left' THEN 1 ELSE 0 END),
       sum(CASE WHEN s.state = 'done' THEN 1 ELSE 0 END)
FROM reception_stop s JOIN desks_desk d ON d.id = s.desk_id GROUP BY d.letter
"""
VISITS = "SELECT coalesce(sum(n), 0) FROM tallies_tally WHERE series = 'visit'"


def run(given: Namespace) -> Iterator[Case]:
    log = line_log.read(given.log or OURS, given.rows)
    at_once = line_log.most_at_once(line_log.events(log))
    house = scene.furnish(sorted({row.desk for row in log}), agents=AGENTS, counsellors=at_once)
    scene.let_go()
    mutant = {"BENCH_MUTANT": "answers_first"} if given.mutant else {}
    with serve(**mutant) as server:
        lived = asyncio.run(live_again(server.port, log, house.agents, house.counsellors, given.speed))
    tell_of(lived)
    yield judged(given, log, at_once, lived)


def judged(given: Namespace, log: list[line_log.Row], at_once: int, lived: Lived) -> Case:
    said, found = line_log.by_desk(log), counted(os.environ["DATABASE_URL"])
    wrong = mismatches(said, found)
    total = sum(found.values(), Counter())
    missed = [f"{n} {what}" for n, what in ((len(lived.errors), "errors"), (len(wrong), "mismatches")) if n]
    for words in [*lived.errors[:5], *wrong[:15]]:
        tell(f"  {words}")
    return Case({
        "db": "sqlite" if settings.SQLITE else "postgresql", "rows": len(log), "speed": given.speed, "agents": AGENTS,
        "counsellors": at_once, "errors": len(lived.errors), "arrivals": total["arrivals"], "called": total["called"],
        "left": total["left"], "mismatches": len(wrong),
    }, operations=lived.presses, missed=missed)


def counted(url: str) -> dict[str, Counter[str]]:
    """What the database holds of each desk."""
    names = ("arrivals", "called", "left", "done")
    return {desk: Counter(dict(zip(names, counts, strict=True))) for desk, *counts in rows(url, COUNTS)}


def mismatches(said: dict[str, Counter[str]], found: dict[str, Counter[str]]) -> list[str]:
    """Where log and database differ, desk by desk; who was called was met and finished, and each visit was counted."""
    wrong = [
        f"desk {desk}: {n} {what} in the log, {found.get(desk, Counter())[what]} in the database"
        for desk, counts in said.items()
        for what, n in counts.items()
        if found.get(desk, Counter())[what] != n
    ]
    wrong += [f"desk {desk}: {n['called']} called, {n['done']} finished" for desk, n in found.items()
              if n["done"] != n["called"]]  # fmt: skip
    visits, people = rows(os.environ["DATABASE_URL"], VISITS)[0][0], sum(n["arrivals"] for n in said.values())
    return wrong + ([f"{people} people, {visits} visits counted"] if visits != people else [])


def tell_of(lived: Lived) -> None:
    words = f"{lived.presses} events in {lived.seconds:.0f} s"
    if lived.late:
        words += f", p95 {1000 * percentile(lived.late, 0.95):.0f} ms after their time"
    tell(words)
