"""The addresses of the shelves: who enters, and what the paths need (see cases.py)."""

from tests.doors.door import PUBLIC, STAFF, Door, of

CURATORS = ("curates", "manages")
READERS = ("receives", "counsels", "curates", "organises", "manages")  # of what is for the team


def _document(house):
    return {"identifier": house.notice.identifier}


def _list(house):
    return {"slug": house.reading_list.slug}


SHELVES: dict[str, Door] = {
    "resources:handed": Door(("receives", "counsels", "curates", "manages")),
    "resources:oai": Door(PUBLIC),
    "resources:ris": Door(PUBLIC, shows=404),
    "resources:dublin-core": Door(PUBLIC, path=_document, bare=404),
    "resources:json-ld": Door(PUBLIC, path=_document, bare=404),
    "resources:records": Door(CURATORS),
    "resources:records-file": Door(CURATORS),
} | {
    f"resources:{prefix}{name}": Door(PUBLIC)
    for prefix in ("", "station-") for name in ("search", "suggest", "basket", "new")
} | {
    f"resources:{prefix}missing": Door(PUBLIC, acts=True) for prefix in ("", "station-")
} | {
    f"resources:{prefix}document": Door(PUBLIC, path=_document, bare=404) for prefix in ("", "station-")
} | {
    f"resources:{prefix}reading-list": Door(PUBLIC, path=_list, bare=404) for prefix in ("", "station-")
} | {
    "resources:care": Door(CURATORS),
    "resources:missed": Door(CURATORS),
    "resources:replace": Door(CURATORS, path=lambda house: {"pk": house.notice.pk}, bare=404),
    "resources:stock": Door(CURATORS),
    "resources:consultation": Door(("receives", "counsels", "curates", "manages")),
} | {
    f"resources:{name}": Door(CURATORS) for name in (
        "notice-new", "alike", "words", "lists", "list-new", "plan", "plan-load", "shelving", "heading-new", "subjects",
        "subject-new", "families", "family-new")
} | {
    f"resources:{name}": Door(CURATORS, acts=True) for name in (
        "part", "copy-bring-back", "covers", "list-add", "list-bring-back", "plan-agree", "family-bring-back")
} | {
    f"resources:{name}": Door(CURATORS, path=_document, bare=404) for name in ("notice-edit", "merge", "copy-new")
} | {
    f"resources:list{name}": Door(CURATORS, path=of("reading_list"), bare=404) for name in ("", "-edit")
} | {
    f"resources:list-{name}": Door(CURATORS, acts=True, path=of("reading_list")) for name in ("move", "remove")
} | {
    f"resources:copy-{name}": Door(CURATORS, acts=True, path=of("copy")) for name in ("move", "remove")
} | {
    "resources:notices": Door(READERS),
    "resources:practice": Door(READERS),
    "resources:notice": Door(READERS, path=_document, bare=404),
    "resources:copy-add": Door(CURATORS, acts=True, path=_document),
    "resources:copy": Door(CURATORS, path=of("copy"), bare=404),
    "resources:cover": Door(PUBLIC, path=lambda house: _document(house) | {"name": "none.jpg"}, shows=404),
    "resources:heading": Door(CURATORS, path=of("heading"), bare=404),
    "resources:subject": Door(CURATORS, path=of("subject"), bare=404),
    "resources:subject-join": Door(CURATORS, acts=True, path=of("subject")),
    "resources:family": Door(CURATORS, path=of("family"), bare=404),
    "resources:family-remove": Door(CURATORS, acts=True, path=of("family")),
} | {
    f"resources:{name}": Door(CURATORS) for name in ("loads", "loads-away")
} | {
    "resources:load-bring": Door(CURATORS, acts=True),
    "resources:load": Door(CURATORS, path=of("load"), bare=404),
} | {
    f"resources:load-{verb}": Door(CURATORS, acts=True, path=of("load")) for verb in (
        "apply", "undo", "again", "drop", "take")
}  # fmt: skip

__all__ = ["CURATORS", "PUBLIC", "READERS", "SHELVES", "STAFF", "of"]
