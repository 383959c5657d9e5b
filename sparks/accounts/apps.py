from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sparks.accounts"
    label = "accounts"
    verbose_name = "Staff"

    def ready(self) -> None:
        from sparks import checks  # noqa: F401 - registers them
