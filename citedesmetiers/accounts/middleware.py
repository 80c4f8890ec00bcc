"""In which language a page is drawn."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


def chosen(request: HttpRequest) -> str:
    """The address's `?lang=`, else the signed-in person's own, else the browser's: no cookie is set for it."""
    spoken = dict(settings.PUBLIC_LANGUAGES if is_for_visitors(request.path) else settings.LANGUAGES)
    for code in (request.GET.get("lang", ""), getattr(request.user, "language", "")):
        if code in spoken:
            return code
    wished = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    codes = (code.split("-")[0] for code, _weight in wished)
    return next((code for code in codes if code in spoken), settings.LANGUAGE_CODE)


def is_for_visitors(path: str) -> bool:
    """Whether the page is one of those that speak every public language."""
    return path == "/" or path.startswith(settings.PUBLIC_PATHS)


def language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Activate the language for the length of one request."""

    def spoken(request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = chosen(request)
        with translation.override(request.LANGUAGE_CODE):
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return spoken
