"""catalogue: 10,000 and 100,000 notices asked as a visitor asks them, beside the same statements sent by a cursor.

The raw side sends what the product sent, with the same values, and makes the same page of it: twenty rows, the total,
the number beside each value of each filter. Both take turns, so that what slows one slows both.
"""

import os
import random
import time
from argparse import Namespace
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from resources.actions.index import rebuild
from resources.language import stem, tokens_of
from resources.models import Notice, Term, Word
from resources.search import ask as product
from resources.search.ask import Asked, Found, ask
from resources.search.facets import count
from resources.search.suggest import suggest

from . import loading, saving, shelves
from .contract import Case, percentile, tell
from .databases import rows

SIZES = {10_000: 30, 100_000: 250}  # notices: milliseconds within which 95 of 100 questions are answered
RATIO, SUGGESTED, SAVED, IMPORTED, IMPORT_MB = 1.5, 20, 6, 60, 200
QUESTIONS, ASKED = 60, 240  # drawn of a kind; at least so often in all
FILTERS = ({"support": ["book", "leaflet"]}, {"purpose": ["training"], "level": ["any", "higher"]},
           {"support": ["book"], "purpose": ["job", "change"]}, {"audience": ["pupils"]})  # fmt: skip
TABLES = ("posting", "term", "word", "profile")
TOTAL = """
SELECT count(*) FROM (SELECT p.notice_id FROM resources_posting p JOIN resources_term t ON t.id = p.term_id
JOIN resources_notice n ON n.id = p.notice_id
WHERE n.state IN ('shelf', 'review') AND NOT n.team_only AND t.text IN ('{stems}')
GROUP BY p.notice_id HAVING count(DISTINCT t.text) = {n}) found
"""


@dataclass
class Took:
    """Milliseconds of each asking, through the product and raw."""

    asked: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)


def run(given: Namespace) -> Iterator[Case]:
    shelves.furnish()
    if given.mutant:
        product.count = counts_by_reading
    for size, most in SIZES.items():
        if given.notices and size > given.notices:
            continue
        shelves.fill(size, first=Notice.objects.count(), indexed=False)
        about = {"db": "sqlite" if settings.SQLITE else "postgresql", "size": size} | built()
        tell(f"  {about}")
        if given.mutant:
            yield from asked_of(about, most, kinds={"commonest"}, times=1)
            return
        yield from asked_of(about, most)
        yield helped(about)
        yield saving.judged(about, SAVED)
    yield loading.judged(about["db"], IMPORTED, IMPORT_MB)


def built() -> dict[str, object]:
    """The index of every notice, from nothing, and what it takes on the disk."""
    began = time.perf_counter()
    for done in rebuild():
        if done % 10_000 == 0:
            tell(f"  {done} indexed")
    took = time.perf_counter() - began
    settle()
    return {"index_s": round(took, 1), "index_mb": round(size_of(f"resources_{table}" for table in TABLES), 1)}


def settle() -> None:
    """What a database does by itself within minutes of much writing."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if settings.SQLITE else "VACUUM ANALYZE")


def size_of(tables: Iterator[str]) -> float:
    """MB of these tables with their indexes."""
    names = "', '".join(tables)
    if settings.SQLITE:
        said = "SELECT sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name WHERE m.tbl_name IN ('{}')"
    else:
        said = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname IN ('{}')"
    return float(rows(os.environ["DATABASE_URL"], said.format(names))[0][0]) / 1024**2


def asked_of(
    about: dict[str, object], most: float, *, kinds: Collection[str] = (), times: int = 0
) -> Iterator[Case]:  # fmt: skip
    for name, questions in drawn().items():
        if kinds and name not in kinds:
            continue
        took, wrong = Took(), 0
        for question in questions:
            found = time_it(question, times or -(-ASKED // len(questions)), took)
            wrong += is_wrong(question, found)
        yield judged(about | {"query": name}, took, most, wrong)


def drawn() -> dict[str, list[Asked]]:
    """Words as they are used: drawn from titles, so that a common one is drawn often."""
    chance = random.Random(4)
    titles = [words for title in Notice.objects.order_by("pk").values_list("title", flat=True)[:5000]
              if len(words := telling(title)) > 1]  # fmt: skip
    one = [chance.choice(chance.choice(titles)) for _n in range(QUESTIONS)]
    two = [" ".join(chance.sample(chance.choice(titles), 2)) for _n in range(QUESTIONS)]
    common = commonest(15)
    pairs = [f"{a} {b}" for a, b in zip(common, common[1:], strict=False)]
    known = set(Term.objects.order_by("pk").values_list("text", flat=True))
    begun = [word[:n] for word in one for n in (3, 4, 5) if len(word) > n and stem(word[:n]) not in known]
    return {
        "one word": [Asked(text) for text in one], "two words": [Asked(text) for text in two],
        "commonest": [Asked(text) for text in common], "commonest pair": [Asked(text) for text in pairs],
        "prefix": [Asked(text) for text in sorted(set(begun))[:QUESTIONS]],
        "filters": [Asked(text, chosen) for text in common for chosen in FILTERS],
        "filters alone": [Asked("", chosen) for chosen in FILTERS] + [Asked("")],
    }  # fmt: skip


def telling(title: str) -> list[str]:
    """Its words that are looked for."""
    return list(dict.fromkeys(word.folded for word in tokens_of(title) if len(word.folded) > 3))


def commonest(n: int) -> list[str]:
    """One word of each of the commonest stems."""
    found: dict[int, str] = {}
    for term, text in Word.objects.order_by("-n", "text").values_list("term", "text")[: 10 * n]:
        found.setdefault(term, text)
    return list(found.values())[:n]


def time_it(question: Asked, times: int, took: Took) -> Found:
    heard: list[tuple[str, Sequence]] = []

    def listen(execute: Callable, sql: str, values: Sequence, many: bool, context: dict) -> object:
        heard.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(listen):
        found = ask(question)
    send(heard, question)
    for _n in range(times):
        began = time.perf_counter()
        ask(question)
        between = time.perf_counter()
        send(heard, question)
        took.asked.append(1000 * (between - began))
        took.raw.append(1000 * (time.perf_counter() - between))
    return found


def send(statements: Sequence[tuple[str, Sequence]], question: Asked) -> None:
    """The same statements with the same values; of the one that counts by profile, the same figures."""
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)
            found = cursor.fetchall()
            if " GROUP BY 1" in sql and "COUNT(" in sql:
                count(found, question.chosen, question.standing)


def is_wrong(question: Asked, found: Found) -> bool:
    """Whether another count of the same rows differs. Of what is filtered or begun, the total alone cannot be told."""
    if question.chosen or any(group.begun for group in found.groups) or not found.groups:
        return False
    stems = sorted({group.stem for group in found.groups})
    said = TOTAL.format(stems="', '".join(stems), n=len(stems))
    return rows(os.environ["DATABASE_URL"], said)[0][0] != found.total


def judged(figures: dict[str, object], took: Took, most: float, wrong: int) -> Case:
    p50, p95 = percentile(took.asked, 0.5), percentile(took.asked, 0.95)
    ratio = p95 / percentile(took.raw, 0.95)
    missed = [f"{figures['query']}: p95 {p95:.1f} ms, not {most}"] if p95 > most else []
    missed += [f"{figures['query']}: {ratio:.2f} times the same SQL, not {RATIO}"] if ratio > RATIO else []
    missed += [f"{figures['query']}: {wrong} totals are not those of the database"] if wrong else []
    figures |= {"p50_ms": round(p50, 2), "p95_ms": round(p95, 2), "ratio_to_raw_sql": round(ratio, 2),
                "ratio_of_medians": round(p50 / percentile(took.raw, 0.5), 2)}  # fmt: skip
    return Case(figures, operations=len(took.asked), missed=missed)


def helped(about: dict[str, object]) -> Case:
    """What is suggested as one types, letter by letter, from the second on."""
    chance, took = random.Random(5), []
    words = list(Word.objects.order_by("pk").values_list("text", flat=True))
    for word in chance.sample(words, min(200, len(words))):
        for n in range(2, min(len(word), 9)):
            began = time.perf_counter()
            suggest(word[:n])
            took.append(1000 * (time.perf_counter() - began))
    p95 = percentile(took, 0.95)
    missed = [f"suggestions: p95 {p95:.1f} ms, not {SUGGESTED}"] if p95 > SUGGESTED else []
    figures = {"suggest_p50_ms": round(percentile(took, 0.5), 2), "suggest_p95_ms": round(p95, 2)}
    return Case(about | figures, operations=len(took), missed=missed)


def counts_by_reading(found: Iterator[tuple[int, int]], chosen: dict, standing: Sequence[str]) -> object:
    """The mutant: what stands beside each filter is counted by reading every document that was found."""
    profiles = [profile for profile, _n in found]
    read = Notice.objects.filter(profile__in=profiles).select_related("profile")
    return count([(notice.profile.pk, 1) for notice in read], chosen, standing)


