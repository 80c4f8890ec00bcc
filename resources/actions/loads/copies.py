"""The copies that a file brings, renames or takes away, and how they come back. Digital ones are left alone."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Place
from citedesmetiers.centre.site import main_place

from ...exchange.families import COPY_OF
from ...models import Copy, CopyState, LoadLine, Notice
from .works import Changed, Work

FIELDS = ("mark", "number", "place_id", "use", "state", "url", "acquired_on", "cost")
ROWS = "rows"  # the key of a line's `before` under which the copies stand as they were


def brought(work: Work, place: Place) -> list[Copy]:
    """The copies that are only added: all those of a new notice, one more of another."""
    lines = [work.line, *work.more] if work.is_new else [
        line for line in (work.line, *work.more) if COPY_OF in line.said]  # fmt: skip
    marks = [mark for line in lines for mark in line.said.get("copies", [])]
    return [Copy(mark=mark, place=place) for mark in marks]


def _changes(work: Work) -> bool:
    """Whether the copies of a kept notice are not what they were."""
    return not work.is_new and ("copies" in work.line.said or bool(work.more))


def change(works: Sequence[Work], *, by: User) -> None:
    """Make the copies of the kept notices what the file says. Changed, if they are no longer as they were compared.

    They are looked at after those that are only added were written: those do not count as being there before.
    """
    concerned = [work for work in works if _changes(work)]
    there = _held([work.line.notice_id for work in concerned])
    renamed: list[Copy] = []
    for work in concerned:
        added = {copy.pk for copy in work.written.copies}
        notice = work.line.notice_id or 0
        copies = [copy for copy in there.get(notice, []) if copy.pk not in added]
        work.line.before[ROWS] = [_row(copy) for copy in copies]
        if COPY_OF not in work.line.said and "copies" in work.line.said:
            if sorted(copy.mark for copy in copies) != sorted(work.line.before["copies"]):
                raise Changed(_("The copies of “%(title)s” changed. Nothing was written: compare again.")
                              % {"title": work.line.label[:80]})  # fmt: skip
            renamed += _fit(copies, work.line.said["copies"], notice, by)
    bulk_update_with_history(renamed, Copy, ["mark"], batch_size=500, default_user=by)
    kept = ["before", "identifier", "version"]  # a line that is one more copy learns only now of which document
    LoadLine.objects.bulk_update([work.line for work in concerned], kept, batch_size=100)


def _held(keys: Sequence[int | None]) -> dict[int, list[Copy]]:
    found: dict[int, list[Copy]] = {}
    wanted = sorted(key for key in keys if key)
    for start in range(0, len(wanted), 500):
        rows = Copy.objects.filter(notice__in=wanted[start : start + 500], url="").order_by("pk")
        for copy in rows.select_for_update():
            found.setdefault(copy.notice_id, []).append(copy)
    return found


def _fit(copies: Sequence[Copy], marks: Sequence[str], notice: int, by: User) -> list[Copy]:
    """Add and take away copies so that there are as many as marks; those that bear another mark now."""
    wanted = Counter(marks)
    wanted.subtract(copy.mark for copy in copies)
    missing = [mark for mark in dict.fromkeys(marks) for _n in range(wanted[mark])]
    spare = Counter({mark: -n for mark, n in wanted.items() if n < 0})
    over: list[Copy] = []
    for copy in sorted(copies, key=_easily_spared):
        if spare[copy.mark] > 0:
            spare[copy.mark] -= 1
            over.append(copy)
    renamed = over[len(over) - len(missing):] if len(missing) < len(over) else over
    for copy in over[: len(over) - len(renamed)]:
        _take_away(copy, by)
    for copy, mark in zip(renamed, missing, strict=False):
        copy.mark = mark
    for mark in missing[len(renamed):]:
        _add(Copy(notice_id=notice, mark=mark, place=copies[0].place if copies else main_place()), by)
    return renamed


def _easily_spared(copy: Copy) -> tuple[bool, bool, int]:
    return copy.state == CopyState.OUT, bool(copy.number), -copy.pk


def _take_away(copy: Copy, by: User) -> None:
    if copy.state == CopyState.OUT:
        raise Changed(_("A copy marked “%(mark)s” is taken home: it cannot be taken away.") % {"mark": copy.mark})
    _signed(copy, by).delete()


def _add(copy: Copy, by: User) -> None:
    _signed(copy, by).save(force_insert=True)


def _signed(copy: Copy, by: User) -> Copy:
    """The same, with who changes it: its history asks for that."""
    vars(copy)["_history_user"] = by
    return copy


def _row(copy: Copy) -> dict[str, object]:
    """A copy in plain values."""
    said = {name: getattr(copy, name) for name in FIELDS}
    return {"pk": copy.pk} | {name: value if value is None or isinstance(value, int) else str(value)
                              for name, value in said.items()}  # fmt: skip


def restore(line: LoadLine, notice: Notice, *, by: User) -> None:
    """Put the copies back as they were before the file. The caller has made sure that nobody changed them since."""
    rows = {row["pk"]: row for row in line.before.get(ROWS, [])}
    there = {copy.pk: copy for copy in notice.copies.filter(url="").order_by("pk").select_for_update()}
    for pk, copy in there.items():
        if pk not in rows:
            _signed(copy, by).delete()
        elif copy.mark != rows[pk]["mark"]:
            copy.mark = rows[pk]["mark"]
            _signed(copy, by).save(update_fields=["mark"])
    for pk, row in rows.items():
        if pk not in there:
            _add(Copy(notice=notice, pk=pk, **{name: row[name] for name in FIELDS}), by)


def as_written(line: LoadLine, more: Iterable[LoadLine], copies: Iterable[Copy]) -> bool:
    """Whether the copies are still those that the file left: as many, with the same marks, none taken home since."""
    copies = list(copies)
    rows = {row["pk"]: row for row in line.before.get(ROWS, [])}
    if not all(_is_untouched(copy, rows.get(copy.pk)) for copy in copies):
        return False
    added = [mark for each in more for mark in each.said.get("copies", [])]
    before = [row["mark"] for row in line.before.get(ROWS, [])]
    if COPY_OF in line.said:
        wanted = [*before, *line.said["copies"], *added]
    else:
        wanted = [*line.said.get("copies", before), *added]
    return sorted(copy.mark for copy in copies) == sorted(wanted)


def _is_untouched(copy: Copy, row: dict[str, object] | None) -> bool:
    """Whether nothing but its mark differs from what it was; of one that the file brought, from a fresh one."""
    if row is None:
        return copy.state == CopyState.HERE and not copy.number
    return {**_row(copy), "mark": row["mark"]} == row
