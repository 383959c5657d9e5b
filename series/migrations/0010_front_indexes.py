from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently, ValidateConstraint
from django.db import migrations, models

OWN_KINDS = ("home", "series", "episode", "creator", "cause", "legal", "resource")


class Migration(migrations.Migration):
    # Pages are baked while these are built. The new index of own pages stands before the old one goes.
    atomic = False

    dependencies = [('series', '0009_front')]

    operations = [
        ValidateConstraint(model_name="subject", name="subject_is_exactly_one_thing"),
        AddIndexConcurrently(
            model_name="liverevision", index=GinIndex(fields=["resources"], name="live_resources")
        ),
        AddIndexConcurrently(
            model_name="page",
            index=models.Index(
                fields=["subject", "kind"],
                condition=models.Q(state="up", kind__in=OWN_KINDS),
                name="page_of_its_own",
            ),
        ),
        RemoveIndexConcurrently(model_name="page", name="page_own"),
    ]
