"""The reception's grid: rows are purposes, columns are services, and two letters press a cell in either order.

A reading room beside models.py, like lines.py. Letters come from the site's own words, and never clash: no column has a
row's letter, and neither has the letter of a command.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from string import ascii_uppercase

from django.utils import timezone
from django.utils.translation import pgettext_lazy

from citedesmetiers.centre.models import Purpose, Site
from citedesmetiers.centre.site import remembered, word_of
from desks.models import Desk

from .lines import DeskLine, been_at
from .models import UNDO_FOR, Channel, Receipt, Service, Stop, Ticket

COMMANDS = frozenset("KZI")  # next channel, undo, print
PREFERRED = {
    Service.INTERVIEW: "T",
    Service.DOCUMENTATION: "N",
    Service.COMPUTER: "O",
    Service.EVENT: "V",
    Service.QUICK_ANSWER: "R",
    Service.GROUP: "G",
}
HEADS = {Service.DOCUMENTATION: pgettext_lazy("column", "Documentation")}  # some languages say an act: “Se documenter”


@dataclass(frozen=True)
class Column:
    """A service and the letter that presses it."""

    service: Service
    letter: str

    @property
    def name(self) -> str:
        return head_of(self.service)


@dataclass(frozen=True)
class Row:
    """A purpose, the letter that presses it, the one desk that answers it (if it is one) and that desk's line."""

    purpose: Purpose
    letter: str
    desk: Desk | None
    line: DeskLine | None = None

    @property
    def hue(self) -> str:
        return self.desk.hue if self.desk else "none"

    @property
    def badge(self) -> str:
        """The letter on the wall of the room, if one desk answers; else the key itself."""
        return self.desk.letter if self.desk else self.letter

    @property
    def is_shut(self) -> bool:
        return self.line is not None and not self.line.is_open


@remembered
def read_rows() -> list[Row]:
    """A row for each purpose in use, in the site's order. Two queries, when the settings have changed."""
    purposes = list(Purpose.objects.offered().prefetch_related("desks"))
    answering = [[desk for desk in purpose.desks.all() if desk.active] for purpose in purposes]
    only = [desks[0] if len(desks) == 1 else None for desks in answering]
    borne = {desk.letter for desks in answering for desk in desks}
    letters = row_letters([desk.letter if desk else "" for desk in only], not_these=borne)
    return [Row(*row) for row in zip(purposes, letters, only, strict=True)]


def with_lines(rows: Iterable[Row], lines: Iterable[DeskLine]) -> list[Row]:
    """The same rows, each with the line in which its interviews wait."""
    by_desk = {line.desk.pk: line for line in lines}
    return [replace(row, line=by_desk.get(row.desk.pk)) if row.desk else row for row in rows]


def columns(rows: Iterable[Row]) -> list[Column]:
    """The services, each with its letter."""
    letters = column_letters({service: head_of(service) for service in Service}, taken=[row.letter for row in rows])
    return [Column(service, letters[service]) for service in Service]


def head_of(service: Service) -> str:
    """What stands over the column: the service, in the words that suit a button."""
    return str(HEADS.get(service, service.label))


def row_letters(of_desks: list[str], *, not_these: Iterable[str] = ()) -> list[str]:
    """A letter for each row: its desk's own, unless a row above or a command has it; else the next that no desk bears.

    A site of more rows than letters has rows without one: they are pressed by hand.
    """
    kept: list[str] = []
    for letter in of_desks:
        kept.append(letter if letter not in kept and letter not in COMMANDS else "")
    wanted = [*PREFERRED.values()]  # the columns' letters are used last
    free = set(ascii_uppercase) - COMMANDS - {*of_desks, *not_these}
    spare = sorted(free, key=lambda letter: (letter in wanted, letter))
    return [letter or (spare.pop(0) if spare else "") for letter in kept]


def column_letters(words: Mapping[Service, str], *, taken: Iterable[str]) -> dict[Service, str]:
    """A letter for each service, out of the word that names it where one is free."""
    used = {*taken, *COMMANDS}
    found: dict[Service, str] = {}
    for service, word in words.items():
        letter = PREFERRED[service]
        if letter in _plain(word) and letter not in used:
            found[service] = letter
            used.add(letter)
    for service, word in words.items():
        if service not in found:
            found[service] = next((letter for letter in _plain(word) + ascii_uppercase if letter not in used), "")
            used.add(found[service])
    return found


@dataclass(frozen=True)
class Standing:
    """One place in line, as the list behind a desk shows it, with the letters of the ticket's other desks.

    `lets_pass`: called once and not found, she lets one person pass. `missed_at`: called twice and not found, she may
    still be brought back.
    """

    pk: int
    desk: int
    ticket: int
    name: str
    since: str
    persons: int
    priority: str
    absences: int
    lets_pass: bool
    missed_at: datetime | None
    also: list[str]
    been: list[str]


def standing(site: Site, now: datetime) -> list[Standing]:
    """Everybody who waits today, each desk's next one first, and whoever was just missed. Two queries."""
    today = Stop.objects.on(timezone.localdate(now))
    stops = list((today.waiting() | today.missed(now)).in_turn().select_related("ticket"))
    everywhere = today.filter(ticket__in={stop.ticket_id for stop in stops}).select_related("desk").order_by("pk")
    of_ticket: dict[int, list[Stop]] = {}
    for stop in everywhere:
        of_ticket.setdefault(stop.ticket_id, []).append(stop)
    return [_standing(stop, of_ticket[stop.ticket_id], site) for stop in stops]


def _standing(stop: Stop, everywhere: list[Stop], site: Site) -> Standing:
    also = [other.desk.letter for other in everywhere if other.state == Stop.State.WAITING and other.pk != stop.pk]
    return Standing(
        stop.pk, stop.desk_id, stop.ticket_id, name_of(stop.ticket, site),
        f"{timezone.localtime(stop.waits_since):%H:%M}", stop.ticket.party_size, stop.ticket.priority,
        stop.absences, stop.turn > stop.own_turn, stop.ended_at, also, [desk.letter for desk in been_at(everywhere)],
    )


def name_of(ticket: Ticket, site: Site) -> str:
    """“Plume 27”: the word in the site's first language and the number, never parted."""
    word = word_of(ticket.number, site)
    return f"{word}\N{NO-BREAK SPACE}{ticket.number}" if word else str(ticket.number)


@dataclass(frozen=True)
class Recent:
    """One of the last arrivals, as the list shows it."""

    receipt: Receipt
    badge: str
    hue: str
    state: str
    seconds_left: int

    @property
    def is_remote(self) -> bool:
        return self.receipt.channel != Channel.ON_SITE


def recent(rows: Iterable[Row], day: date, now: datetime) -> list[Recent]:
    """The last five arrivals of a day that still stand, the newest first. Four queries."""
    by_purpose = {row.purpose.pk: row for row in rows}
    return [_recent(receipt, by_purpose, now) for receipt in Receipt.objects.last_five(day)]


def _recent(receipt: Receipt, rows: Mapping[int, Row], now: datetime) -> Recent:
    stops = stops_of(receipt)
    row = rows.get(receipt.purpose_id)
    badge, hue = (row.badge, row.hue) if row else ("", "none")
    if stops:
        badge, hue = stops[0].desk.letter, stops[0].desk.hue
    left = receipt.logged_at + UNDO_FOR - now
    return Recent(receipt, badge, hue, state_of(stops), max(0, int(left.total_seconds())))


def stops_of(receipt: Receipt) -> list[Stop]:
    """The places in line of a receipt's ticket, the first purpose's first."""
    return sorted(receipt.ticket.stops.all(), key=lambda stop: stop.pk) if receipt.ticket else []


def state_of(stops: list[Stop]) -> str:
    """"called" once a desk called the ticket, "left" once it waits nowhere; "" while it can be undone."""
    states = {stop.state for stop in stops} - {Stop.State.CANCELLED}
    if states == {Stop.State.LEFT}:
        return "left"
    return "called" if any(stop.called_at for stop in stops) else ""  # one not found waits again, and was called


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word).upper()
    return "".join(letter for letter in folded if letter in ascii_uppercase)
