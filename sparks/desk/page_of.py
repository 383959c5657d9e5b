from django.db import models
from django.urls import reverse


def change_page(thing: models.Model) -> str:
    """The address of a thing's page at the desk."""
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])
