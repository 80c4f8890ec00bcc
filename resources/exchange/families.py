"""Lines of one file that are about one document: united when they agree, refused when they contradict one another."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ..models import LoadLine
from .columns import ADDS, UNMAPPED, heading_of
from .known import Known
from .values import Read

AND, SHEET = "\n", 60  # between the sheets of a line that others were taken into; the signs that are kept of them
COPY_OF = "copy_of"  # in what a line says: it is one more copy of the document of that line


def unite(lines: Sequence[LoadLine], known: Known) -> list[LoadLine]:
    """Take in the lines of a family into its first one, where that can be; the lines that are no longer needed.

    A line that stays apart is given its verdict (refused) or its doubt.
    """
    families: dict[str, list[LoadLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.pk):
        if line.key and not line.verdict:
            families[line.key].append(line)
    gone: list[LoadLine] = []
    for family in families.values():
        for line in family[1:]:
            gone += _meet(family, line, known)
    return gone


def _meet(family: Sequence[LoadLine], line: LoadLine, known: Known) -> list[LoadLine]:
    """What becomes of a line that comes after the first of its family."""
    head = family[0]
    differ = _contradict(head, line, known)
    named, elsewhere = line.key.startswith("i:"), _elsewhere(head, line)
    if not differ and (named or elsewhere):
        _take_in(head, line)
        return [line]
    if named or (elsewhere and line.key.startswith("n:")):
        words = _("Two lines about one document say different things (%(columns)s): %(here)s and %(there)s.")
        for each in (head, line):
            each.verdict = LoadLine.Verdict.REFUSED
            each.words = (words % {"columns": ", ".join(map(heading_of, differ[:4])), "here": where(head),
                                   "there": where(line)})[:300]  # fmt: skip
        return []
    if line.key.startswith("n:"):
        line.said = {COPY_OF: head.pk}
        line.words = _("The number of %(where)s: taken, it is one more copy of it.") % {"where": where(head)}
    else:
        line.words = _("The title and the year of %(where)s: taken, it is a document of its own.") % {
            "where": where(head)
        }
    return []


def _elsewhere(head: LoadLine, line: LoadLine) -> bool:
    """Whether a line stands on the sheet of a purpose that the first one's sheets do not say."""
    here, there = head.cells.get(ADDS, []), line.cells.get(ADDS, [])
    return bool(there) and not set(there) & set(here)


def _contradict(head: LoadLine, line: LoadLine, known: Known) -> list[str]:
    """The columns in which both say something, and not the same: 12,50 and 12.5 are."""
    differ = [code for code, text in line.cells.items()
              if code not in (ADDS, UNMAPPED) and head.cells.get(code, text) != text]  # fmt: skip
    return [code for code in differ if _meant(code, head.cells[code], known) != _meant(code, line.cells[code], known)]


def _meant(code: str, cell: object, known: Known) -> object:
    """What a cell says in plain values; as it is written, if it cannot be read."""
    read = Read(known)
    read.take(code, str(cell))
    return read.values.get(code, cell)


def _take_in(head: LoadLine, line: LoadLine) -> None:
    adds = [*head.cells.get(ADDS, []), *line.cells.get(ADDS, [])]
    unmapped = line.cells.get(UNMAPPED, {}) | head.cells.get(UNMAPPED, {})
    head.cells = line.cells | head.cells
    if adds:
        head.cells[ADDS] = list(dict.fromkeys(adds))
    if unmapped:
        head.cells[UNMAPPED] = unmapped
    head.sheet = f"{head.sheet}{AND}{where(line)}"[:SHEET] if line.sheet != head.sheet else head.sheet


def where(line: LoadLine) -> str:
    """Where a line stands, in words."""
    sheet, *others = line.sheet.split(AND)
    if not sheet:
        return _("row %(row)d") % {"row": line.row}
    return " · ".join([_("“%(sheet)s” row %(row)d") % {"sheet": sheet, "row": line.row}, *others])


def known_before(lines: Iterable[LoadLine], others: Iterable[LoadLine]) -> None:
    """Doubt those of `lines` whose document or number another line of the file is about already."""
    by_notice: dict[int, LoadLine] = {}
    by_number: dict[str, LoadLine] = {}
    for line in sorted({line.pk: line for line in (*others, *lines)}.values(), key=lambda line: line.pk):
        if line.verdict == LoadLine.Verdict.REFUSED or COPY_OF in line.said:
            continue
        first = by_notice.setdefault(line.notice_id, line) if line.notice_id else line
        same = by_number.setdefault(line.number, line) if line.number and _brings_its_number(line) else line
        if first is not line:
            _refuse(line, _("%(where)s is about this document already.") % {"where": where(first)})
        elif same is not line and line.verdict != LoadLine.Verdict.SAME:
            line.verdict, line.taken = LoadLine.Verdict.DOUBTFUL, False
            words = _("The number of %(where)s.")
            if line.notice_id is None and "identifier" not in line.said:
                line.said = {COPY_OF: same.pk, "copies": line.said.get("copies") or [""]}
                words = _("The number of %(where)s: taken, it is one more copy of it.")
            line.words = f"{words % {'where': where(same)}} {line.words}"[:300].strip()


def _brings_its_number(line: LoadLine) -> bool:
    return "number" in line.said


def _refuse(line: LoadLine, words: str) -> None:
    line.verdict, line.words, line.taken = LoadLine.Verdict.REFUSED, words[:300], False
