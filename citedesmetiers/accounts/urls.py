from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/as/<str:username>/", views.enter, name="enter"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("account/", views.account, name="account"),
    path("account/password/", views.change_password, name="change-password"),
    path("i/<token:token>/", views.invitation, name="invitation"),
    path("welcome/", views.welcome, name="welcome"),
    path("people/", views.people, name="people"),
    path("people/new/", views.invite, name="invite"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/link/", views.new_link, name="new-link"),
    path("people/<int:pk>/disable/", views.disable, name="disable"),
]
