"""The doors of the house, and the floor page beside them."""

from django.urls import include, path

from . import floor

urlpatterns = [path("floor/<int:pk>/", floor.floor, name="floor"), path("", include("citedesmetiers.urls"))]
