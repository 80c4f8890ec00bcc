"""The public's search: the station, a document's own page, what one carries away."""

from django.urls import URLPattern, path

from ..views import documents, station

PAGES = [  # below /documents/, and again below /station/, where a screen for everybody forgets what was typed
    ("", station.search, "search"),
    ("suggest/", station.suggestions, "suggest"),
    ("missing/", station.missing, "missing"),
    ("basket/", documents.basket, "basket"),
    ("new/", documents.new, "new"),
    ("lists/<slug:slug>/", documents.reading_list, "reading-list"),
    ("<identifier:identifier>/", documents.document, "document"),
]


def _below(prefix: str, name: str, **options: object) -> list[URLPattern]:
    return [path(prefix + route, view, options, name=f"{name}{page}") for route, view, page in PAGES]


urlpatterns = [
    path("resources/missed/", station.missed, name="missed"),
    path("resources/hand/", documents.handed, name="handed"),
    *_below("documents/", ""),
    *_below("station/", "station-", station=True),
]
