"""The filters of the shelves, and how many documents each of their values would leave."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ..models import Profile
from .profiles import codes_in


@dataclass(frozen=True)
class Facet:
    """One filter: the field of the profile that it reads, and whether a document may have several of its values."""

    field: str
    several: bool = False

    def values_of(self, profile: Profile) -> list[str]:
        """What a document of this profile is, for this filter."""
        said = getattr(profile, self.field)
        return codes_in(said) if self.several else [said]


FACETS = {
    "purpose": Facet("purposes", several=True),
    "support": Facet("support"),
    "language": Facet("languages", several=True),
    "audience": Facet("audience"),
    "level": Facet("level"),
    "access": Facet("access", several=True),
    "territory": Facet("territory"),
}
_known: dict[int, Profile] = {}  # a profile's key is drawn from its content: what was read once is right for ever


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
    for pk, n in rows:
        profile = profiles[pk]
        refused = [name for name, values in chosen.items() if values and not _is_one_of(profile, name, values)]
        if profile.standing not in standing or len(refused) > 1:
            counted.left_out = True
            continue
        for name in refused or FACETS:
            for value in FACETS[name].values_of(profile):
                counted.values[name][value] += n
        if refused:
            counted.left_out = True
        else:
            counted.total += n
            counted.profiles.append(pk)
    return counted


def _is_one_of(profile: Profile, name: str, values: Collection[str]) -> bool:
    return any(value in values for value in FACETS[name].values_of(profile))


def profiles_of(pks: Iterable[int]) -> Mapping[int, Profile]:
    """These profiles by key, read from the database once in the life of the process."""
    if missing := [pk for pk in pks if pk not in _known]:
        _known.update(Profile.objects.in_bulk(missing))
    return _known
