"""What people press about a file. Each press is one short update that names the state it expects; twice is once."""

from typing import TypeAlias

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Purpose
from citedesmetiers.kit.rules import HouseRule

from ...models import Load, LoadLine

State: TypeAlias = Load.State
Verdict: TypeAlias = LoadLine.Verdict
MOST_SIGNS_OF_A_NAME = 120
FRESH = {"claimed_at": None, "tries": 0, "words": "", "done": 0, "place": 0}


def bring(
    name: str, body: bytes, *, by: User, kind: str = Load.Kind.SHEET, purpose: Purpose | None = None
) -> Load:
    """Take in a file. The clock reads it and compares it; nothing is written into the catalogue.

    Library records say no purpose: theirs is named with the file.
    """
    name = "".join(sign for sign in name if sign.isprintable())[-MOST_SIGNS_OF_A_NAME:]
    return Load.objects.create(kind=kind, name=name or "–", file=body, by=by, purpose=purpose,
                               brought_at=timezone.now())  # fmt: skip


def apply(load: Load, *, by: User) -> Load:
    """Ask that what was shown be written. Pressed twice, or by two: once."""
    with transaction.atomic():
        row = _locked(load)
        if row.state in (State.APPLYING, State.APPLIED):
            return row
        if row.state != State.READY:
            raise HouseRule(_("This file cannot be applied now."))
        if not row.lines.filter(taken=True, verdict__in=[Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL]).exists():
            raise HouseRule(_("There is nothing to write."))
        return _turn(row, State.APPLYING, by=by)


def undo(load: Load, *, by: User) -> Load:
    """Ask that what was written be taken back. What somebody changed since stays as it is, and is listed."""
    with transaction.atomic():
        row = _locked(load)
        if row.state in (State.UNDOING, State.UNDONE):
            return row
        if row.state != State.APPLIED:
            raise HouseRule(_("This file was not applied: there is nothing to undo."))
        total = row.lines.filter(outcome=LoadLine.Outcome.WRITTEN).count()
        return _turn(row, State.UNDOING, by=by, total=total, indexing=False)


def drop(load: Load) -> Load:
    """Leave it: nothing of it was written. The lines go, the fact that it was brought stays."""
    with transaction.atomic():
        row = _locked(load)
        if row.state == State.DROPPED:
            return row
        if row.state not in (State.READING, State.READY, State.FAILED):
            raise HouseRule(_("This file was applied: it can be undone, not dropped."))
        row.lines.all().delete()
        return _turn(row, State.DROPPED, file=b"")


def compare_again(load: Load) -> Load:
    """Compare the lines anew with what stands in the catalogue now."""
    with transaction.atomic():
        row = _locked(load)
        if row.state == State.READING:
            return row
        if row.state != State.READY:
            raise HouseRule(_("This file is no longer compared."))
        lines = row.lines.exclude(key="", verdict=Verdict.REFUSED)
        lines.update(verdict="", words="", said={}, before={}, notice=None, version=None, taken=True, identifier="")
        return _turn(row, State.READING)


def take(line: LoadLine, taken: bool) -> LoadLine:
    """Take a doubtful line, or leave it out again."""
    with transaction.atomic():
        row = _locked(line.load)
        if row.state != State.READY or line.verdict != Verdict.DOUBTFUL:
            raise HouseRule(_("This line can no longer be chosen: reload the page."))
        LoadLine.objects.filter(pk=line.pk, verdict=Verdict.DOUBTFUL).update(taken=taken)
    line.taken = taken
    return line


def take_all(load: Load, taken: bool) -> int:
    """Take every doubtful line, or none of them; how many there are."""
    with transaction.atomic():
        row = _locked(load)
        if row.state != State.READY:
            raise HouseRule(_("This line can no longer be chosen: reload the page."))
        return row.lines.filter(verdict=Verdict.DOUBTFUL).update(taken=taken)


def _locked(load: Load) -> Load:
    return Load.objects.defer("file").select_for_update(of=("self",)).get(pk=load.pk)


def _turn(row: Load, state: State, *, by: User | None = None, **also: object) -> Load:
    """Put it into another state; whoever is at work on it finds that out and stops."""
    said = {**FRESH, **also, "state": state}
    if by is not None:
        said["by"] = by
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))
    return row
