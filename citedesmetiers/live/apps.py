from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "citedesmetiers.live"
    label = "live"
