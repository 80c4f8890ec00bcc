"""The addresses of the public's programme: all may enter (see cases.py)."""

from tests.doors.door import PUBLIC, Door, of

PROGRAMME: dict[str, Door] = {
    "front:programme": Door(PUBLIC),
    "front:programme-ics": Door(PUBLIC),
    "front:event": Door(PUBLIC, path=of("event"), bare=404),
    "front:event-json-ld": Door(PUBLIC, path=of("event"), bare=404),
}
