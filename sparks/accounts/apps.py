from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sparks.accounts"
    label = "accounts"
    verbose_name = "Staff"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_removed

        from sparks import checks  # noqa: F401 - registers them
        from sparks.accounts import proof

        authenticator_removed.connect(proof.factor_was_removed)
