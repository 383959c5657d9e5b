import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('series', '0019_standing'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayCount',
            fields=[
                ('pk', models.CompositePrimaryKey('day', 'page', 'kind', 'host', blank=True, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('view', 'opened'), ('play', 'played'), ('completion', 'seen to its end')], max_length=10)),
                ('host', models.CharField(blank=True, max_length=100)),
                ('number', models.PositiveBigIntegerField()),
                ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='series.page')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(fields=['page', 'day'], name='daycount_of_page')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'view'), ('host', ''), _connector='OR'), name='daycount_host_of_views_alone')],
            },
        ),
        migrations.CreateModel(
            name='MonthCount',
            fields=[
                ('pk', models.CompositePrimaryKey('day', 'page', 'kind', 'host', blank=True, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('view', 'opened'), ('play', 'played'), ('completion', 'seen to its end')], max_length=10)),
                ('host', models.CharField(blank=True, max_length=100)),
                ('number', models.PositiveBigIntegerField()),
                ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='series.page')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'view'), ('host', ''), _connector='OR'), name='monthcount_host_of_views_alone'), models.CheckConstraint(condition=models.Q(('day__day', 1)), name='monthcount_by_month')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('pk', models.CompositePrimaryKey('day', 'page', 'kind', 'host', blank=True, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('view', 'opened'), ('play', 'played'), ('completion', 'seen to its end')], max_length=10)),
                ('host', models.CharField(blank=True, max_length=100)),
                ('number', models.PositiveBigIntegerField()),
                ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='series.page')),
            ],
            options={
                'permissions': [('view_audience', 'Can look at what is counted on the hub')],
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'view'), ('host', ''), _connector='OR'), name='tally_host_of_views_alone')],
            },
        ),
        # One row is written again and again all day: with room on its page no index has to follow it.
        migrations.RunSQL("ALTER TABLE series_tally SET (fillfactor = 50)", migrations.RunSQL.noop),
    ]
