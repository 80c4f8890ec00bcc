"""What a sheet would change in a month: compared line by line with the turns, nothing written."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Partner

from ..models import Turn
from ..rules import speaks_for
from . import sheet
from .sheet import Fault

NAMED_BY, PARTNER, COUNSELLOR = 5, "F", "G"


@dataclass(frozen=True)
class Change:
    """One turn that the sheet would write: who has it now, and who would."""

    turn: Turn
    partner: Partner | None
    counsellor: User | None


@dataclass
class Draft:
    """A sheet, judged: its changes if there is no fault."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: int = 0


def turns_of(first: date, last: date, user: User) -> list[Turn]:
    """The turns of a person's sheet of a month: a manager's, all; a coordinator's, her partner's and the holes."""
    turns = Turn.objects.standing().on_open_dates().between(first, last).select_related("desk", "partner", "counsellor")
    turns = turns.order_by("day", "part", "desk__order", "desk", "post")
    return [turn for turn in turns if turn.is_hole or speaks_for(user, turn.partner_id)]


def judge(file: BinaryIO, first: date, last: date, user: User) -> Draft:
    """Read a sheet against the month. Four queries at most, whatever its length. Raises sheet.NotASheet if it is none.

    A line that changes nothing is right, whatever has become of its partner or counsellor.
    """
    draft, rows = Draft(), {}
    known = {tuple(sheet.line_of(turn)[:NAMED_BY]): turn for turn in turns_of(first, last, user)}
    partners = {partner.code: partner for partner in Partner.objects.order_by("pk")}
    people = {user.username: user for user in User.objects.filter(counsels=True).order_by("pk")}
    seen: set[Turn] = set()
    for title, row, texts in sheet.read(file, draft.faults):
        draft.lines += 1
        turn = known.get(tuple(texts[:NAMED_BY]))
        same = turn is not None and texts == sheet.line_of(turn)
        faults = list(_about(turn, texts, partners, people, user, seen, same))
        draft.faults += [Fault(title, row, column, reason) for column, reason in faults]
        if turn is None or faults:
            continue
        seen.add(turn)
        if not same:
            draft.changes.append(Change(turn, partners.get(texts[5]), people.get(texts[6])))
            rows[turn] = title, row
    draft.faults += _in_two_places(draft.changes, rows)
    return draft


def _in_two_places(changes: Collection[Change], rows: dict[Turn, tuple[str, int]]) -> Iterator[Fault]:
    """The lines by which a counsellor would come to two desks in one half-day, as the month would stand then."""
    busy = Turn.objects.who_comes_besides([change.turn for change in changes])
    for change in changes:
        if who := change.counsellor:
            when = (who.pk, change.turn.day, change.turn.part)
            if when in busy:
                words = _("%(name)s comes to another desk in this half-day.") % {"name": who}
                yield Fault(*rows[change.turn], COUNSELLOR, words)
            busy.add(when)


def _about(
    turn: Turn | None, texts: list[str], partners: dict[str, Partner], people: dict[str, User], by: User,
    seen: set[Turn], same: bool,
) -> Iterator[tuple[str, str]]:
    """What is wrong with a line: in which column, and why."""
    if turn is None:
        yield "A", _("No open post of yours is named like this: date, begin, end, desk, post.")
        return
    if turn in seen:
        yield "A", _("This post stands in the sheet twice.")
    if same:
        return
    code, name = texts[5], texts[6]
    partner, counsellor = partners.get(code), people.get(name)
    if code and partner is None:
        yield PARTNER, _("There is no partner with the code “%(code)s”.") % {"code": code[:40]}
    elif partner and partner.pk != turn.partner_id and not partner.active:
        yield PARTNER, _("This partner takes no turns now.")
    elif partner and not speaks_for(by, partner.pk):
        yield PARTNER, _("A coordinator changes the turns of her own partner only.")
    if name and counsellor is None:
        yield COUNSELLOR, _("There is no counsellor with the user name “%(name)s”.") % {"name": name[:40]}
    elif counsellor and (partner is None or counsellor.partner_id != partner.pk):
        yield COUNSELLOR, _("Whoever comes is lent by the partner that promised.")
    if turn.ends_at <= timezone.now() and not by.manages:
        yield PARTNER, _("This half-day is over.")


def packed(changes: Iterable[Change]) -> list[list[int | None]]:
    """The changes in plain numbers, with who has each turn now, to be signed and sent back."""
    return [
        [change.turn.pk, change.turn.partner_id, change.turn.counsellor_id, change.partner and change.partner.pk,
         change.counsellor and change.counsellor.pk]
        for change in changes
    ]  # fmt: skip
