"""What changes how the shelves are kept: the classification plan, free subjects, word families, settings."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.actions import write
from citedesmetiers.kit.rules import HouseRule

from ..models import Family, Heading, Notice, Scheme, Shelving, Subject
from ..search.index import index
from .bulk import Written, write_many
from .subjects import write_subject

SLICE = 500  # notices whose index is written at once
OF_A_HEADING = ("name", "parent_id", "hue", "where", "column", "row", "order", "active")


def write_heading(heading: Heading | None, **said: Any) -> Heading:
    """Add a place of the plan, or change these fields of one. A tree stays a tree."""
    try:
        with transaction.atomic():
            parents = _locked_plan()
            row = Heading.objects.get(pk=heading.pk) if heading else Heading()
            parent = said.get("parent")
            if parent and row.pk:
                refuse_a_circle(parents | {row.pk: parent.pk}, row.pk)
            named = row.pk is not None and "name" in said and said["name"] != row.name
            kept = write(row, **said)
            if named:
                _index_under([kept.pk])
    except IntegrityError:
        raise HouseRule(_("Another place of the plan has this code already.")) from None
    return kept


def _locked_plan() -> dict[int, int | None]:
    """What each place is within, held until the end of the transaction: no two people tie it into a circle."""
    return dict(Heading.objects.select_for_update().order_by("pk").values_list("pk", "parent"))


def refuse_a_circle(parents: Mapping[int, int | None], start: int) -> None:
    """HouseRule if what this one is within is, in the end, within this one."""
    at, passed = parents.get(start), {start}
    while at is not None:
        if at in passed:
            raise HouseRule(_("A place of the plan cannot stand within what stands within it."), status=400)
        passed.add(at)
        at = parents.get(at)


def _index_under(headings: Iterable[int]) -> None:
    concerned = Notice.objects.filter(headings__in=list(headings)).order_by("pk").distinct()
    keys = list(concerned.values_list("pk", flat=True))
    for start in range(0, len(keys), SLICE):
        index(list(Notice.objects.filter(pk__in=keys[start : start + SLICE]).order_by("pk")))


def print_of_the_plan() -> str:
    """What the whole plan says now, as a short print: the same plan has the same."""
    every = Heading.objects.order_by("pk").values_list("pk", "code", *OF_A_HEADING)
    rows = [[str(getattr(each, "data", each)) for each in row] for row in every]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:32]


def load_plan(rows: Sequence[Mapping[str, Any]], *, seen: str) -> int:
    """Write these places, {code, parent (a code), and fields}, all or none. How many.

    `seen` is the print of the plan to which they were compared: if somebody changed it since, HouseRule.
    """
    with transaction.atomic():
        _locked_plan()
        if print_of_the_plan() != seen:
            raise HouseRule(_("Somebody changed the plan meanwhile. Nothing was written: send the file again."))
        there = {row.code: row for row in Heading.objects.order_by("pk")}
        renamed = []
        for said in rows:
            fields = {name: value for name, value in said.items() if name not in ("code", "parent")}
            row = there.get(str(said["code"])) or Heading(code=said["code"])
            if row.pk and "name" in fields and fields["name"] != row.name.data:
                renamed.append(row.pk)
            there[row.code] = write(row, **fields)
        for said in rows:
            if "parent" in said:
                write(there[str(said["code"])], parent=there[str(said["parent"])] if said["parent"] else None)
        parents = dict(Heading.objects.order_by().values_list("pk", "parent"))
        for pk in parents:
            refuse_a_circle(parents, pk)
        _index_under(renamed)
    return len(rows)


def join_subjects(kept: Subject, gone: Subject, *, by: User | None) -> int:
    """Two free subjects that say the same become one: how many documents changed over.

    The other one is no longer offered; its names become other names of the one that stays.
    """
    with transaction.atomic():
        pks = sorted([kept.pk, gone.pk])
        rows = {row.pk: row for row in Subject.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
        if len(rows) < 2 or any(row.scheme != Scheme.FREE for row in rows.values()):
            raise HouseRule(_("Choose another free subject."), status=400)
        stays, goes = rows[kept.pk], rows[gone.pk]
        concerned = list(Notice.objects.select_for_update().filter(subjects=goes).order_by("pk"))
        write_many([_changed_over(notice, stays, goes) for notice in concerned], by=by)
        names = [*_names_of(stays), *_words_of(goes), *_names_of(goes)]
        write_subject(goes, synonyms=[], active=False)
        write_subject(stays, synonyms=names, active=True)
    return len(concerned)


def _changed_over(notice: Notice, stays: Subject, goes: Subject) -> Written:
    subjects = [each for each in notice.subjects.order_by("pk") if each.pk not in (stays.pk, goes.pk)]
    return Written(notice, {"subjects": [*subjects, stays]})


def _names_of(subject: Subject) -> list[str]:
    return list(subject.synonyms.order_by("pk").values_list("label", flat=True))


def _words_of(subject: Subject) -> list[str]:
    said = subject.label.data
    return list(said.values()) if isinstance(said, dict) else [said]


def write_family(family: Family | None, *, words: str) -> Family:
    """Add words that are to be found together, or change them."""
    try:
        return write(family or Family(), words=words)
    except IntegrityError:
        raise HouseRule(_("These words stand together already.")) from None


def remove_family(family: Family) -> str | None:
    """These words are found apart again. What they were; None if they were removed already."""
    with transaction.atomic():
        row = Family.objects.select_for_update().filter(pk=family.pk).first()
        if row is None:
            return None
        row.delete()
    return row.words


def write_shelving(**said: object) -> Shelving:
    """Change these settings of the shelves, which begin to exist with the first of them."""
    with transaction.atomic():
        Shelving.objects.get_or_create(pk=1)
        return write(Shelving.objects.select_for_update().get(pk=1), **said)
