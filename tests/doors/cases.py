"""Every address of the house: who enters, and what its path needs. A new address fails until it stands here."""

from datetime import timedelta

from tests.doors.door import PUBLIC, STAFF, Door
from tests.doors.door import of as _of
from tests.doors.programme import PROGRAMME
from tests.doors.programme_staff import PROGRAMME_STAFF
from tests.doors.shelves import SHELVES

ROSTERS = ("coordinates", "manages")
RECEPTION, COUNTER, MANAGER, FIGURES = ("receives",), ("counsels",), ("manages",), ("receives", "manages")


def _desk(house: object) -> dict:
    return {"slug": house.desk.slug}


def _token(house: object) -> dict:
    return {"token": house.ticket.token}


def _week(house: object) -> dict:
    return {"monday": house.turn.day - timedelta(days=house.turn.day.weekday())}


CENTRE = {
    f"centre:{name}": Door(MANAGER)
    for name in ("settings", "site", "hours", "exceptions", "purposes", "purpose-new", "partners", "partner-new",
                 "places", "place-new", "rooms", "room-new", "close-days",
                 "open-specially")
} | {
    f"centre:{name}": Door(MANAGER, path=_of(name), bare=404) for name in ("purpose", "partner", "place", "room")
} | {
    f"centre:{name}": Door(MANAGER, acts=True) for name in ("remove-exceptions", "bring-back")
}  # fmt: skip

ACCOUNTS = {
    "accounts:sign-in": Door(PUBLIC),
    "accounts:enter": Door(PUBLIC, acts=True, path=lambda house: {"username": "accueil"}),
    "accounts:sign-out": Door(STAFF, acts=True),
    "accounts:account": Door(STAFF),
    "accounts:change-password": Door(STAFF),
    "accounts:invitation": Door(PUBLIC, path=_token, shows=410),
    "accounts:welcome": Door(PUBLIC, shows=410),
    "accounts:people": Door(MANAGER),
    "accounts:invite": Door(MANAGER),
    "accounts:person": Door(MANAGER, path=_of("person"), bare=404),
    "accounts:new-link": Door(MANAGER, acts=True, path=_of("person")),
    "accounts:disable": Door(MANAGER, acts=True, path=_of("person")),
    "accounts:reset-factor": Door(MANAGER, acts=True, path=_of("person")),
    "accounts:events": Door(MANAGER),
    "accounts:computers": Door(MANAGER),
    "accounts:enrol": Door(MANAGER),
    "accounts:revoke": Door(MANAGER, acts=True, path=_of("computer")),
    "accounts:sign-in-code": Door(PUBLIC, shows=302),
    "accounts:switch": Door(PUBLIC, shows=302),
    "accounts:lock": Door(STAFF, acts=True),
    "accounts:unlock": Door(STAFF, shows=302),
    "accounts:sure": Door(STAFF),
    "accounts:pin": Door(STAFF),
    "accounts:remove-pin": Door(STAFF, acts=True),
    "accounts:second-factor": Door(MANAGER),
    "accounts:second-factor-confirm": Door(MANAGER, shows=302),
    "accounts:recovery-codes": Door(MANAGER, shows=302),
}

RECEPTION_DOORS = {
    "reception:home": Door(RECEPTION),
    "reception:log": Door(RECEPTION, acts=True),
    "reception:undo": Door(RECEPTION, acts=True, path=lambda house: {"sequence": 1}),
    "reception:group": Door(RECEPTION, acts=True, path=lambda house: {"sequence": 1}),
    "reception:prefer": Door(RECEPTION, acts=True, path=_of("stop")),
    "reception:give-up": Door(RECEPTION, acts=True, path=_of("stop")),
    "reception:come-back": Door(RECEPTION, acts=True, path=_of("stop")),
    "reception:slip": Door(RECEPTION, path=_token, bare=404),
    "reception:tap": Door(RECEPTION, acts=True),
    "reception:untap": Door(RECEPTION, acts=True),
    "reception:parts": Door(RECEPTION),
    "reception:live": Door(RECEPTION, shows=204),
    "reception:counters": Door(COUNTER),
    "reception:counter": Door(COUNTER, path=_desk, bare=404),
    "reception:counter-live": Door(COUNTER, path=_desk, shows=204, bare=404),
    "reception:ticket": Door(PUBLIC, path=_token, bare=404),
    "reception:ticket-live": Door(PUBLIC, path=_token, shows=204, bare=404),
    "reception:ticket-leave": Door(PUBLIC, acts=True, path=_token),
    "reception:ticket-stay": Door(PUBLIC, acts=True, path=_token),
    "reception:ticket-gone": Door(PUBLIC, path=lambda house: {"rest": "nonsense"}, shows=404),
    "reception:screen": Door(PUBLIC, bare=404),
    "reception:screen-live": Door(PUBLIC, shows=204, bare=404),
} | {
    f"reception:counter-{verb}": Door(COUNTER, acts=True, path=_desk)
    for verb in ("here", "pause", "leave", "next", "meet", "finish", "absent", "send-on", "take", "undo", "help",
                 "decline", "left", "back", "recall", "priority")
}  # fmt: skip

OTHERS = {
    "front:home": Door(PUBLIC),
    "front:now-live": Door(PUBLIC, shows=204),
    "front:healthz": Door(PUBLIC),
    "front:partners": Door(PUBLIC),
    "front:meanwhile": Door(PUBLIC, path=_token, bare=404),
    "front:setup": Door(PUBLIC, shows=404),
    "front:setup-step": Door(PUBLIC, path=lambda house: {"step": "hours"}, shows=404),
    "tallies:questions": Door(MANAGER),
    "desks:list": Door(MANAGER),
    "desks:new": Door(MANAGER),
    "desks:desk": Door(MANAGER, path=_of("desk"), bare=404),
    "desks:roster": Door(STAFF),
    "desks:roster-live": Door(STAFF, shows=204),
    "desks:week": Door(STAFF, path=_week),
    "desks:copy": Door(ROSTERS, path=_week),
    "desks:open": Door(MANAGER),
    "desks:pattern": Door(MANAGER),
    "desks:slot-new": Door(MANAGER),
    "desks:slot": Door(MANAGER, path=_of("slot"), bare=404),
    "desks:turn": Door(STAFF, path=_of("turn"), bare=404),
    "desks:take": Door(ROSTERS, acts=True, path=_of("turn")),
    "desks:give-back": Door(ROSTERS, acts=True, path=_of("turn")),
    "desks:name": Door(ROSTERS, acts=True, path=_of("turn")),
    "desks:absent": Door(STAFF, acts=True, path=_of("turn")),
    "desks:back": Door(STAFF, acts=True, path=_of("turn")),
    "desks:swap": Door(ROSTERS, acts=True, path=_of("turn")),
    "desks:held-all": Door(ROSTERS),
    "desks:held": Door(ROSTERS, path=_of("partner"), bare=404),
    "desks:withdraw": Door(MANAGER, acts=True, path=_of("partner")),
    "desks:month": Door(ROSTERS),
    "desks:take-away": Door(ROSTERS),
    "desks:bring-back": Door(ROSTERS, acts=True),
    "desks:agree": Door(ROSTERS, acts=True),
    "desks:calendar": Door(("coordinates", "counsels", "manages")),
    "desks:make-feed": Door(("coordinates", "counsels"), acts=True),
    "desks:end-feed": Door(("coordinates", "counsels", "manages"), acts=True),
    "desks:feed": Door(PUBLIC, path=_token, shows=404),
    "desks:accept-swap": Door(ROSTERS, acts=True, path=_of("swap")),
    "desks:end-swap": Door(ROSTERS, acts=True, path=_of("swap")),
    "desks:serves": Door(MANAGER, path=_of("counsellor"), bare=404),
    "attendance:today": Door(FIGURES),
    "attendance:live": Door(FIGURES, shows=204),
}

SHEETS = ("receives", "organises", "manages")
PAPER = {
    "reception:sheets": Door(SHEETS),
    "reception:sheet": Door(SHEETS),
    "reception:blank-sheet": Door(SHEETS),
    "reception:take-sheet-back": Door(SHEETS, acts=True, path=_of("sheet")),
}
CURATORS = ("curates", "manages")
RESOURCES = {
    "resources:outside": Door(PUBLIC),
    "resources:hand": Door(("receives", "counsels", "curates", "manages")),
    "resources:asked": Door(("receives", "counsels")),
    "resources:count": Door(("receives", "counsels"), acts=True),
    "resources:take-back": Door(("receives", "counsels"), acts=True),
    "resources:unanswered": Door(CURATORS),
    "resources:bodies": Door(CURATORS),
    "resources:body-new": Door(CURATORS),
    "resources:body": Door(CURATORS, path=_of("body"), bare=404),
    "resources:topics": Door(CURATORS),
    "resources:topic-new": Door(CURATORS),
    "resources:topic": Door(CURATORS, path=_of("topic"), bare=404),
}

DOORS: dict[str, Door] = (
    CENTRE | ACCOUNTS | RECEPTION_DOORS | PAPER | RESOURCES | SHELVES | PROGRAMME | PROGRAMME_STAFF | OTHERS
)

# What a PIN opens on a shared computer, beside what is open to all: reception and desk, and the way to the password.
BY_PIN = {
    f"reception:{name}"
    for name in ("home", "log", "undo", "give-up", "come-back", "slip", "tap", "untap", "parts", "live", "group",
                 "prefer", "counters", "counter", "counter-live")
} | {
    f"reception:counter-{verb}"
    for verb in ("here", "pause", "leave", "next", "meet", "finish", "absent", "send-on", "take", "undo", "help",
                 "decline", "left", "back", "recall", "priority")
} | {
    f"accounts:{name}" for name in ("sign-out", "lock", "unlock", "sure")
} | {f"resources:{name}" for name in ("hand", "handed", "asked", "count", "take-back", "consultation")} | {
    f"desks:{name}" for name in ("roster", "week", "roster-live", "absent", "back")
}  # fmt: skip
