from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sparks.accounts"
    label = "accounts"
    verbose_name = "Staff"
