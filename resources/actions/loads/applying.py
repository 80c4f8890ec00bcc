"""What was shown is written: prepared outside, then in ONE transaction; the index follows by slices (after.index).

On SQLite nobody else writes meanwhile, so everything that can be is made ready before.
"""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import ngettext

from citedesmetiers.centre.site import main_place

from ...exchange.families import COPY_OF
from ...exchange.known import Known
from ...exchange.match import Matches
from ...exchange.onto import COLUMNS_OF, put
from ...models import Gone, Load, LoadLine, Notice, State
from ..bulk import Written, write_many
from . import copies
from .claims import hold
from .works import Changed, Work

Verdict, Outcome = LoadLine.Verdict, LoadLine.Outcome
SLICE = 500


def apply(load: Load) -> None:
    """Write every line that is taken, or none: nothing if a notice changed since it was compared."""
    works = _prepared(load, Known.now())
    mine = load.claimed_at
    try:
        with transaction.atomic():
            hold(load)
            list(Load.objects.filter(state=Load.State.APPLYING).order_by("pk").select_for_update().values_list("pk"))
            _as_compared(works)
            write_many([work.written for work in works], by=load.by, indexed=False, only=_columns(works))
            copies.change(works, by=load.by)
            _written(load, works)
    except (Changed, IntegrityError) as met:
        load.claimed_at, load.state = mine, Load.State.APPLYING  # as it was: what was held is rolled back
        words = met.args[0] if isinstance(met, Changed) else _several(1)
        hold(load, state=Load.State.READY, words=words[:300], done=0)


def _prepared(load: Load, known: Known) -> list[Work]:
    """The documents as they are to be. Nothing is locked yet."""
    wanted = [Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL]
    lines = list(LoadLine.objects.filter(load=load.pk, taken=True, verdict__in=wanted).order_by("pk").defer("cells"))
    notices = _notices({line.notice_id for line in lines if line.notice_id})
    place = main_place()
    works: dict[int, Work] = {}
    for line in lines:
        if COPY_OF not in line.said:
            works[line.pk] = Work(line, _as_said(line, notices, known))
    for line in lines:
        if COPY_OF in line.said:
            _one_more(line, works)
    for work in works.values():
        work.written.copies = copies.brought(work, place)
    return list(works.values())


def _as_said(line: LoadLine, notices: dict[int, Notice], known: Known) -> Written:
    if line.notice_id is None and line.version is None:
        notice = Notice(version=0, identifier=line.identifier, state=State.SHELF)
    elif line.notice_id in notices:
        notice = notices[line.notice_id]
    else:
        return Written(Notice(identifier=line.identifier))  # deleted since: found out under the lock
    return Written(notice, put(notice, line.said, known))


def _columns(works: Sequence[Work]) -> set[str]:
    """The columns that the lines change."""
    return {column for work in works for code in work.line.said for column in COLUMNS_OF.get(code, (code,))}


def _one_more(line: LoadLine, works: dict[int, Work]) -> None:
    """A line that is one more copy of another's document, whether that one is written or stays as it is."""
    if work := works.get(line.said[COPY_OF]):
        work.more.append(line)
        return
    head = LoadLine.objects.filter(pk=line.said[COPY_OF], notice__isnull=False).select_related("notice").first()
    if head and head.notice and head.verdict != Verdict.REFUSED:
        line.notice, line.version, line.identifier = head.notice, head.version, head.identifier
        works[head.pk] = Work(line, Written(head.notice))


def _notices(keys: Iterable[int]) -> dict[int, Notice]:
    wanted = sorted(keys)
    found: dict[int, Notice] = {}
    for start in range(0, len(wanted), SLICE):
        found |= {notice.pk: notice for notice in Notice.objects.filter(pk__in=wanted[start : start + SLICE])}
    return found


def _as_compared(works: Sequence[Work]) -> None:
    """Changed, unless every notice is of the version that was compared, and what was new is still unknown."""
    seen = {work.line.notice_id: work.line.version for work in works if work.line.version is not None}
    found: dict[int, int] = {}
    wanted = sorted(pk for pk in seen if pk)
    for start in range(0, len(wanted), SLICE):
        rows = Notice.objects.filter(pk__in=wanted[start : start + SLICE]).order_by("pk").select_for_update()
        found |= dict(rows.values_list("pk", "version"))
    if changed := sum(found.get(pk or 0) != version for pk, version in seen.items()):
        raise Changed(_several(changed))
    new = [work.line for work in works if work.line.verdict == Verdict.NEW]
    for start in range(0, len(new), SLICE):
        _still_new(new[start : start + SLICE])


def _still_new(lines: Sequence[LoadLine]) -> None:
    cells = dict(LoadLine.objects.filter(pk__in=[line.pk for line in lines]).values_list("pk", "cells"))
    for line in lines:
        line.cells = cells[line.pk]
    there = Matches(lines)
    taken = Notice.objects.filter(identifier__in=[line.identifier for line in lines]).exists()
    if taken or (n := sum(bool((found := there.of(line)).notice or found.doubts) for line in lines)):
        raise Changed(_several(1 if taken else n))


def _several(n: int) -> str:
    return ngettext(
        "%(n)d document changed since this was compared. Nothing was written: compare again.",
        "%(n)d documents changed since this was compared. Nothing was written: compare again.", n,
    ) % {"n": n}  # fmt: skip


def _written(load: Load, works: Sequence[Work]) -> None:
    """The lines say what was written, and of which version: that is what an undo looks at."""
    of_it = Notice.objects.filter(identifier=OuterRef("identifier")).values("pk")[:1]
    keys = [work.line.pk for work in works]
    for start in range(0, len(keys), SLICE):
        lines = LoadLine.objects.filter(pk__in=keys[start : start + SLICE])
        lines.update(outcome=Outcome.WRITTEN, notice=Subquery(of_it), version=F("version") + 1)
        lines.filter(version__isnull=True).update(version=1)
    new = [work.line.identifier for work in works if work.is_new]
    for start in range(0, len(new), SLICE):
        Gone.objects.filter(identifier__in=new[start : start + SLICE]).delete()  # it is back
    more = [line.pk for work in works for line in work.more]
    LoadLine.objects.filter(pk__in=more).update(outcome=Outcome.WRITTEN)
    n = len(works)
    hold(load, state=Load.State.APPLIED, applied_at=timezone.now(), indexing=True, place=0, done=0, total=n, words="")
