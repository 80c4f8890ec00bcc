"""The profile of a notice: everything by which it can be narrowed, drawn from its fields."""

import hashlib
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from ..models import STANDING, Access, Notice, Profile, Standing, State

BITS = 60  # of a key, below those that tell the standing
FROM = {standing: rank << BITS for rank, standing in enumerate(Standing.values)}  # the lowest key of each


def standing_of(notice: Notice) -> Standing:
    """Who sees it."""
    if notice.state == State.DRAFT:
        return Standing.DRAFT
    if notice.state not in STANDING:
        return Standing.GONE
    return Standing.TEAM if notice.team_only else Standing.PUBLIC


def profile_of(notice: Notice, purposes: Iterable[str]) -> Profile:
    """Its profile, not yet written; the same fields give the same key on every database."""
    said = {
        "standing": standing_of(notice).value, "support": str(notice.support), "audience": str(notice.audience),
        "level": str(notice.level), "territory": str(notice.territory), "purposes": between_commas(purposes),
        "languages": between_commas(notice.languages),
        "access": between_commas(name for name in Access.values if getattr(notice, name)),
    }
    drawn = hashlib.sha256("\n".join(said.values()).encode()).digest()
    return Profile(id=FROM[said["standing"]] + (int.from_bytes(drawn[:8]) >> (64 - BITS)), **said)


def seen_by(standing: Collection[str]) -> Q:
    """The condition on `profile` that it is of these standings: one stretch of keys, or several."""
    ranks = [rank for rank, name in enumerate(Standing.values) if name in standing]
    if ranks == list(range(len(ranks))):
        return Q(profile__lt=len(ranks) << BITS) if len(ranks) < len(FROM) else Q()
    stretches = (Q(profile__gte=rank << BITS, profile__lt=(rank + 1) << BITS) for rank in ranks)
    return reduce(or_, stretches)


def between_commas(codes: Iterable[str]) -> str:
    """A set of codes as a profile holds it: ",en,fr,", or nothing."""
    sorted_codes = sorted(set(codes))
    return f",{','.join(sorted_codes)}," if sorted_codes else ""


def codes_in(text: str) -> list[str]:
    """The codes of such a set."""
    return [code for code in text.split(",") if code]
