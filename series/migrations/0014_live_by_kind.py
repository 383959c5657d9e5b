from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Releases write to this table meanwhile.
    atomic = False

    dependencies = [("series", "0013_history_of_all")]

    operations = [
        AddIndexConcurrently(
            model_name="liverevision", index=models.Index(fields=["kind", "subject"], name="live_by_kind")
        )
    ]
