from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SeriesConfig(AppConfig):
    name = "series"
    verbose_name = _("Series and releases")

    def ready(self) -> None:
        from series import wiring

        wiring.connect()
        post_migrate.connect(wiring.prepare_database, sender=self)
