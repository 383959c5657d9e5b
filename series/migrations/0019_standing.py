import django.db.models.deletion
from django.db import migrations, models

# What was said in public before there was a log, in its order.
FILL = """
    INSERT INTO series_correction (kind, at, notice, release_id, subject_id)
    SELECT CASE i.kind WHEN 'withdraw' THEN 'withdrawn' ELSE 'corrected' END, r.instant, r.notice, r.id, i.subject_id
      FROM series_release r
      JOIN series_releaseitem i ON i.release_id = r.id
      JOIN series_subject s ON s.id = i.subject_id
     WHERE r.state = 'published' AND r.notice <> '' AND i.role = 'main'
       AND (i.kind = 'update' OR (i.kind = 'withdraw' AND s.kind NOT IN ('site', 'front', 'figure')))
     ORDER BY r.published_at, r.id, i.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('series', '0018_release_newest'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('corrected', 'corrected'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('at', models.DateTimeField()),
                ('notice', models.TextField()),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='series.release')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='series.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('release', 'subject'), name='correction_once_a_release'), models.CheckConstraint(condition=models.Q(('notice', ''), _negated=True), name='correction_says_something')],
            },
        ),
        migrations.AlterField(
            model_name='legalpage',
            name='body',
            field=models.TextField(help_text='A line that begins with # is a heading; lines that begin with - are a list. Addresses (https://…, /path/, name@example.org) become links.', verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='legalpageevent',
            name='body',
            field=models.TextField(help_text='A line that begins with # is a heading; lines that begin with - are a list. Addresses (https://…, /path/, name@example.org) become links.', verbose_name='text'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
