"""The two steps before a person looks: the lines of the file, each in its row; then the lines compared, by slices."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Q

from citedesmetiers.kit.sheets import NotASheet

from ...exchange import marc, sheets
from ...exchange.compare import judge
from ...exchange.families import known_before
from ...exchange.known import Known
from ...exchange.lines import Line, Report
from ...exchange.match import key_of, number_in
from ...models import Load, LoadLine
from .claims import hold

WRITTEN_AT_ONCE, COMPARED_AT_ONCE = 500, 250
JUDGED = ["sheet", "cells", "verdict", "words", "label", "said", "before", "notice", "version", "taken", "identifier"]


def read_file(load: Load) -> None:
    """Read the file from its beginning: lines left by one who did not come to the end go first."""
    with transaction.atomic():
        hold(load, done=0, total=0)
        LoadLine.objects.filter(load=load.pk).delete()
    body, report, known = bytes(Load.objects.values_list("file", flat=True).get(pk=load.pk)), Report(), Known.now()
    lines = (_row(load, line) for line in _read(load, body, known, report))
    try:
        for part in _slices(lines):
            with transaction.atomic():
                hold(load, done=load.done + len(part))
                LoadLine.objects.bulk_create(part)
    except NotASheet as refused:
        with transaction.atomic():
            hold(load, state=Load.State.FAILED, words=refused.reason[:300], file=b"", done=0)
            LoadLine.objects.filter(load=load.pk).delete()
        return
    unknown = dict(report.unknown.most_common(30))
    hold(load, is_read=True, file=b"", total=load.done, done=0, place=0, notes=report.notes[:20], unknown=unknown)
    del load.file


def _read(load: Load, body: bytes, known: Known, report: Report) -> Iterator[Line]:
    if load.kind == Load.Kind.MARC:
        return marc.read(body, known, report, purpose=load.purpose.code if load.purpose else "")
    return sheets.read(body, known, report)


def _slices(lines: Iterator[LoadLine]) -> Iterator[list[LoadLine]]:
    while part := list(islice(lines, WRITTEN_AT_ONCE)):
        yield part


def _row(load: Load, line: Line) -> LoadLine:
    """A line as it waits to be compared; one that cannot be is refused at once."""
    row = LoadLine(load_id=load.pk, sheet=line.sheet, row=line.row, cells=line.cells)
    row.label = str(line.cells.get("title", ""))[:120]
    if line.fault:
        row.verdict, row.words, row.taken = LoadLine.Verdict.REFUSED, line.fault[:300], False
    else:
        row.number, row.key = number_in(row), key_of(row)
    return row


def compare(load: Load) -> None:
    """Compare the next lines that wait for it, with all those of the file that are about the same documents."""
    waiting = LoadLine.objects.filter(load=load.pk, verdict="").order_by("pk")
    part = list(waiting[:COMPARED_AT_ONCE])
    if not part:
        hold(load, state=Load.State.READY, done=load.total, words="")
        return
    keys = {line.key for line in part} - {""}
    family = waiting.filter(key__in=keys).exclude(pk__in=[line.pk for line in part]) if keys else ()
    lines = sorted([*part, *family], key=lambda line: line.pk)
    gone = judge(lines, Known.now())
    lost = {line.pk for line in gone}
    kept = [line for line in lines if line.pk not in lost]
    others = _met_before(load, kept)
    known_before(kept, others)
    with transaction.atomic():
        hold(load, done=min(load.done + len(lines), load.total))
        LoadLine.objects.filter(pk__in=lost).delete()
        _write([*kept, *others])


def _met_before(load: Load, lines: Iterable[LoadLine]) -> list[LoadLine]:
    """Lines compared earlier that are about the same notices or bear the same numbers."""
    lines = list(lines)
    notices = {line.notice_id for line in lines} - {None}
    numbers = {line.number for line in lines if "number" in line.said} - {""}
    met = LoadLine.objects.filter(Q(notice__in=notices) | Q(number__in=numbers), load=load.pk).exclude(verdict="")
    return list(met.exclude(pk__in=[line.pk for line in lines]).order_by("pk"))


def _write(lines: list[LoadLine]) -> None:
    """All that was found out of these lines, in few statements: they exist, so each is updated."""
    LoadLine.objects.bulk_create(lines, update_conflicts=True, unique_fields=["id"], update_fields=JUDGED)
