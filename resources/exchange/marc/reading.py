"""A file of library records, line by line, in the cells that the network's spreadsheet would have (columns.py)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citedesmetiers.kit.sheets import NotASheet

from ...models import Notice, Support
from ..columns import ADDS, UNMAPPED, joined, written
from ..known import Known
from ..lines import MOST_LINES, Line, Report
from ..sheets import MOST_BYTES
from . import marc21, unimarc
from .files import records_in
from .records import Broken, Record

TEXTS = ("identifier", "title", "subtitle", "authors", "publisher", "edition", "number", "url", "support")
LISTS = ("languages", "subjects", "headings", "purposes")
CUT = ("title", "subtitle", "authors", "publisher", "edition", "summary")  # what is longer than a notice holds


def read(body: bytes, known: Known, report: Report, *, purpose: str = "") -> Iterator[Line]:
    """Every record of the file, as a line of the purpose named. NotASheet, in words, if the file is something else."""
    if len(body) > MOST_BYTES:
        raise NotASheet(_("More than %(n)d MB: bring the records in several files.") % {"n": MOST_BYTES // 1024**2})
    odd: Counter[str] = Counter()
    for n, record in enumerate(records_in(body), 1):
        if n > MOST_LINES:
            raise NotASheet(_("More than %(n)d records: bring them in several files.") % {"n": MOST_LINES})
        if isinstance(record, Broken):
            yield Line("", n, fault=record.words)
            continue
        odd[record.note] += 1
        line = _line(n, record, known)
        if purpose and not line.fault:
            line.cells[ADDS] = [purpose]
        report.unknown.update({tag: len(texts) for tag, texts in _unmapped(line).items()})
        yield line
    for note, times in sorted(odd.items()):
        if note:
            records = ngettext("%(n)s record:", "%(n)s records:", times) % {"n": times}
            report.notes.append(f"{records} {note}")


def _unmapped(line: Line) -> Mapping[str, list[str]]:
    found = line.cells.get(UNMAPPED, {})
    return found if isinstance(found, dict) else {}


def _line(n: int, record: Record, known: Known) -> Line:
    if record.has("200"):
        said = unimarc.said_of(record, known)
    elif record.has("245"):
        said = marc21.said_of(record, known)
    else:
        said = {}
    if not said.get("title"):
        return Line("", n, fault=_("This record has no title (neither 200 nor 245)."))
    left = record.left()
    cells: dict[str, object] = {}
    for code in CUT:
        said[code] = _cut(code, str(said.get(code) or ""), left)
    cells |= {code: written(str(said[code])) for code in TEXTS if said.get(code)}
    cells |= {code: joined(_strings(said[code])) for code in LISTS if said.get(code)}
    if cells.get("support") == Support.BOOK:
        del cells["support"]  # what a notice is unless somebody said better: a booklet here stays one
    cells["summary"] = written(str(said["summary"]))
    cells["year"] = str(said.get("year") or "")
    cells["price"] = f"{said['price']} {said['currency']}" if said.get("price") else ""
    _take_copies(cells, said, left)
    if left:
        cells[UNMAPPED] = left
    return Line("", n, {code: cell for code, cell in cells.items() if cell})


def _take_copies(cells: dict[str, object], said: Mapping[str, object], left: dict[str, list[str]]) -> None:
    """Shelf marks and the number of copies; the copies' own numbers are kept aside."""
    copies = said.get("copies")
    if not isinstance(copies, list) or not copies:
        return
    cells["marks"] = joined(dict.fromkeys(copy["mark"] for copy in copies if copy["mark"]))
    if numbers := [copy["number"] for copy in copies if copy["number"]]:
        left["995"] = [*left.get("995", []), *(f"$f{number}" for number in numbers)]
    if len(copies) > 1:
        cells["copies"] = str(len(copies))


def _strings(values: object) -> Iterable[str]:
    return [str(value) for value in values] if isinstance(values, list) else []


def _cut(code: str, text: str, left: dict[str, list[str]]) -> str:
    """A text as long as a notice holds; the whole of it is kept aside."""
    most = Notice._meta.get_field(code).max_length or len(text)
    if len(text) <= most:
        return text
    left.setdefault(code, []).append(text)
    return f"{text[: most - 1].rstrip()}…"
