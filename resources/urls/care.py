"""What an officer looks after by the day: stale notices, links, consultation, figures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
