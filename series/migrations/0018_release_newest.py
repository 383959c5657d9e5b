from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Releases run while it is built.
    atomic = False

    dependencies = [("series", "0017_newsletter")]

    operations = [
        AddIndexConcurrently(
            model_name="release", index=models.Index(fields=["-instant", "-id"], name="release_newest")
        )
    ]
