import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("series", "0014_live_by_kind")]

    operations = [
        migrations.AlterField(
            model_name="publicfile",
            name="promoted_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        )
    ]
