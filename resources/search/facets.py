"""The filters of the shelves, and how many documents each of their values would leave."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..models import Profile
from .profiles import codes_in

FACETS = {  # by name: the field of the profile that each reads
    "purpose": "purposes",
    "support": "support",
    "language": "languages",
    "audience": "audience",
    "level": "level",
    "access": "access",
    "territory": "territory",
}
SETS = ("purposes", "languages", "access")  # a document may have several of these
Read = tuple[str, tuple[Sequence[str], ...]]  # who sees it; its values, filter by filter
_known: dict[int, Read] = {}  # a profile's key is drawn from its content: what was read once is right for ever


@dataclass
class Counted:
    """How many documents there are, and how many for each value of each filter. A filter ignores its own choice."""

    total: int = 0
    values: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in FACETS})
    profiles: list[int] = field(default_factory=list)  # of the documents that the filters leave
    left_out: bool = False  # whether some of what was found has another profile


def count(
    found: Iterable[tuple[int, int]], chosen: Mapping[str, Collection[str]], standing: Collection[str]
) -> Counted:
    """From (profile, how many) to the total and the number beside each value. One query at most."""
    counted, rows = Counted(), list(found)
    profiles = profiles_of(pk for pk, _n in rows)
    narrowing = [(place, set(chosen[name])) for place, name in enumerate(FACETS) if chosen.get(name)]
    counters = list(counted.values.values())
    for pk, n in rows:
        seen_by, values = profiles[pk]
        refused = [place for place, wanted in narrowing if wanted.isdisjoint(values[place])]
        if seen_by not in standing or refused:
            counted.left_out = True
        else:
            counted.total += n
            counted.profiles.append(pk)
        if seen_by not in standing or len(refused) > 1:
            continue
        for place in refused or range(len(counters)):
            for value in values[place]:
                counters[place][value] += n
    return counted


def profiles_of(pks: Iterable[int]) -> Mapping[int, Read]:
    """These profiles by key, read from the database once in the life of the process."""
    if missing := [pk for pk in pks if pk not in _known]:
        for profile in Profile.objects.in_bulk(missing).values():
            _known[profile.pk] = (profile.standing, tuple(_values_of(profile, name) for name in FACETS.values()))
    return _known


def _values_of(profile: Profile, name: str) -> Sequence[str]:
    said = getattr(profile, name)
    return tuple(codes_in(said)) if name in SETS else (said,)
