from django.urls import path

from . import views

app_name = "desks"
urlpatterns = [
    path("", views.desks, name="list"),
    path("new/", views.desk, name="new"),
    path("<int:pk>/", views.desk, name="desk"),
    path("people/<int:pk>/", views.serves, name="serves"),
]
