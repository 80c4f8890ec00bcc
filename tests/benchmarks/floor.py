"""The floor page: the least that a page of the house can be. Every page is slower; by how much is measured."""

from django.http import HttpRequest, HttpResponse

from citedesmetiers.centre.models import Purpose

KILOBYTE = 1024


def floor(request: HttpRequest, pk: int) -> HttpResponse:
    """Signed in, one SELECT by key, 1 KB of text."""
    purpose = Purpose.objects.only("code").get(pk=pk)
    return HttpResponse(purpose.code.ljust(KILOBYTE, "."), content_type="text/plain; charset=utf-8")
