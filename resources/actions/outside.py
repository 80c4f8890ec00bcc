"""What an information officer changes, and the two taps by which a question without an answer is counted."""

import uuid
from datetime import datetime
from http import HTTPStatus

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from citedesmetiers.centre.actions import write
from citedesmetiers.centre.models import Place
from citedesmetiers.kit.clock import local_day
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.actions import Cell, count, spend
from citedesmetiers.tallies.series import Series

from ..models import Body, Topic

SALT = "unanswered"
UNDO_FOR = 600  # seconds


def write_body(body: Body | None, **said: object) -> Body:
    """Add an outside body, or change these fields of one."""
    return write(body or Body(), **said)


def write_topic(topic: Topic | None, **said: object) -> Topic:
    """Add a topic, or change these fields of one. Its code stays, as it stands in the figures."""
    if topic:
        said.pop("code", None)
    return write(topic or Topic(), **said)


def could_not_answer(topic: Topic, *, key: uuid.UUID, place: Place, at: datetime) -> str:
    """Count a question of this topic; the signed token that takes it back, once. The same key counts once."""
    if not topic.active:
        raise HouseRule(_("This topic is no longer in use."), status=HTTPStatus.BAD_REQUEST)
    with transaction.atomic():
        if spend(f"unanswered:{key}", local_day(at)):
            count([(Cell(Series.UNANSWERED, topic.code), 1)], place=place, at=at)
    return signing.dumps({"topic": topic.code, "key": str(key), "day": local_day(at).isoformat()}, salt=SALT)


def take_back(token: str, *, place: Place, at: datetime) -> Topic | None:
    """Undo the above. Twice: once. A forged token, an old one, or yesterday's is refused and changes nothing."""
    try:
        said = signing.loads(token, salt=SALT, max_age=UNDO_FOR)
    except signing.BadSignature:
        raise HouseRule(_("This can no longer be taken back."), status=HTTPStatus.BAD_REQUEST) from None
    if said["day"] != local_day(at).isoformat():
        raise HouseRule(_("This can no longer be taken back."))
    with transaction.atomic():
        if spend(f"answered:{said['key']}", local_day(at)):
            count([(Cell(Series.UNANSWERED, said["topic"]), -1)], place=place, at=at)
    return Topic.objects.filter(code=said["topic"]).first()
