"""A spreadsheet of 10,000 rows: brought, compared, written in one transaction, indexed; in a process of its own."""

import gc
import json
import os
import resource
import subprocess
import sys
import time
from io import BytesIO
from itertools import islice
from pathlib import Path

from .contract import ROOT, Case
from .databases import rows

ROWS, AFTER = 10_000, 300_000  # of the invented catalogue: rows that no bench has written


def judged(db: str, most: float, most_mb: float) -> Case:
    there = notices()
    file = Path(os.environ["VAR_DIR"]) / "brought.xlsx"
    file.write_bytes(spreadsheet())
    said = subprocess.run([sys.executable, "-m", __name__, str(file)], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    figures = json.loads(said.stdout)
    took, memory, came = figures["import_s"], figures["import_rss_mb"], notices() - there
    missed = [f"an import takes {took:.0f} s, not {most}"] if took > most else []
    missed += [f"{memory:.0f} MB over rest, not {most_mb}"] if memory > most_mb else []
    missed += [] if came == ROWS else [f"{came} notices came, not {ROWS}"]
    return Case({"db": db, "size": there} | figures, operations=ROWS, missed=missed)


def notices() -> int:
    return rows(os.environ["DATABASE_URL"], "SELECT count(*) FROM resources_notice")[0][0]


def spreadsheet() -> bytes:
    """The next documents of the invented catalogue, one sheet for each purpose."""
    from openpyxl import Workbook

    from resources.models import Support

    from . import shelves

    book, sheets = Workbook(write_only=True), {}
    headings = ["Titre", "Éditeur", "Année", "Support", "Cote", "Sujets (ROME)", "Langue", "Résumé", "Exemplaires"]
    for row in islice(shelves.drawn(), AFTER, AFTER + ROWS):
        notice, purpose = row.notice, str(row.several["purposes"][0].name)
        if purpose not in sheets:
            sheets[purpose] = book.create_sheet(purpose)
            sheets[purpose].append(headings)
        codes = " ; ".join(subject.code for subject in row.several["subjects"])
        sheets[purpose].append([
            f"{notice.title} ({notice.identifier})", notice.publisher, notice.year, str(Support(notice.support).label),
            row.copies[0].mark, codes, notice.languages[0], notice.summary, 1,
        ])  # fmt: skip
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def load(file: str) -> dict[str, float]:
    """As the clock does it when nobody else asks for anything."""
    from citedesmetiers.accounts.models import User
    from resources.actions import loads
    from resources.models import Load

    by, _made = User.objects.get_or_create(username="bench", defaults={"name": "B", "curates": True, "language": "fr"})
    body = Path(file).read_bytes()
    gc.collect()
    rest, began = resident(), time.perf_counter()
    load = loads.bring("bench.xlsx", body, by=by)
    loads.work(load)
    shown = time.perf_counter()
    loads.apply(Load.objects.get(pk=load.pk), by=by)
    loads.work(load)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"import_s": round(ended - began, 1), "dry_run_s": round(shown - began, 1),
            "import_rss_mb": round(peak - rest, 1)}  # fmt: skip


def resident() -> float:
    """MB of this process in the machine's memory."""
    said = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in said.splitlines() if line.startswith("VmRSS"))) / 1024


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(load(sys.argv[1])))
