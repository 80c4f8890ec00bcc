"""The profile of a notice: everything by which it can be narrowed, drawn from its fields."""

import hashlib
from collections.abc import Iterable

from ..models import STANDING, Access, Notice, Profile, Standing, State


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
    return Profile(id=int.from_bytes(drawn[:8]) >> 1, **said)


def between_commas(codes: Iterable[str]) -> str:
    """A set of codes as a profile holds it: ",en,fr,", or nothing."""
    sorted_codes = sorted(set(codes))
    return f",{','.join(sorted_codes)}," if sorted_codes else ""


def codes_in(text: str) -> list[str]:
    """The codes of such a set."""
    return [code for code in text.split(",") if code]
