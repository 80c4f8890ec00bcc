"""What an officer writes: notices, copies, reading lists."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
