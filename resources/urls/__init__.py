"""The doors of the documentation."""

from . import care, harvest, loads, notices, outside, plan, station

app_name = "resources"
urlpatterns = [
    *station.urlpatterns, *care.urlpatterns, *notices.urlpatterns, *plan.urlpatterns, *loads.urlpatterns,
    *harvest.urlpatterns, *outside.urlpatterns,
]
