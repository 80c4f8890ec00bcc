"""What an officer decides of documents to be looked at again: of one or of many, taken back in one press."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus

from django.core import signing
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.actions import spend

from ..models import STANDING, Link, Notice, State, the_shelving
from ..search.index import index
from .bulk import Written, write_many
from .notices import next_review

SALT = "triage"
UNDO_FOR = 3600  # seconds
DECIDED = ("state", "review_by", "reviewed_on", "replaced_by", "withdrawn_on", "url")  # what an act may write
ATTRIBUTES = ("state", "review_by", "reviewed_on", "replaced_by_id", "withdrawn_on", "url")  # as they are held


class Act(models.TextChoices):
    CONFIRM = "confirm", _("Confirm")
    WITHDRAW = "withdraw", _("Withdraw")
    REPLACE = "replace", _("Replace")
    MOVE = "move", _("Take the new address")


@dataclass
class Done:
    """What an act did: the notices it wrote, those it left as somebody changed them, those it could not take."""

    act: Act
    notices: list[Notice] = field(default_factory=list)
    changed: list[Notice] = field(default_factory=list)
    unfit: list[Notice] = field(default_factory=list)
    token: str = ""  # takes it back


@dataclass
class Undone:
    """What was taken back, and what was not, as somebody changed it since. Both are empty when it was done before."""

    notices: list[Notice] = field(default_factory=list)
    changed: list[Notice] = field(default_factory=list)


def decide(
    act: Act, rows: Sequence[tuple[int, int]], *, by: User, key: uuid.UUID, other: Notice | None = None
) -> Done:
    """Do this to the notices (key, version seen), in one transaction with one line of history each.

    A notice of another version, or one no longer on the shelf, is left alone and told. The same key is the same press:
    nothing is written again, and the answer is the same. `other` is by what they are replaced.
    """
    seen = dict(rows)
    done, today = Done(act), timezone.localdate()
    with transaction.atomic():
        is_first = spend(f"triage:{key}", today)
        there = list(Notice.objects.select_for_update().filter(pk__in=seen).order_by("pk"))
        if not is_first:
            hers = _written(seen, by)
            done.notices = [each for each in there if each.pk in hers and each.version == seen[each.pk] + 1]
            done.changed = [each for each in there if each not in done.notices]
            return _with_token(done, key)
        done.changed = [each for each in there if each.version != seen[each.pk] or each.state not in STANDING]
        left = [each for each in there if each not in done.changed]
        done.unfit = _unfit(act, left, other)
        done.notices = [each for each in left if each not in done.unfit]
        _apply(act, done.notices, today, other)
        _write(done.notices, by)
    return _with_token(done, key)


def undo(token: str, *, by: User) -> Undone:
    """Give the notices back what they had before an act, unless somebody changed them since. Twice: once."""
    said = _said(token)
    undone, after = Undone(), dict(said["rows"])
    with transaction.atomic():
        if not spend(f"triage undone:{said['key']}", timezone.localdate()):
            return undone
        there = list(Notice.objects.select_for_update().filter(pk__in=after).order_by("pk"))
        lines = _before(after)
        undone.changed = [each for each in there if each.version != after[each.pk] or each.pk not in lines]
        undone.notices = [each for each in there if each not in undone.changed]
        for notice in undone.notices:
            for name in ATTRIBUTES:
                setattr(notice, name, getattr(lines[notice.pk], name))
        _write(undone.notices, by)
    return undone


def _write(notices: Sequence[Notice], by: User) -> None:
    """With the index of those that other people find from now on, or no longer: an act changes no word of them."""
    before = {each.pk: each.profile_id for each in notices}
    write_many([Written(each) for each in notices], by=by, indexed=False, only=DECIDED)
    index([each for each in notices if each.profile_id != before[each.pk]])


def _apply(act: Act, notices: Sequence[Notice], today: date, other: Notice | None) -> None:
    shelving = the_shelving()
    moved = dict(Link.objects.filter(notice__in=notices).values_list("notice", "moved_to")) if act == Act.MOVE else {}
    for notice in notices:
        if act == Act.CONFIRM:
            notice.state, notice.reviewed_on = State.SHELF, today
            notice.review_by = next_review(notice.support, today, shelving)
        elif act == Act.WITHDRAW:
            notice.state = State.WITHDRAWN
        elif act == Act.REPLACE:
            notice.state, notice.replaced_by = State.REPLACED, other
        else:
            notice.url = moved[notice.pk]


def _unfit(act: Act, notices: Sequence[Notice], other: Notice | None) -> list[Notice]:
    """Those of which an act would make something that the house refuses."""
    pks = [each.pk for each in notices]
    if act == Act.REPLACE:
        if other is None or other.state not in STANDING:
            words = gettext("Choose a document that is on the shelf: it takes the place.")
            raise HouseRule(words, HTTPStatus.BAD_REQUEST)
        return [each for each in notices if each.pk == other.pk]
    if act == Act.CONFIRM:
        fit = Notice.objects.filter(pk__in=pks, purposes__isnull=False)
    elif act == Act.MOVE:
        fit = Notice.objects.filter(pk__in=pks, link__url=models.F("url"), link__answer=Link.Answer.MOVED)
    else:
        return []
    fits = set(fit.order_by().values_list("pk", flat=True))
    return [each for each in notices if each.pk not in fits]


def _with_token(done: Done, key: uuid.UUID) -> Done:
    if done.notices:
        rows = [(each.pk, each.version) for each in done.notices]
        done.token = signing.dumps({"key": str(key), "rows": rows}, salt=SALT, compress=True)
    return done


def _said(token: str) -> dict:
    try:
        return signing.loads(token, salt=SALT, max_age=UNDO_FOR)
    except signing.BadSignature:
        raise HouseRule(gettext("This can no longer be taken back."), HTTPStatus.BAD_REQUEST) from None


def _written(seen: Mapping[int, int], by: User) -> set[int]:
    """Of which notices she wrote the version that follows the one she saw."""
    versions = {version + 1 for version in seen.values()}
    lines = Notice.history.filter(id__in=seen, version__in=versions, history_user=by).order_by()
    return {pk for pk, version in lines.values_list("id", "version") if version == seen[pk] + 1}


def _before(after: dict[int, int]) -> dict[int, models.Model]:
    """The line of history before the one that an act wrote, by notice."""
    versions = {version - 1 for version in after.values()}
    lines = Notice.history.filter(id__in=after, version__in=versions).order_by("history_id")
    return {line.id: line for line in lines if line.version == after[line.id] - 1}
