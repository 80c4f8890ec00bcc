"""A classification plan as a file: code; name in French; name in English; parent; colour; where. Read with suspicion.

A first line of headings may stand or not. An empty cell leaves alone what is there; a hyphen alone empties it.
"""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from citedesmetiers.centre.forms.fields import clean_words
from citedesmetiers.kit.hues import Hue
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.sheets import BROKEN, Bounds, NotASheet, text_of, weigh

from ..actions.plan import refuse_a_circle
from ..language import fold
from ..models import Heading

COLUMNS = ("code", "fr", "en", "parent", "hue", "where")
MOST_BYTES, MOST_LINES = 512 * 1024, 800
BOUNDS = Bounds(unpacked=8 * 1024 * 1024, parts=60)
ERASED = "-"


@dataclass(frozen=True)
class Fault:
    """Why a line is not taken."""

    row: int
    reason: str


@dataclass
class Draft:
    """What the file would do to the plan. Nothing is written if there is a fault."""

    new: list[dict[str, object]] = field(default_factory=list)
    changed: list[tuple[Heading, dict[str, object]]] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def rows(self) -> list[dict[str, object]]:
        """What the verb is to write."""
        return [*self.new, *({"code": heading.code} | said for heading, said in self.changed)]


def read(body: bytes) -> list[tuple[int, list[str]]]:
    """The filled lines, each with its number. NotASheet, in words, if it is no table or too long."""
    lines = _workbook(body) if body[:4] == b"PK\x03\x04" else _csv(body)
    found: list[tuple[int, list[str]]] = []
    for n, texts in lines:
        cells = [text.strip() for text in texts[: len(COLUMNS)]]
        if not any(cells) or (not found and fold(cells[0]) in ("code", "cote", "codes")):
            continue
        found.append((n, cells + [""] * (len(COLUMNS) - len(cells))))
        if len(found) > MOST_LINES:
            raise NotASheet(_("More than %(n)d lines: bring them in several files.") % {"n": MOST_LINES})
    if not found:
        raise NotASheet(_("There is no line in this file that could be read."))
    return found


def _workbook(body: bytes) -> Iterator[tuple[int, list[str]]]:
    file = io.BytesIO(body)
    unreadable = _("This file cannot be read: save it again as XLSX or CSV.")
    weigh(file, BOUNDS, too_much=_("This file unpacks to far more than a plan."), unreadable=unreadable)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out of a workbook is not read here
            sheet = load_workbook(file, read_only=True, data_only=False, keep_links=False).worksheets[0]
            sheet.reset_dimensions()  # the file may claim a million rows
            for n, cells in enumerate(sheet.iter_rows(max_row=MOST_LINES * 2, max_col=len(COLUMNS)), 1):
                if any(cell.data_type == "f" for cell in cells):
                    raise NotASheet(_("Line %(n)d holds a formula: type what it gives.") % {"n": n})
                yield n, [text_of(cell.value) for cell in cells]
    except BROKEN as broken:
        raise NotASheet(unreadable) from broken


def _csv(body: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    if "\0" in text:
        raise NotASheet(_("This is neither an XLSX nor a CSV file: it holds signs that no text has."))
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";", "\t", ",", key=first.count))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as broken:
        raise NotASheet(_("Line %(n)d cannot be read.") % {"n": reader.line_num}) from broken


def judge(lines: Iterable[tuple[int, list[str]]]) -> Draft:
    """What these lines would change, and what is wrong with them."""
    draft = Draft()
    there = {row.code: row for row in Heading.objects.select_related("parent").order_by("pk")}
    said = {}
    for n, cells in lines:
        line = dict(zip(COLUMNS, cells, strict=True))
        if line["code"] in said:
            draft.faults.append(Fault(n, _("The code %(code)s stands on two lines.") % {"code": line["code"][:20]}))
            continue
        said[line["code"]] = line
        line["n"] = str(n)
    for line in said.values():
        reason = _fault(line, there.keys() | said.keys(), is_new=line["code"] not in there)
        if reason:
            draft.faults.append(Fault(int(line["n"]), reason))
        else:
            _compare(line, there.get(line["code"]), draft)
    if not draft.faults:
        _follow_the_parents(there, draft, said)
    return draft


def _fault(line: Mapping[str, str], codes: Iterable[str], *, is_new: bool) -> str:
    """Why this line is not taken; nothing if it is."""
    try:
        Heading._meta.get_field("code").clean(line["code"], None)
        for name in ("fr", "en", "where"):
            clean_words(line[name])
    except ValidationError as refused:
        return " ".join(refused.messages)
    if is_new and not (line["fr"] or line["en"]):
        return _("A new place needs a name.")
    if any(len(line[name]) > 120 for name in ("fr", "en", "where")):
        return _("A name of more than 120 letters.")
    if line["parent"] not in ("", ERASED) and line["parent"] not in codes:
        return _("It is within %(code)s, which is neither in the file nor in the plan.") % {"code": line["parent"][:20]}
    if line["hue"] not in ("", ERASED) and not hue_of(line["hue"]):
        return _("The colour %(name)s is none of: %(names)s.") % {
            "name": line["hue"][:20], "names": ", ".join(str(hue.label) for hue in Hue)}  # fmt: skip
    return ""


def hue_of(text: str) -> str:
    """A colour by its code or its name, in French or in English; nothing if it is none."""
    for hue in Hue:
        names = {hue.value}
        for language in ("fr", "en"):
            with translation.override(language):
                names.add(fold(str(hue.label)))
        if fold(text) in names:
            return hue.value
    return ""


def _compare(line: Mapping[str, str], row: Heading | None, draft: Draft) -> None:
    fields = _fields(line, row)
    if row is None:
        draft.new.append({"code": line["code"]} | fields)
        return
    now = {"name": _data(row.name), "hue": row.hue, "where": _data(row.where),
           "parent": row.parent.code if row.parent else ""}  # fmt: skip
    changes = {name: value for name, value in fields.items() if value != now[name]}
    if changes:
        draft.changed.append((row, changes))
    else:
        draft.same += 1


def _fields(line: Mapping[str, str], row: Heading | None) -> dict[str, object]:
    """What the line says of a place; what it leaves alone is not in it."""
    said: dict[str, object] = {}
    names = {code: line[code] for code in ("fr", "en") if line[code] not in ("", ERASED)}
    if names:
        said["name"] = _data(row.name if row else "") | names
    if line["where"]:
        said["where"] = {} if line["where"] == ERASED else _data(row.where if row else "") | {"fr": line["where"]}
    if line["hue"]:
        said["hue"] = "" if line["hue"] == ERASED else hue_of(line["hue"])
    if line["parent"]:
        said["parent"] = "" if line["parent"] == ERASED else line["parent"]
    return said


def _data(words: object) -> dict[str, str]:
    data = getattr(words, "data", words)
    return {code: text for code, text in data.items() if text} if isinstance(data, dict) else (
        {"fr": data} if data else {})  # fmt: skip


def _follow_the_parents(there: Mapping[str, Heading], draft: Draft, lines: Mapping[str, Mapping[str, str]]) -> None:
    """A circle is a fault of the line from which it is seen."""
    parents: dict[object, object | None] = {
        code: row.parent.code if row.parent else None for code, row in there.items()
    }
    for said in draft.rows:
        if "parent" in said:
            parents[said["code"]] = said["parent"] or None
    for code, line in lines.items():
        try:
            refuse_a_circle(parents, code)
        except HouseRule as refused:
            draft.faults.append(Fault(int(line["n"]), refused.words))
            return
