"""One week of the roster: desks down, half-days across, the posts of each cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Desk, Helper, Part, Turn

FIRST_YEAR, LAST_YEAR = 2000, 2099
ON_A_SHEET = ((15, "is-roomy"), (20, ""), (32, "is-dense"))  # up to so many posts down, it is printed like this


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def name_of(monday: date) -> str:
    """“Week 47”; of another year than this one, with it: “Week 1, 2027”."""
    year, week, _day = monday.isocalendar()
    words = {"week": week, "year": year}
    this_year = timezone.localdate().isocalendar()[0]
    return (_("Week %(week)s") if year == this_year else _("Week %(week)s, %(year)s")) % words


@dataclass(frozen=True)
class Column:
    """One half-day of one date. `whole`: the date has no other, and is told by its hours."""

    day: date
    part: int
    first: Turn
    whole: bool
    opens_day: bool

    @property
    def label(self) -> str:
        """“morning”, or “12:00–18:00” where the date has one half-day only."""
        if not self.whole:
            return str(Part(self.part).label)
        starts, ends = timezone.localtime(self.first.starts_at), timezone.localtime(self.first.ends_at)
        return f"{starts:%H:%M}–{ends:%H:%M}"


@dataclass(frozen=True)
class Cell:
    """The posts of one desk in one half-day; none where it stays closed."""

    desk: Desk
    column: Column
    turns: list[Turn] = field(default_factory=list)
    broken: list[Turn] = field(default_factory=list)

    @property
    def first_of_day(self) -> bool:
        return self.column.opens_day


@dataclass(frozen=True)
class Week:
    """A week's turns, as they stand. Nothing in it when it was not opened."""

    monday: date
    turns: list[Turn]
    desks: list[Desk]

    @property
    def name(self) -> str:
        return name_of(self.monday)

    @property
    def number(self) -> int:
        return self.monday.isocalendar()[1]

    @cached_property
    def standing(self) -> list[Turn]:
        return [turn for turn in self.turns if not turn.is_absent]

    @property
    def is_open(self) -> bool:
        return bool(self.standing)

    @property
    def first(self) -> date:
        return self.days[0][0] if self.days else self.monday

    @property
    def last(self) -> date:
        return self.days[-1][0] if self.days else self.monday + timedelta(days=4)

    @property
    def promised(self) -> int:
        """Half-days that partners promised."""
        return sum(not turn.is_hole for turn in self.standing)

    @property
    def holes(self) -> int:
        return sum(turn.is_hole for turn in self.standing)

    @cached_property
    def days(self) -> list[tuple[date, list[Column]]]:
        """Each date that has a turn, with its half-days in order."""
        found: dict[date, dict[int, Turn]] = {}
        for turn in self.standing:
            found.setdefault(turn.day, {}).setdefault(turn.part, turn)
        return [
            (day, [Column(day, part, parts[part], len(parts) == 1, part == min(parts)) for part in sorted(parts)])
            for day, parts in sorted(found.items())
        ]

    @cached_property
    def columns(self) -> list[Column]:
        return [column for _day, columns in self.days for column in columns]

    @cached_property
    def rows(self) -> list[tuple[Desk, list[Cell]]]:
        """Each desk with its cells, one a column."""
        cells = {
            (desk.pk, column.day, column.part): Cell(desk, column) for desk in self.desks for column in self.columns
        }
        for turn in self.turns:
            cell = cells.get((turn.desk_id, turn.day, turn.part))
            if cell:
                (cell.broken if turn.is_absent else cell.turns).append(turn)
        return [(desk, [cells[desk.pk, column.day, column.part] for column in self.columns]) for desk in self.desks]

    @property
    def density(self) -> str:
        """How small it is printed to stand on one sheet: a class, by the posts that stand under one another."""
        down = sum(max([1, *(len(cell.turns) + len(cell.broken) for cell in cells)]) for _desk, cells in self.rows)
        return next((name for most, name in ON_A_SHEET if down <= most), "is-densest")

    def by_day(self, partner: int, desks: set[int]) -> list[tuple[date, list[Turn]]]:
        """A partner's own week: what it promised, and the holes of its desks, from now on."""
        return _days(turn for turn in self._to_come
                     if turn.partner_id == partner or (turn.is_hole and turn.desk_id in desks))

    def elsewhere(self, desks: set[int]) -> list[tuple[date, list[Turn]]]:
        """The holes of the other desks."""
        return _days(turn for turn in self._to_come if turn.is_hole and turn.desk_id not in desks)

    @property
    def _to_come(self) -> list[Turn]:
        now = timezone.now()
        return [turn for turn in self.standing if turn.ends_at > now]

    def today(self) -> list[Turn]:
        """Who promised to come today and has not been and gone: there, expected, or missed."""
        now, day = timezone.now(), timezone.localdate()
        return [turn for turn in self.turns if turn.day == day and not turn.is_hole and turn.ends_at > now]


def _days(turns: Iterable[Turn]) -> list[tuple[date, list[Turn]]]:
    """Turns in order, date by date."""
    return [(day, list(those)) for day, those in groupby(turns, key=lambda turn: turn.day)]


def read(monday: date) -> Week:
    """The week that begins on this Monday. Two queries, whatever it holds."""
    turns = Turn.objects.on_open_dates().between(monday, monday + timedelta(days=6)).select_related("desk", "partner")
    found = list(turns.order_by("day", "part", "desk__order", "desk", "post", "pk"))
    used = {turn.desk_id for turn in found}
    desks = [desk for desk in Desk.objects.order_by("order", "pk") if desk.active or desk.pk in used]
    return Week(monday, found, desks)


def desks_of(partner: int) -> set[int]:
    """The desks where a partner's counsellors serve, by which its coordinator's list is kept short. One query."""
    return set(Helper.objects.filter(user__partner=partner, serves=True).order_by().values_list("desk", flat=True))
