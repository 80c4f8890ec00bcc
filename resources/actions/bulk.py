"""Many notices at once, as a file brings them: the same fields, history and index as one by one, in few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models, transaction

from citedesmetiers.accounts.models import User

from ..models import Copy, Notice, Profile, Shelving
from ..search.index import index
from .history import remember
from .notices import SEVERAL, follow

SLICE = 500  # notices of one statement


@dataclass
class Written:
    """A notice with its fields as they are to be, what its sets are to be, and the copies to add to it."""

    notice: Notice
    several: Mapping[str, Sequence[models.Model]] = field(default_factory=dict)
    copies: Sequence[Copy] = ()


def write_many(rows: Sequence[Written], *, by: User | None, indexed: bool = True) -> None:
    """Write these notices, new or held by the caller, in one transaction. With `indexed=False` the caller indexes."""
    with transaction.atomic():
        for start in range(0, len(rows), SLICE):
            _write(rows[start : start + SLICE], by, indexed)


def _write(rows: Sequence[Written], by: User | None, indexed: bool) -> None:
    new = [row for row in rows if row.notice.pk is None]
    kept = [row for row in rows if row.notice.pk is not None]
    purposes = _purposes(kept)
    profiles: dict[int, Profile] = {}
    shelving = Shelving.objects.order_by().first() or Shelving()
    for row in rows:
        said = row.several.get("purposes")
        codes = [each.code for each in said] if said is not None else purposes.get(row.notice.pk, [])
        profile = follow(row.notice, codes, shelving)
        row.notice.profile_id = profile.pk
        profiles[profile.pk] = profile
    Profile.objects.bulk_create([profiles[pk] for pk in sorted(profiles)], ignore_conflicts=True)
    Notice.objects.bulk_create([row.notice for row in new])
    Notice.objects.bulk_update([row.notice for row in kept], _columns(), batch_size=100)
    for name in SEVERAL:
        _write_set(name, rows, fresh={row.notice.pk for row in new})
    Copy.objects.bulk_create(copy for row in rows for copy in _of(row))
    remember([row.notice for row in new], by=by, added=True)
    remember([row.notice for row in kept], by=by)
    if indexed:
        index([row.notice for row in rows])


def _of(row: Written) -> Iterable[Copy]:
    for copy in row.copies:
        copy.notice = row.notice
        yield copy


def _columns() -> list[str]:
    """Every column that a change may write."""
    return [column.name for column in Notice._meta.concrete_fields if not column.primary_key]


def _purposes(rows: Sequence[Written]) -> dict[int, list[str]]:
    """The codes of those whose purposes stay as they are."""
    found: dict[int, list[str]] = {}
    asked = [row.notice.pk for row in rows if "purposes" not in row.several]
    for pk, code in Notice.purposes.through.objects.filter(notice__in=asked).values_list("notice", "purpose__code"):
        found.setdefault(pk, []).append(code)
    return found


def _write_set(name: str, rows: Sequence[Written], *, fresh: set[int]) -> None:
    """Make these the members of one set of each notice that says so."""
    through = getattr(Notice, name).through
    column = Notice._meta.get_field(name).m2m_reverse_name()
    said = {row.notice.pk: row.several[name] for row in rows if name in row.several}
    through.objects.filter(notice__in=said.keys() - fresh).delete()
    through.objects.bulk_create(
        through(**{"notice_id": pk, column: each.pk}) for pk, members in said.items() for each in dict.fromkeys(members)
    )
