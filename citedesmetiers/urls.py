"""The doors of the house, room by room."""

from django.urls import include, path, register_converter

from citedesmetiers.kit.tokens import ShortToken

register_converter(ShortToken, "token")

handler500 = "citedesmetiers.kit.failures.failed"
urlpatterns = [
    path("", include("reception.urls")),  # first, as most presses of a day are there, and each pattern before costs
    path("", include("citedesmetiers.front.urls")),
    path("", include("citedesmetiers.accounts.urls")),
    path("centre/", include("citedesmetiers.centre.urls")),
    path("", include("desks.urls")),
    path("questions/", include("citedesmetiers.tallies.urls")),
    path("", include("resources.urls")),
    path("events/", include("events.urls")),
    path("attendance/", include("citedesmetiers.attendance.urls")),
]
