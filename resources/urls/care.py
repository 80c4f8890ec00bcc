"""What an officer looks after by the day: stale notices, links, consultation, figures."""

from django.urls import path

from ..views import care, consultation, stock

urlpatterns = [
    path("resources/", care.care, name="care"),
    path("resources/care/<int:pk>/replace/", care.replace, name="replace"),
    path("resources/stock/", stock.figures, name="stock"),
    path("resources/put-back/", consultation.consultation, name="consultation"),
]
