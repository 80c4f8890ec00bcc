from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "citedesmetiers.accounts"
    label = "accounts"
