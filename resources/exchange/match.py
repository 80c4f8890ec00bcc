"""Which notice a line is about: by its identifier, else its number, else the stems of its title and its year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..actions.notices import title_key
from ..models import LoadLine, Notice, NumberKind
from ..numbers import read_number
from .columns import ERASE, unwritten


@dataclass
class Match:
    """The notice, if there is one; what is doubtful about that; what is merely said."""

    notice: Notice | None = None
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def text_in(line: LoadLine, code: str) -> str:
    """What a cell says, if it says something and does not erase."""
    text = str(line.cells.get(code, ""))
    return "" if text == ERASE else text


def number_in(line: LoadLine) -> str:
    """The digits of its number, if it has one that can be read."""
    number = read_number(text_in(line, "number"))
    return number.digits[:20] if number else ""


def titled(line: LoadLine) -> tuple[str, int | None]:
    """The stems of its title, and its year."""
    year = text_in(line, "year").strip("()[]c© ")
    return title_key(unwritten(text_in(line, "title"))), int(year) if year.isdecimal() and len(year) == 4 else None


def key_of(line: LoadLine) -> str:
    """What lines of one file have in common that are about one document; empty if nothing tells.

    Issues of a periodical share their ISSN: there the title and the year belong to it.
    """
    if identifier := text_in(line, "identifier"):
        return f"i:{identifier}"[:240]
    number = read_number(text_in(line, "number"))
    if number and number.digits and number.kind != NumberKind.ISSN:
        return f"n:{number.digits}"
    stems, year = titled(line)
    issn = number.digits if number else ""
    return f"t:{issn}|{year or ''}|{stems}"[:240] if stems else ""


class Matches:
    """The notices that some lines may be about. Two or three queries, however many lines."""

    def __init__(self, lines: Sequence[LoadLine]) -> None:
        names = {text_in(line, "identifier") for line in lines} - {""}
        self.by_name = {notice.identifier: notice for notice in _fetched(identifier__in=names)} if names else {}
        unnamed = [line for line in lines if text_in(line, "identifier") not in self.by_name]
        numbers = {line.number for line in lines} - {""}
        self.by_number = _grouped(_fetched(number__in=numbers), "number") if numbers else {}
        alone = [line for line in unnamed if not (line.number and line.number in self.by_number)]
        self.titles = {line.pk: titled(line) for line in alone}
        stems = {key for key, _year in self.titles.values() if key}
        self.by_title = _grouped(_fetched(title_key__in=stems), "title_key") if stems else {}

    @property
    def notices(self) -> list[Notice]:
        """All of them, each once."""
        several = [*self.by_number.values(), *self.by_title.values()]
        found = {notice.pk: notice for group in several for notice in group}
        return list((found | {notice.pk: notice for notice in self.by_name.values()}).values())

    def of(self, line: LoadLine) -> Match:
        """What a line is about."""
        name = text_in(line, "identifier")
        if notice := self.by_name.get(name):
            return self._named(line, notice)
        found = self._numbered(line) or self._titled(line) or Match()
        if found.notice and name:
            words = _("Here it has the identifier %(here)s, not %(there)s.")
            found.notes.append(words % {"here": found.notice.identifier, "there": name})
        return found

    def _named(self, line: LoadLine, notice: Notice) -> Match:
        others = [other for other in self.by_number.get(line.number, []) if other.pk != notice.pk]
        if others and line.number != notice.number:
            return Match(notice, [_same_number(others)])
        return Match(notice)

    def _numbered(self, line: LoadLine) -> Match | None:
        there = self.by_number.get(line.number, []) if line.number else []
        if not there:
            return None
        stems, year = titled(line)
        alike = [notice for notice in there if (notice.title_key, notice.year) == (stems, year)]
        found = alike if len(alike) == 1 else there
        if len(found) > 1:
            return Match(None, [_several(found)])
        sure = not text_in(line, "identifier") and stems in ("", found[0].title_key)
        return Match(found[0], [] if sure else [_same_number(found)])

    def _titled(self, line: LoadLine) -> Match | None:
        stems, year = self.titles.get(line.pk, ("", None))
        there = [notice for notice in self.by_title.get(stems, [])
                 if notice.year == year and (not line.number or notice.number in ("", line.number))]  # fmt: skip
        if len(there) == 1:
            return Match(there[0], [_("Only its title and its year say that it is this document.")])
        return Match(None, [_several(there)]) if there else None


def _same_number(others: Sequence[Notice]) -> str:
    return _("The same number as %(title)s (%(identifier)s).") % {
        "title": others[0].title[:60], "identifier": others[0].identifier,
    }  # fmt: skip


def _several(found: Sequence[Notice]) -> str:
    words = _("Several documents here could be meant (%(which)s). Taken, it is added as another one.")
    return words % {"which": ", ".join(notice.identifier for notice in found[:4])}


def _fetched(**wanted: Iterable[str]) -> list[Notice]:
    return list(Notice.objects.filter(**{name: list(values) for name, values in wanted.items()}).order_by("pk"))


def _grouped(notices: Iterable[Notice], name: str) -> dict[str, list[Notice]]:
    found: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        found[getattr(notice, name)].append(notice)
    return found
