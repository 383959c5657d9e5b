"""What each process of a rebuild does. It imports no model before Django is set up, as a fresh interpreter must."""

import django


def work() -> None:
    django.setup()
    from series.pages.bake import bake_marked

    bake_marked()
