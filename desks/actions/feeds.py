"""Secret calendar links: one of a partner, one of a counsellor, each revocable."""

import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Partner
from citedesmetiers.kit.tokens import fingerprint, new_token

from ..models import Feed
from .turns import require_voice


def make_feed(owner: Partner | User, *, by: User) -> uuid.UUID:
    """A new link in place of any other, which ends with it. The token is told once; its print is kept."""
    whose = _whose(owner, by)
    token = new_token()
    with transaction.atomic():
        Feed.objects.filter(**whose).delete()
        Feed.objects.create(print=print_of(token), made_at=timezone.now(), **whose)
    return token


def revoke_feed(owner: Partner | User, *, by: User) -> None:
    """The link ends now."""
    Feed.objects.filter(**_whose(owner, by)).delete()


def feed_of(token: uuid.UUID) -> Feed | None:
    """Whose calendar this is; None if there is no such link, or no more. It rests while its owner is not here."""
    here = Q(partner__active=True) | Q(counsellor__is_active=True, counsellor__counsels=True)
    return Feed.objects.select_related("partner", "counsellor").filter(here, print=print_of(token)).first()


def print_of(token: uuid.UUID) -> uuid.UUID:
    """The one-way print by which a link is known again."""
    return fingerprint("feed", str(token))


def _whose(owner: Partner | User, by: User) -> dict[str, Partner | User]:
    """A partner's link is its coordinator's to make, a counsellor's link her own."""
    if isinstance(owner, Partner):
        require_voice(by, owner.pk)
        return {"partner": owner}
    if owner.pk != by.pk:
        require_voice(by, owner.partner_id)
    return {"counsellor": owner}
