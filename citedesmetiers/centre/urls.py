from django.urls import path

from . import views

app_name = "centre"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("site/", views.site, name="site"),
    path("hours/", views.hours, name="hours"),
    path("dates/", views.exceptions, name="exceptions"),
    path("dates/close/", views.close_days, name="close-days"),
    path("dates/open/", views.open_specially, name="open-specially"),
    path("dates/remove/", views.remove_exceptions, name="remove-exceptions"),
    path("dates/undo/", views.bring_back, name="bring-back"),
    path("purposes/", views.purposes, name="purposes"),
    path("purposes/new/", views.purpose, name="purpose-new"),
    path("purposes/<int:pk>/", views.purpose, name="purpose"),
    path("partners/", views.partners, name="partners"),
    path("partners/new/", views.partner, name="partner-new"),
    path("partners/<int:pk>/", views.partner, name="partner"),
    path("places/", views.places, name="places"),
    path("places/new/", views.place, name="place-new"),
    path("places/<int:pk>/", views.place, name="place"),
    path("rooms/", views.rooms, name="rooms"),
    path("rooms/new/", views.room, name="room-new"),
    path("rooms/<int:pk>/", views.room, name="room"),
]
