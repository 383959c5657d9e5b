import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models

# Of a language, as people type it: accents go first, then the endings. Named in full, for restores have no search path.
_CONFIGURATION = """
    CREATE TEXT SEARCH CONFIGURATION public.search_{name} (COPY = pg_catalog.{name});
    ALTER TEXT SEARCH CONFIGURATION public.search_{name}
        ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, {dictionary};
"""
LANGUAGES = {"english": "english_stem", "spanish": "spanish_stem", "arabic": "arabic_stem", "simple": "simple"}
CONFIGURATIONS = "".join(
    _CONFIGURATION.format(name=name, dictionary=dictionary) for name, dictionary in LANGUAGES.items()
)
NO_CONFIGURATIONS = "".join(
    f"DROP TEXT SEARCH CONFIGURATION IF EXISTS public.search_{name};" for name in LANGUAGES
)
# Arabic as it is typed in haste, too: hamzas left out, no vowel signs, one form of the last letter.
PLAIN = """
    CREATE FUNCTION search_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
        SELECT regexp_replace(
            translate(public.desk_plain(said), 'أإآٱىةؤئ', 'اااايهوي'), '[\u0640\u064B-\u065F\u0670]', '', 'g')
    $$;
"""
# As written and by its stem: a name is found in any language, and the start of a word while it is typed.
READ = """
    CREATE FUNCTION search_read(language text, said text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
        SELECT to_tsvector('public.search_simple'::regconfig, public.search_plain(said)) || CASE split_part(lower(language), '-', 1)
            WHEN 'en' THEN to_tsvector('public.search_english'::regconfig, said)
            WHEN 'es' THEN to_tsvector('public.search_spanish'::regconfig, said)
            WHEN 'ar' THEN to_tsvector('public.search_arabic'::regconfig, said)
            ELSE ''::tsvector END
    $$;
"""
# What visitors ask may be in any of the languages; a word that one of them leaves out must not be asked for.
ASK = """
    CREATE FUNCTION search_ask(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
        SELECT plainto_tsquery('public.search_simple'::regconfig, public.search_plain(word))
            || plainto_tsquery('public.search_english'::regconfig, word)
            || plainto_tsquery('public.search_spanish'::regconfig, word)
            || plainto_tsquery('public.search_arabic'::regconfig, word)
    $$;
"""
# Live or gone: the database keeps this promise. Packed, a vector would be unpacked for each rank.
TIED = """
    ALTER TABLE series_searchentry ADD CONSTRAINT search_entry_is_live
        FOREIGN KEY (live_id) REFERENCES series_liverevision (subject_id) ON DELETE CASCADE;
    ALTER TABLE series_searchentry ALTER COLUMN everything SET STORAGE EXTERNAL;
    ALTER TABLE series_searchentry ALTER COLUMN names SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('series', '0015_promoted_by_the_database'),
    ]

    operations = [
        # Trusted, as those before: the owner of the database may add it.
        CreateExtension('fuzzystrmatch'),
        migrations.RunSQL(CONFIGURATIONS, NO_CONFIGURATIONS),
        migrations.RunSQL(PLAIN, "DROP FUNCTION IF EXISTS search_plain(text)"),
        migrations.RunSQL(READ, "DROP FUNCTION IF EXISTS search_read(text, text)"),
        migrations.RunSQL(ASK, "DROP FUNCTION IF EXISTS search_ask(text)"),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('word'), name='gin_trgm_ops'), name='search_word_like'), models.Index(django.db.models.functions.text.Left('word', 1), django.db.models.functions.text.Length('word'), name='search_word_short')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('kind', models.CharField(max_length=10)),
                ('revision', models.BigIntegerField()),
                ('published_at', models.DateTimeField()),
                ('title', models.TextField()),
                ('names', django.contrib.postgres.search.SearchVectorField()),
                ('everything', django.contrib.postgres.search.SearchVectorField()),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                ('cues', models.JSONField(default=list)),
                ('live', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='found_by', to='series.liverevision')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['names'], name='search_names'), django.contrib.postgres.indexes.GinIndex(fields=['everything'], name='search_everything')],
                'constraints': [models.UniqueConstraint(fields=('live', 'language'), name='search_entry_once_a_language')],
            },
        ),
        migrations.RunSQL(TIED, migrations.RunSQL.noop),
    ]
