from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, TrigramExtension, UnaccentExtension
from django.db import migrations, models

from sparks.desk.plain import Plain
from sparks.link_history import keep_links

# unaccent() itself may not stand in an index, for its dictionary could be changed; named, it is what it is here.
# Both extensions are trusted: the owner of the database may add them.
PLAIN = """
    CREATE OR REPLACE FUNCTION desk_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, said)) $$;
"""


class Migration(migrations.Migration):
    # People work while the indexes are built.
    atomic = False

    dependencies = [("creators", "0001_initial"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        *keep_links(
            table="creators_creator_causes",
            events="creators_creatorcausesevent",
            columns=["creator_id", "cause_id"],
            triggers={
                "insert": ("pgtrigger_insert_insert_63c2c", "64a374039abc7a3ca315fc5c1115f5a92061a81e"),
                "update": ("pgtrigger_update_update_41182", "5619564f2d9c9260bb3571b7465df3c13bba0204"),
                "delete": ("pgtrigger_delete_delete_08da1", "741b12a210dc29435c98e639dbf710d380541f5e"),
            },
        ),
        migrations.RunSQL(PLAIN, "DROP FUNCTION IF EXISTS desk_plain(text)"),
        AddIndexConcurrently(
            model_name='causeevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='creators_ca_pgh_cre_4defdb_idx'),
        ),
        AddIndexConcurrently(
            model_name='causeevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='cause_deleted'),
        ),
        AddIndexConcurrently(
            model_name='consentevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='creators_co_pgh_cre_832c85_idx'),
        ),
        AddIndexConcurrently(
            model_name='consentevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='consent_deleted'),
        ),
        AddIndexConcurrently(
            model_name='creator',
            index=GinIndex(OpClass(Plain(models.F('name')), name='gin_trgm_ops'), name='creator_name_part'),
        ),
        AddIndexConcurrently(
            model_name='creator',
            index=GinIndex(OpClass(Plain(models.F('handle')), name='gin_trgm_ops'), name='creator_handle_part'),
        ),
        AddIndexConcurrently(
            model_name='creator',
            index=GinIndex(OpClass(Plain(models.F('initiative')), name='gin_trgm_ops'), name='creator_initiative_part'),
        ),
        AddIndexConcurrently(
            model_name='creatorcausesevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='creators_cr_pgh_cre_561e54_idx'),
        ),
        AddIndexConcurrently(
            model_name='creatorcausesevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='creator_causes_deleted'),
        ),
        AddIndexConcurrently(
            model_name='creatorevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='creators_cr_pgh_cre_6167ea_idx'),
        ),
        AddIndexConcurrently(
            model_name='creatorevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='creator_deleted'),
        ),
        AddIndexConcurrently(
            model_name='causeevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='creators_ca_pgh_obj_209280_idx'),
        ),
        AddIndexConcurrently(
            model_name='consentevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='creators_co_pgh_obj_8decf3_idx'),
        ),
        AddIndexConcurrently(
            model_name='creatorcausesevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='creators_cr_pgh_obj_6bec9a_idx'),
        ),
        AddIndexConcurrently(
            model_name='creatorevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='creators_cr_pgh_obj_965d6a_idx'),
        ),
    ]
