from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

OWN_KINDS = ("home", "series", "episode", "creator", "cause", "legal")


class Migration(migrations.Migration):
    # Pages are baked while it is built.
    atomic = False

    dependencies = [("series", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            model_name="page",
            index=models.Index(
                fields=["subject", "kind"],
                condition=models.Q(state="up", kind__in=OWN_KINDS),
                name="page_own",
            ),
        ),
    ]
