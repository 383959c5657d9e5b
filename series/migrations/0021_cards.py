import django.db.models.deletion
from django.db import migrations, models


# The places of what was shown before the archive had years: in the order of the whole archive.
YEARS = """
INSERT INTO series_listing (key, position, subject_id)
SELECT 'year:' || year, row_number() OVER (PARTITION BY year ORDER BY position), subject_id
  FROM (SELECT l.position, l.subject_id, extract(year FROM s.first_published_at AT TIME ZONE 'UTC')::int AS year
          FROM series_listing l JOIN series_subject s ON s.id = l.subject_id
         WHERE l.key = 'all' AND s.first_published_at IS NOT NULL) shown
    ON CONFLICT DO NOTHING
"""
# Their pages, marked at the lowest rank, and those that lead there.
PAGES = """
WITH last AS (SELECT substr(key, 6) AS year, max(position) AS last FROM series_listing
               WHERE key LIKE 'year:%' GROUP BY key),
made AS (
    INSERT INTO series_page (path, kind, key, language, state, notice, content_hash, build, error)
    SELECT '/archive/' || year || '/', 'archive_year', year, 'en', 'up', '', '', '', '' FROM last
    UNION ALL
    SELECT '/archive/' || year || '/' || part || '/', 'archive_year_part', year || '/' || part, 'en', 'up', '', '', '', ''
      FROM last, generate_series(1, (last + 99) / 100) AS part
    ON CONFLICT (path) DO NOTHING RETURNING id)
INSERT INTO series_mark (page_id, why, rank) SELECT id, 'standing', 9 FROM made
"""


class Migration(migrations.Migration):

    dependencies = [
        ('series', '0020_statistics'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rendition',
            name='source',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renditions', to='series.asset'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(condition=models.Q(('source', None)), fields=('public_key',), name='card_once'),
        ),
        migrations.RunSQL(YEARS, migrations.RunSQL.noop),
        migrations.RunSQL(PAGES, migrations.RunSQL.noop),
    ]
