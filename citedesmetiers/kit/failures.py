"""What is answered when the house itself failed."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation


def failed(request: HttpRequest) -> HttpResponse:
    """503 where the database did not answer in time, so that the page sends the same press again; else 500.

    Asks nothing of the database: see templates/500.html.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    with translation.override(translation.get_language_from_request(request)):
        body = render_to_string("500.html")
    return HttpResponse(body, status=HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR)
