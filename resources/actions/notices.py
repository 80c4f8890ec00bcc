"""What changes a notice. Each verb writes the fields, one line of history, and the index, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule

from ..language import fold, terms_of
from ..models import STANDING, Copy, Notice, Profile, Shelving, State
from ..search.index import entry_of, write_index
from ..search.profiles import profile_of
from .history import remember

SEVERAL = {"purposes": "code", "subjects": "terms", "headings": "name"}  # and what the index reads of each
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
        several = {name: list(said.pop(name)) for name in SEVERAL if name in said}
        for name, value in said.items():
            setattr(row, name, value)
        links = _links(row, several)
        if row.state in STANDING and not links["purposes"]:
            raise HouseRule(_("Say at least one purpose: a document is found by it."), status=400)
        profile = follow(row, links["purposes"])
        if profile.pk != row.profile_id:
            Profile.objects.bulk_create([profile], ignore_conflicts=True)
            row.profile_id = profile.pk
        _save(row, several, by)
        _add(row, copies, by)
        marks = marks_of(row)
        write_index({row.pk: entry_of(row, subjects=links["subjects"], headings=links["headings"], marks=marks)})
    return row


def _locked(notice: Notice | None, seen: int | None) -> Notice:
    """The row as it stands now, held until the end of the transaction; a new one where there is none."""
    if notice is None:
        return Notice(version=0)
    row = Notice.objects.select_for_update().get(pk=notice.pk)
    if seen is not None and row.version != seen:
        raise HouseRule(_("Somebody changed this notice in the meantime. Nothing was written: look at it again."))
    return row


def _links(row: Notice, several: dict[str, list[models.Model]]) -> dict[str, list[str]]:
    """What the index reads of the sets of a notice: as they are to be, or as they are."""
    links = {}
    for name, reads in SEVERAL.items():
        if name in several:
            links[name] = [str(getattr(each, reads)) for each in several[name]]
        elif row.pk:
            links[name] = [str(text) for text in getattr(row, name).order_by("pk").values_list(reads, flat=True)]
        else:
            links[name] = []
    return links


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


def _save(row: Notice, several: dict[str, Sequence[models.Model]], by: User | None) -> None:
    """Write the row and its sets, and one line of history that shows both."""
    added = row.pk is None
    row.skip_history_when_saving = True
    row.save()
    for name, values in several.items():
        getattr(row, name).set(values)
    del row.skip_history_when_saving
    remember([row], by=by, added=added)


def _add(row: Notice, copies: Iterable[Copy], by: User | None) -> None:
    for copy in copies:
        copy.notice, copy._history_user = row, by
        copy.save()


def marks_of(row: Notice) -> list[str]:
    """The shelf marks of its copies."""
    return list(row.copies.order_by("pk").values_list("mark", flat=True))


def title_key(title: str) -> str:
    """The stems of a title: two titles that have the same are likely those of one document."""
    return " ".join(terms_of(title))[:200]


def sorts_as(title: str) -> str:
    """A title as it is put in order: letters and digits alone, so that every database has the same order."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(title)).split()
    return "0".join(words)[:SORTED_BY]


def next_review(support: str, today: date, shelving: Shelving | None = None) -> date:
    """When a document of this support is looked at again."""
    kept = shelving or Shelving.objects.order_by().first() or Shelving()
    return today + relativedelta(months=kept.months_for(support))
