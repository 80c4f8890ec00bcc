"""In which language a page is drawn."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


def chosen(request: HttpRequest) -> str:
    """The address's `?lang=`, else the signed-in person's own, else the browser's: no cookie is set for it."""
    spoken = dict(settings.LANGUAGES)
    for code in (request.GET.get("lang", ""), getattr(request.user, "language", "")):
        if code in spoken:
            return code
    return translation.get_language_from_request(request)


def language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Activate the language for the length of one request."""

    def spoken(request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = chosen(request)
        with translation.override(request.LANGUAGE_CODE):
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return spoken
