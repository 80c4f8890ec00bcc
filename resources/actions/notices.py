"""What changes a notice. Each verb writes the fields, one line of history, and the index, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, cast

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule

from ..language import fold, terms_of
from ..models import STANDING, Copy, Notice, Profile, Shelving, State, the_shelving
from ..search.index import READ, entry_of, write_index
from ..search.profiles import profile_of
from ..search.worded import Worded, blanks
from .history import remember_one
from .sets import SEVERAL, Member, Members, members_of, write_set

SORTED_BY = 80


def write_notice(
    notice: Notice | None, *, by: User | None, seen: int | None = None, copies: Iterable[Copy] = (), **said: object
) -> Notice:
    """Add a notice with its copies, or change these fields of one and add copies, with its index.

    `seen` is the version that the writer had before her eyes: if somebody wrote since, HouseRule. What is on the shelf
    needs a purpose. One line of history for each call.
    """
    with transaction.atomic():
        row = _locked(notice, seen)
        before, (there, marks) = _fields(row), members_of(row)
        several = {name: list(cast(Iterable[Any], said.pop(name))) for name in SEVERAL if name in said}
        for name, value in said.items():
            setattr(row, name, value)
        purposes = [each.code for each in several["purposes"]] if "purposes" in several else _texts(there, "purposes")
        if row.state in STANDING and not purposes:
            raise HouseRule(_("Say at least one purpose: a document is found by it."), status=400)
        profile = follow(row, purposes)
        if profile.pk != row.profile_id:
            Profile.objects.bulk_create([profile], ignore_conflicts=True)
            row.profile_id = profile.pk
        members = _save(row, before, several, there, by)
        added = _add(row, copies, by)
        if added or members != there or any(before[name] != getattr(row, name) for name in READ):
            _index(row, members, [*marks, *added])
    return row


def _locked(notice: Notice | None, seen: int | None) -> Notice:
    """The row as it stands now, held until the end of the transaction; a new one where there is none."""
    if notice is None:
        return Notice(version=0)
    (blank,) = blanks(1)
    row = next(_held().objects({blank: notice.pk}), None)
    if row is None:
        raise Notice.DoesNotExist
    if seen is not None and row.version != seen:
        raise HouseRule(_("Somebody changed this notice in the meantime. Nothing was written: look at it again."))
    return row


@lru_cache
def _held() -> Worded:
    return Worded(Notice.objects.select_for_update().order_by().filter(pk__in=blanks(1)))


def _fields(row: Notice) -> dict[str, object]:
    """What stands in each column."""
    return {column.attname: getattr(row, column.attname) for column in Notice._meta.concrete_fields}


def _texts(members: Members, name: str) -> list[str]:
    """What the index reads of a set."""
    return [each.text for each in members[name]]


def follow(row: Notice, purposes: Iterable[str], shelving: Shelving | None = None) -> Profile:
    """What follows from the fields: the version, the keys, the dates of its life; the profile, not yet written."""
    today = timezone.localdate()
    row.version += 1
    row.changed_at = timezone.now()
    row.title_key = title_key(row.title)
    row.sorts_as = sorts_as(row.title)
    if row.state in STANDING and row.review_by is None:
        row.review_by = next_review(row.support, today, shelving)
    row.withdrawn_on = None if row.state not in (State.WITHDRAWN, State.REPLACED) else row.withdrawn_on or today
    if row.state != State.REPLACED:
        row.replaced_by = None
    return profile_of(row, purposes)


def _save(
    row: Notice, before: Mapping[str, object], several: Mapping[str, Sequence[Any]], there: Members,
    by: User | None,
) -> dict[str, list[Member]]:  # fmt: skip
    """Write what changed of the row, its sets, and one line of history that shows both."""
    added = row.pk is None
    if added:
        row.skip_history_when_saving = True  # type: ignore[attr-defined]
        row.save()
        del row.skip_history_when_saving  # type: ignore[attr-defined]
    else:
        changed = {name: getattr(row, name) for name, was in before.items() if getattr(row, name) != was}
        Notice.objects.filter(pk=row.pk).update(**changed)
    members = {name: write_set(row, name, there[name], several[name]) if name in several else list(there[name])
               for name in SEVERAL}  # fmt: skip
    remember_one(row, members, by=by, added=added)
    return members


def _add(row: Notice, copies: Iterable[Copy], by: User | None) -> list[str]:
    """The shelf marks of those that came."""
    marks = []
    for copy in copies:
        copy.notice, copy._history_user = row, by  # type: ignore[attr-defined]
        copy.save()
        marks.append(copy.mark)
    return marks


def _index(row: Notice, members: Members, marks: Iterable[str]) -> None:
    texts = {name: _texts(members, name) for name in ("subjects", "headings")}
    write_index({row.pk: entry_of(row, **texts, marks=marks)})


def title_key(title: str) -> str:
    """The stems of a title: two titles that have the same are likely those of one document."""
    return " ".join(terms_of(title))[:200]


def sorts_as(title: str) -> str:
    """A title as it is put in order: letters and digits alone, so that every database has the same order."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(title)).split()
    return "0".join(words)[:SORTED_BY]


def next_review(support: str, today: date, shelving: Shelving | None = None) -> date:
    """When a document of this support is looked at again."""
    kept = shelving or the_shelving()
    return today + relativedelta(months=kept.months_for(support))
