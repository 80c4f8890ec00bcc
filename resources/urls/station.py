"""The public's search: the station, a document's own page, what one carries away."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
