"""Many notices at once, as a file brings them: the same fields, history and index as one by one, in few statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from citedesmetiers.accounts.models import User

from ..models import Copy, Notice, Profile, the_shelving
from ..search.index import index
from ..search.worded import insert
from .history import remember
from .notices import follow
from .sets import SEVERAL, between

SLICE = 500  # notices of one statement
FOLLOWING = ("profile", "version", "changed_at", "title_key", "sorts_as", "review_by", "withdrawn_on", "replaced_by")


@dataclass
class Written:
    """A notice with its fields as they are to be, what its sets are to be, and the copies to add to it."""

    notice: Notice
    several: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    copies: Sequence[Copy] = ()


def write_many(
    rows: Sequence[Written], *, by: User | None, indexed: bool = True, only: Collection[str] | None = None
) -> None:
    """Write these notices, new or held by the caller, in one transaction. With `indexed=False` the caller indexes.

    `only` names the fields that the caller changed: of notices that are there, a few columns are written much faster.
    """
    with transaction.atomic():
        for start in range(0, len(rows), SLICE):
            _write(rows[start : start + SLICE], by, indexed, _columns(only))


def _write(rows: Sequence[Written], by: User | None, indexed: bool, columns: Sequence[str]) -> None:
    new = [row for row in rows if row.notice.pk is None]
    kept = [row for row in rows if row.notice.pk is not None]
    purposes = _purposes(kept)
    profiles: dict[int, Profile] = {}
    shelving = the_shelving()
    for row in rows:
        said = row.several.get("purposes")
        codes = [each.code for each in said] if said is not None else purposes.get(row.notice.pk, [])
        profile = follow(row.notice, codes, shelving)
        row.notice.profile_id = profile.pk
        profiles[profile.pk] = profile
    Profile.objects.bulk_create([profiles[pk] for pk in sorted(profiles)], ignore_conflicts=True)
    Notice.objects.bulk_create([row.notice for row in new])
    _update([row.notice for row in kept], columns)
    for name in SEVERAL:
        _write_set(name, rows, fresh={row.notice.pk for row in new})
    if copies := Copy.objects.bulk_create([copy for row in rows for copy in _of(row)]):
        Copy.history.bulk_history_create(copies, default_user=by)
    remember([row.notice for row in new], by=by, added=True)
    remember([row.notice for row in kept], by=by)
    if indexed:
        index([row.notice for row in rows])


def _update(notices: Sequence[Notice], columns: Sequence[str]) -> None:
    """Write these columns of notices that are there and held: as an upsert, many times faster than `bulk_update`."""
    Notice.objects.bulk_create(notices, update_conflicts=True, unique_fields=["id"], update_fields=columns)


def _of(row: Written) -> Iterable[Copy]:
    for copy in row.copies:
        copy.notice = row.notice
        yield copy


def _columns(only: Collection[str] | None) -> list[str]:
    """The columns that a change may write: all, or these and what follows from any change."""
    wanted = None if only is None else {*only, *FOLLOWING}
    return [column.name for column in Notice._meta.concrete_fields
            if not column.primary_key and (wanted is None or column.name in wanted)]  # fmt: skip


def _purposes(rows: Sequence[Written]) -> dict[int, list[str]]:
    """The codes of those whose purposes stay as they are."""
    found: dict[int, list[str]] = {}
    asked = [row.notice.pk for row in rows if "purposes" not in row.several]
    for pk, code in Notice.purposes.through.objects.filter(notice__in=asked).values_list("notice", "purpose__code"):
        found.setdefault(pk, []).append(code)
    return found


def _write_set(name: str, rows: Sequence[Written], *, fresh: set[int]) -> None:
    """Make these the members of one set of each notice that says so."""
    through, column = between(name)
    said = {row.notice.pk: row.several[name] for row in rows if name in row.several}
    through.objects.filter(notice__in=said.keys() - fresh).delete()
    rows_between = [(pk, each.pk) for pk, members in said.items() for each in dict.fromkeys(members)]
    insert(through, ("notice_id", f"{column.removesuffix('_id')}_id"), rows_between)
