"""Where a press comes from, for public pages: they set no cookie, so there is no CSRF token to compare."""

from django.http import HttpRequest


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very house sent it; without any word of a browser, no.

    A page that tells nobody its address (`no-referrer`) posts a plain form as from "null"; over TLS the browser adds
    `Sec-Fetch-Site`, which no page can forge and which then decides.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") in (f"{request.scheme}://{request.get_host()}", "null")
