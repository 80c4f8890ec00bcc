from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.sign_in_code, name="sign-in-code"),
    path("sign-in/as/<str:username>/", views.enter, name="enter"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("switch/", views.switch, name="switch"),
    path("lock/", views.lock, name="lock"),
    path("locked/", views.unlock, name="unlock"),
    path("sure/", views.sure, name="sure"),
    path("account/", views.account, name="account"),
    path("account/password/", views.change_password, name="change-password"),
    path("account/pin/", views.pin, name="pin"),
    path("account/pin/remove/", views.remove_pin, name="remove-pin"),
    path("account/second-factor/", views.second_factor, name="second-factor"),
    path("account/second-factor/code/", views.second_factor_confirm, name="second-factor-confirm"),
    path("account/second-factor/paper/", views.recovery_codes, name="recovery-codes"),
    path("i/<token:token>/", views.invitation, name="invitation"),
    path("welcome/", views.welcome, name="welcome"),
    path("people/", views.people, name="people"),
    path("people/new/", views.invite, name="invite"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/link/", views.new_link, name="new-link"),
    path("people/<int:pk>/disable/", views.disable, name="disable"),
    path("people/<int:pk>/second-factor/", views.reset_factor, name="reset-factor"),
    path("people/events/", views.events, name="events"),
    path("computers/", views.computers, name="computers"),
    path("computers/enrol/", views.enrol, name="enrol"),
    path("computers/<int:pk>/revoke/", views.revoke, name="revoke"),
]
