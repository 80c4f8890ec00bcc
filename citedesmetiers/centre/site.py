"""The site's row, read by whoever needs it."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest

from ..kit.words import in_language
from .models import Place, Site

Found = TypeVar("Found")
UNNAMED = Site(pk=1, name="Cité des métiers", territory="")
SITE = Site.objects.order_by()  # the only row: nothing to put in order


def the_site() -> Site:
    """The site, or an unnamed one before the first-run page was filled in. One query."""
    return next(iter(SITE.all()), UNNAMED)


def site_of(request: HttpRequest) -> Site:
    """The same, read once a request by whatever draws its page. One query, or none."""
    if not hasattr(request, "site"):
        request.site = the_site()
    return request.site


def spoken_at(site: Site) -> list[tuple[str, object]]:
    """The languages of a visitor's pages at this site, in the house's order: the first one is always among them."""
    return [(code, name) for code, name in settings.PUBLIC_LANGUAGES if code in {site.language, *site.languages}]


def remembered(read: Callable[[], Found]) -> Callable[[Site], Found]:
    """What `read` finds in the site's settings, kept in this process until one of them changes (`actions.renew`).

    No query while the site is of the same edition. What is found is shared by all threads: nobody changes it.
    """
    kept: tuple[object, Found] | None = None

    def read_once(site: Site) -> Found:
        nonlocal kept
        if site._state.adding:  # the first-run page was not filled in
            return read()
        now = kept
        if now is None or now[0] != site.edition:
            now = kept = (site.edition, read())
        return now[1]

    return read_once


def main_place() -> Place:
    """The main room, in which a walk-in is counted unless somebody says otherwise."""
    place, _made = Place.objects.get_or_create(
        kind=Place.Kind.MAIN, defaults={"code": "main", "name": {"fr": "Salle principale", "en": "Main room"}}
    )
    return place


def word_of(number: int, site: Site) -> str:
    """The short word that goes with a ticket's number, in the site's first language, so that it is called the
    same on every screen and aloud. Empty if the site wrote none."""
    words = in_language(site.ticket_words, site.language).split()
    return words[(number - 1) % len(words)] if words else ""
