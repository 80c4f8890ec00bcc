"""How the shelves are kept: subjects, classification, word families, settings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
