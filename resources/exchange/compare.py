"""What would become of each line: new, changed (cell by cell), the same, doubtful or refused. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import STANDING, LoadLine, Notice, NumberKind, Support, new_identifier
from .columns import ADDS, UNMAPPED
from .facts import Facts, Plain, cells_of, gather, plain_of
from .families import COPY_OF, unite
from .known import Known
from .match import Match, Matches, text_in
from .values import Read

Verdict = LoadLine.Verdict
COPIES = ("marks", "copies")


def judge(lines: Sequence[LoadLine], known: Known) -> list[LoadLine]:
    """Give each of these lines its verdict, whole families of them together. Those that were taken in by another."""
    gone = unite(lines, known)
    lost = {line.pk for line in gone}
    left = [line for line in lines if line.pk not in lost and not line.verdict]
    matches = Matches(left)
    facts = gather(matches.notices, known)
    for line in left:
        if COPY_OF in line.said:
            _judge_copy(line, known)
        else:
            found = matches.of(line)
            there = facts.get(found.notice.pk, Facts()) if found.notice else Facts()
            _Judged(line, found, there, known).settle()
    return gone


def _judge_copy(line: LoadLine, known: Known) -> None:
    """A line that repeats the number of another: what matters of it are its shelf marks."""
    read = Read(known)
    for code in COPIES:
        if text_in(line, code):
            read.take(code, str(line.cells[code]))
    line.said = {COPY_OF: line.said[COPY_OF], "copies": _wanted(read.values, []) or [""]}
    line.verdict, line.taken = Verdict.DOUBTFUL, False


def _wanted(values: Plain, there: Sequence[str]) -> list[str]:
    """The shelf mark of each copy that there is to be. ValueError if there are more marks than copies."""
    marks, n = values.get("marks"), values.get("copies")
    given = list(there) if marks is None else list(marks)
    if marks == [] and n is None:
        return [""] * len(there)
    if n is None:
        n = max(len(there), len(given))
    if n < len(given):
        if marks is not None:
            raise ValueError
        return given[:n]
    return given + [given[-1] if given else ""] * (n - len(given))


@dataclass
class _Judged:
    """One line, the notice that it is about if any, and what that has."""

    line: LoadLine
    match: Match
    facts: Facts
    known: Known

    def settle(self) -> None:
        """Write the verdict into the line."""
        line, notice = self.line, self.match.notice
        self.read = Read(self.known, doubts=list(self.match.doubts), notes=list(self.match.notes))
        if line.words:
            self.read.doubts.append(line.words)
        now = plain_of(notice, self.facts) if notice else {}
        self._read_cells(now)
        said = self._changes(now, notice)
        self._check(notice, now, said)
        line.notice, line.version = notice, notice.version if notice else None
        line.identifier = notice.identifier if notice else str(said.get("identifier") or new_identifier())
        line.label = str(said.get("title") or (notice.title if notice else "") or text_in(line, "title"))[:120]
        line.verdict = self._verdict(said)
        line.taken = line.verdict in (Verdict.NEW, Verdict.CHANGED)
        line.words = self.read.said() if line.verdict != Verdict.SAME else ""
        line.said = said if line.verdict not in (Verdict.SAME, Verdict.REFUSED) else {}
        line.before = {code: self._before(code, now, notice) for code in line.said} if notice else {}

    def _verdict(self, said: Plain) -> str:
        if self.read.faults:
            return Verdict.REFUSED
        if self.match.notice and not said:
            return Verdict.SAME
        if self.read.doubts:
            return Verdict.DOUBTFUL
        return Verdict.CHANGED if self.match.notice else Verdict.NEW

    def _read_cells(self, now: Plain) -> None:
        """Read the cells that say something else than what stands there."""
        there = cells_of(now) if now else {}
        for code, cell in self.line.cells.items():
            if code in (ADDS, UNMAPPED) or cell == there.get(code):
                continue
            if code == "identifier" and self.match.notice:
                continue  # matched: its own name stays
            self.read.take(code, str(cell))
        if any(code in self.read.values for code in COPIES):  # how many, and with which marks: one thing
            for code in COPIES:
                if code not in self.read.values and self.line.cells.get(code):
                    self.read.take(code, str(self.line.cells[code]))

    def _changes(self, now: Plain, notice: Notice | None) -> Plain:
        """What differs, in plain values; of a new notice, everything that is said."""
        values = self.read.values
        said = {code: value for code, value in values.items()
                if code not in COPIES and (not now or value != now.get(code))}  # fmt: skip
        if not said.get("opinion", now.get("opinion")):
            said.pop("opinion_by", None)
        if self.line.cells.get(ADDS):
            self._add_purposes(said, now)
        self._take_copies(said)
        if aside := self.line.cells.get(UNMAPPED, {}) | self.read.kept:
            merged = (notice.unmapped if notice else {}) | aside
            if not notice or merged != notice.unmapped:
                said[UNMAPPED] = merged
        if not notice:
            said = {code: value for code, value in said.items() if value not in (None, "", [], ["", "", False])}
        return said

    def _add_purposes(self, said: Plain, now: Plain) -> None:
        """The sheets on which it stands add their purposes, and take none away."""
        wanted = {*self.line.cells[ADDS], *said.get("purposes", now.get("purposes", []))}
        purposes = [code for code in self.known.purposes if code in wanted]
        if set(purposes) != set(now.get("purposes", [])):
            said["purposes"] = purposes
        else:
            said.pop("purposes", None)

    def _take_copies(self, said: Plain) -> None:
        there = [copy.mark for copy in self.facts.copies]
        if not any(code in self.read.values for code in COPIES):
            return
        try:
            wanted = _wanted(self.read.values, there)
        except ValueError:
            self.read.faults.append(_("Cote: more shelf marks than copies."))
            return
        if sorted(wanted) != sorted(there):
            said["copies"] = wanted
        if len(wanted) < len(there):
            self.read.doubts.append(_("Taken, it has fewer copies than now."))

    def _check(self, notice: Notice | None, now: Plain, said: Plain) -> None:
        """What the whole of it must be."""
        title = said.get("title", now.get("title"))
        if not title:
            self.read.faults.append(_("It has no title."))
        stands = notice is None or notice.state in STANDING
        if stands and not said.get("purposes", now.get("purposes")):
            self.read.faults.append(_("Say at least one purpose: a document is found by it."))
        issn = said.get("number", ["", "", False])[1] == NumberKind.ISSN
        if issn and said.get("support", now.get("support", Support.BOOK)) == Support.BOOK:
            self.read.notes.append(_("It has an ISSN, as periodicals have: look whether it is a book."))

    def _before(self, code: str, now: Plain, notice: Notice) -> object:
        """What stood there, as it can be put back."""
        if code == UNMAPPED:
            return notice.unmapped
        if code == "copies":
            return [copy.mark for copy in self.facts.copies]
        return now[code]
