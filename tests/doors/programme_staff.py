"""The addresses of those who keep the programme (see cases.py)."""

from tests.doors.door import Door, of

ORGANISERS = ("organises", "manages")

PROGRAMME_STAFF: dict[str, Door] = {
    f"events:{name}": Door(ORGANISERS) for name in ("events", "new")
} | {
    f"events:{name}": Door(ORGANISERS, path=of("event"), bare=404) for name in ("event", "edit", "plan")
} | {
    f"events:{verb}": Door(ORGANISERS, acts=True, path=of("event")) for verb in ("publish", "withdraw", "archive")
} | {
    "events:session": Door(ORGANISERS, path=of("session"), bare=404),
    "events:cancel": Door(ORGANISERS, acts=True, path=of("session")),
}  # fmt: skip
