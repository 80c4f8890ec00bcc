"""Codes to photograph: an address of the house as a phone outside calls it, and its drawing."""

import segno
from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

MASK = 3  # any of the eight is read by every reader; trying them all takes five times as long


def public_address(path: str, request: HttpRequest) -> str:
    """Where a phone finds this path."""
    return settings.PUBLIC_URL.rstrip("/") + path if settings.PUBLIC_URL else request.build_absolute_uri(path)


def drawn(address: str) -> SafeString:
    """The code, drawn into the page: no file, no style attribute."""
    code = segno.make_qr(address, error="m", boost_error=False, mask=MASK)
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass="qr-code"))  # noqa: S308 - segno's own drawing
