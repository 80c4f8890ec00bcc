"""After a file was applied: its documents enter the index; or, if somebody asks, all goes back to what it was.

Both by slices, each a short transaction of its own: reception never waits for more than one of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ...exchange.families import COPY_OF
from ...exchange.known import Known
from ...exchange.onto import put
from ...models import Copy, Gone, Load, LoadLine, Notice, Posting, Selected
from ...search.index import index as index_of
from ..bulk import Written, write_many
from . import copies
from .claims import hold

INDEXED_AT_ONCE, UNDONE_AT_ONCE = 200, 50  # some half a second each
Outcome = LoadLine.Outcome


def index(load: Load) -> None:
    """Write the index of the next documents."""
    written = LoadLine.objects.filter(load=load.pk, outcome=Outcome.WRITTEN, version__isnull=False)
    part = list(written.filter(pk__gt=load.place).order_by("pk").values_list("pk", "notice")[:INDEXED_AT_ONCE])
    if not part:
        hold(load, indexing=False, done=load.total)
        return
    with transaction.atomic():
        hold(load, place=part[-1][0], done=min(load.done + len(part), load.total))
        keys = [notice for _line, notice in part if notice]
        index_of(list(Notice.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))))


def undo(load: Load) -> None:
    """Take back the next documents: a new one goes, with a note for who harvests; another is again as it was.

    What somebody changed since is left as it is and says so.
    """
    written = LoadLine.objects.filter(load=load.pk, outcome=Outcome.WRITTEN).order_by("pk").defer("cells")
    part = list(written.filter(version__isnull=False)[:UNDONE_AT_ONCE])
    if not part:
        with transaction.atomic():
            hold(load, state=Load.State.UNDONE, done=load.total)
            written.update(outcome=Outcome.UNDONE)  # more copies of a document that was taken back
        return
    with transaction.atomic():
        hold(load, done=min(load.done + len(part), load.total))
        _take_back(load, part)


def _take_back(load: Load, lines: Sequence[LoadLine]) -> None:
    keys = [line.notice_id for line in lines if line.notice_id]
    rows = Notice.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    held = {notice.pk: notice for notice in rows}
    there = _there(load, keys)
    untouched = [line for line in lines if _is_as_written(line, held.get(line.notice_id or 0), there)]
    new = [held[line.notice_id or 0] for line in untouched if _is_new(line)]
    known, back = Known.now(), []
    for line in untouched:
        if not _is_new(line):
            notice = held[line.notice_id or 0]
            back.append(Written(notice, put(notice, _fields(line), known)))
            if copies.ROWS in line.before:
                copies.restore(line, notice, by=load.by)
    write_many(back, by=load.by)
    undone = {line.pk for line in untouched}
    LoadLine.objects.filter(pk__in=undone).update(outcome=Outcome.UNDONE)
    LoadLine.objects.filter(pk__in=[line.pk for line in lines if line.pk not in undone]).update(outcome=Outcome.KEPT)
    _delete(new, load)


def _is_new(line: LoadLine) -> bool:
    """Whether the file brought the document: nothing that was there before is of the first version when written."""
    return line.version == 1


def _fields(line: LoadLine) -> dict[str, object]:
    return {code: value for code, value in line.before.items() if code not in (copies.ROWS, "copies")}


@dataclass
class _There:
    """What is to be known of some notices before they are taken back."""

    copies: dict[int, list[Copy]]
    more: dict[int, list[LoadLine]]  # by line: those that brought more copies of its document
    wanted: set[int]  # in a reading list, or in the place of another


def _there(load: Load, keys: Sequence[int]) -> _There:
    """Four queries, however many notices."""
    found = _There(defaultdict(list), defaultdict(list), set())
    for copy in Copy.objects.filter(notice__in=keys, url="").order_by("pk"):
        found.copies[copy.notice_id].append(copy)
    brought = LoadLine.objects.filter(load=load.pk, outcome=Outcome.WRITTEN, version__isnull=True).order_by("pk")
    for line in brought.defer("cells"):
        found.more[line.said[COPY_OF]].append(line)
    found.wanted.update(Selected.objects.filter(notice__in=keys).order_by("pk").values_list("notice", flat=True))
    replaced = Notice.objects.filter(replaced_by__in=keys).order_by("pk").values_list("replaced_by", flat=True)
    found.wanted.update(key for key in replaced if key)
    return found


def _is_as_written(line: LoadLine, notice: Notice | None, there: _There) -> bool:
    """Whether nobody touched the document since the file wrote it."""
    if notice is None or notice.version != line.version or (_is_new(line) and notice.pk in there.wanted):
        return False
    if not _is_new(line) and copies.ROWS not in line.before:
        return True
    return copies.as_written(line, there.more[line.said.get(COPY_OF, line.pk)], there.copies[notice.pk])


def _delete(notices: Sequence[Notice], load: Load) -> None:
    """Notices that the file brought: they go, with their copies and their place in the index; who harvests is told."""
    keys = [notice.pk for notice in notices]
    Posting.objects.filter(notice__in=keys).delete()
    gone = [Gone(identifier=notice.identifier, at=timezone.now()) for notice in notices]
    Gone.objects.bulk_create(gone, ignore_conflicts=True)
    Notice.objects.filter(pk__in=keys).delete()
    for table in (Notice, Copy):
        lines = table.history.filter(history_type="-", history_user=None)
        lines.filter(**({"id__in": keys} if table is Notice else {"notice__in": keys})).update(history_user=load.by)
