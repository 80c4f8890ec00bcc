"""What other libraries' programs read."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
