from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "series.newsletter"
    label = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        from series.newsletter import effect
        from series.publishing.effects.kinds import register

        register(effect)
        # This room's permissions are there only now: after the migrations of the rooms before.
        post_migrate.connect(_give_roles, sender=self)


def _give_roles(*, using: str, **_signal: object) -> None:
    from series import roles

    if using == DEFAULT_DB_ALIAS:
        roles.ensure(using=using)
