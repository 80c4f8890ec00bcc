"""What a harvester asks, read as the protocol wants it: anything else is refused with the protocol's own code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core import signing

VERBS: dict[str, tuple[set[str], set[str]]] = {  # verb: (required, optional); a resumption token comes alone
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), {"resumptionToken"}),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set", "resumptionToken"}),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set", "resumptionToken"}),
}
PREFIX = "oai_dc"
DAY, SECOND = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
SALT, TOKEN_LASTS = "resources.oai", 24 * 3600  # seconds


class Refused(ValueError):  # noqa: N818 - it is how the protocol answers
    """A request that is not answered: the protocol's code, and words for whoever wrote the harvester."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


@dataclass(frozen=True, order=True)
class Place:
    """Where one stands in the list: by the time of the change, then what was deleted last, then by key."""

    at: datetime
    gone: bool
    pk: int


@dataclass(frozen=True)
class Asked:
    """A request that can be answered."""

    verb: str
    said: dict[str, str] = field(default_factory=dict)  # its arguments, as they came
    window: dict[str, str] = field(default_factory=dict)  # from, until, set: also of a list that goes on
    after: Place | None = None
    cursor: int = 0
    size: int = 0

    @property
    def since(self) -> datetime | None:
        """The first moment that is asked for."""
        return moment(self.window["from"]) if "from" in self.window else None

    @property
    def before(self) -> datetime | None:
        """The first moment that is no longer asked for. What is asked for ends with a second, or with a day."""
        if "until" not in self.window:
            return None
        text = self.window["until"]
        return moment(text) + (timedelta(days=1) if DAY.match(text) else timedelta(seconds=1))


def read(pairs: Sequence[tuple[str, str]]) -> Asked:
    """Refused where the protocol says so."""
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise Refused("badVerb", "Say one verb of OAI-PMH 2.0, once.")
    verb = verbs[0]
    said = {name: value for name, value in pairs if name != "verb"}
    if len(said) + 1 != len(pairs):
        raise Refused("badArgument", "An argument is repeated.")
    required, optional = VERBS[verb]
    if unknown := said.keys() - required - optional:
        raise Refused("badArgument", f"{verb} takes no argument {sorted(unknown)[0][:40]!r}.")
    if "resumptionToken" in said:
        return _going_on(verb, said)
    if missing := required - said.keys():
        raise Refused("badArgument", f"{verb} wants the argument {sorted(missing)[0]!r}.")
    if said.get("metadataPrefix", PREFIX) != PREFIX:
        raise Refused("cannotDisseminateFormat", f"Records are given as {PREFIX} only.")
    window = {name: said[name] for name in ("from", "until", "set") if name in said}
    _check(window)
    return Asked(verb, said, window)


def _going_on(verb: str, said: dict[str, str]) -> Asked:
    """The rest of a list. Everything stands in the token, which is signed: nothing is kept here."""
    if len(said) > 1:
        raise Refused("badArgument", "A resumption token comes alone.")
    try:
        held = signing.loads(said["resumptionToken"], salt=SALT, max_age=TOKEN_LASTS)
    except signing.BadSignature:
        raise Refused("badResumptionToken", "This token was not given here, or is older than a day.") from None
    if held["verb"] != verb:
        raise Refused("badResumptionToken", f"This token goes on with {held['verb']}.")
    at, gone, pk = held["after"]
    place = Place(datetime.fromisoformat(at), gone, pk)
    return Asked(verb, said, held["window"], place, held["cursor"], held["size"])


def token(asked: Asked, last: Place, given: int, size: int) -> str:
    """What asks for the rest of this list."""
    held = {"verb": asked.verb, "window": asked.window, "after": [last.at.isoformat(), last.gone, last.pk],
            "cursor": asked.cursor + given, "size": size}  # fmt: skip
    return signing.dumps(held, salt=SALT)


def _check(window: dict[str, str]) -> None:
    dates = [window[name] for name in ("from", "until") if name in window]
    moments = [moment(text) for text in dates]
    if len(dates) == 2 and (len(dates[0]) != len(dates[1]) or moments[0] > moments[1]):
        raise Refused("badArgument", "“from” and “until” are both days or both seconds, the earlier one first.")


def moment(text: str) -> datetime:
    """A day or a second in UTC; Refused if it is neither. The last day of time is not asked for."""
    try:
        if DAY.match(text):
            found = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
        elif SECOND.match(text):
            found = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        else:
            found = None
    except ValueError:
        found = None
    if found is None or found.year > 9000:
        raise Refused("badArgument", "A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    return found
