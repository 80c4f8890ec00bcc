"""The addresses of the shelves: who enters, and what the paths need (see cases.py)."""

from tests.doors.door import PUBLIC, STAFF, Door, of

CURATORS = ("curates", "manages")
READERS = ("receives", "counsels", "curates", "organises", "manages")  # of what is for the team

SHELVES: dict[str, Door] = {
}  # fmt: skip

__all__ = ["CURATORS", "PUBLIC", "READERS", "SHELVES", "STAFF", "of"]
