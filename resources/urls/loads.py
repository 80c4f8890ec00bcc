"""Files that come in and go out."""

from django.urls import path

from ..views import loads

urlpatterns = [
    path("resources/loads/", loads.loads, name="loads"),
    path("resources/loads/bring/", loads.bring, name="load-bring"),
    path("resources/loads/away/", loads.take_away, name="loads-away"),
    path("resources/loads/<int:pk>/", loads.load, name="load"),
    path("resources/loads/<int:pk>/apply/", loads.apply, name="load-apply"),
    path("resources/loads/<int:pk>/undo/", loads.undo, name="load-undo"),
    path("resources/loads/<int:pk>/again/", loads.compare_again, name="load-again"),
    path("resources/loads/<int:pk>/drop/", loads.drop, name="load-drop"),
    path("resources/loads/<int:pk>/take/", loads.take, name="load-take"),
]
