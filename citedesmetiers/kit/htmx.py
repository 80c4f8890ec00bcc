"""Parts and pages: htmx is answered with the part alone, everything else with the page around it."""

from django.http import HttpRequest


def asks_for_a_part(request: HttpRequest) -> bool:
    """True when htmx asked and will put the answer into the page itself (not for a boosted link)."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted
