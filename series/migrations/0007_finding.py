from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from sparks.desk.plain import Plain
from sparks.link_history import keep_links


class Migration(migrations.Migration):
    # People work while the indexes are built.
    atomic = False

    dependencies = [("creators", "0002_finding"), ('series', '0006_lineup')]

    operations = [
        *keep_links(
            table="series_episode_causes",
            events="series_episodecausesevent",
            columns=["episode_id", "cause_id"],
            triggers={
                "insert": ("pgtrigger_insert_insert_404b5", "3f6596ae78cad8dc9b68be07f8dbcaa03fb13df6"),
                "update": ("pgtrigger_update_update_feec2", "ee356a46241b6295e5d3becb2f81bad9d069b863"),
                "delete": ("pgtrigger_delete_delete_f4392", "b1e31ddb8b4f02183ed19e45100c1de29b1a620d"),
            },
        ),
        # The history of everything, by person.
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS history_by_person"
            " ON pghistory_context ((metadata -> 'user'), created_at)",
            "DROP INDEX IF EXISTS history_by_person",
        ),
        AddIndexConcurrently(
            model_name='assetevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_asse_pgh_cre_4fa5fd_idx'),
        ),
        AddIndexConcurrently(
            model_name='assetevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='asset_deleted'),
        ),
        AddIndexConcurrently(
            model_name='episode',
            index=GinIndex(OpClass(Plain(models.F('title')), name='gin_trgm_ops'), name='episode_title_part'),
        ),
        AddIndexConcurrently(
            model_name='episodecaptionevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_epis_pgh_cre_69dfb7_idx'),
        ),
        AddIndexConcurrently(
            model_name='episodecaptionevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='episodecaption_deleted'),
        ),
        AddIndexConcurrently(
            model_name='episodecausesevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_epis_pgh_cre_31ef33_idx'),
        ),
        AddIndexConcurrently(
            model_name='episodecausesevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='episode_causes_deleted'),
        ),
        AddIndexConcurrently(
            model_name='episodeevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_epis_pgh_cre_6daf5a_idx'),
        ),
        AddIndexConcurrently(
            model_name='episodeevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='episode_deleted'),
        ),
        AddIndexConcurrently(
            model_name='legalpageevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_lega_pgh_cre_2047a9_idx'),
        ),
        AddIndexConcurrently(
            model_name='legalpageevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='legalpage_deleted'),
        ),
        AddIndexConcurrently(
            model_name='liverevisionevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_live_pgh_cre_772630_idx'),
        ),
        AddIndexConcurrently(
            model_name='liverevisionevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='liverevision_deleted'),
        ),
        AddIndexConcurrently(
            model_name='releaseevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_rele_pgh_cre_815c88_idx'),
        ),
        AddIndexConcurrently(
            model_name='releaseevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='release_deleted'),
        ),
        AddIndexConcurrently(
            model_name='releaseitemevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_rele_pgh_cre_93f5a4_idx'),
        ),
        AddIndexConcurrently(
            model_name='releaseitemevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='releaseitem_deleted'),
        ),
        AddIndexConcurrently(
            model_name='reviewevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_revi_pgh_cre_2ce4a0_idx'),
        ),
        AddIndexConcurrently(
            model_name='reviewevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='review_deleted'),
        ),
        AddIndexConcurrently(
            model_name='revisionevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_revi_pgh_cre_53d6af_idx'),
        ),
        AddIndexConcurrently(
            model_name='revisionevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='revision_deleted'),
        ),
        AddIndexConcurrently(
            model_name='seasonevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_seas_pgh_cre_87ae3f_idx'),
        ),
        AddIndexConcurrently(
            model_name='seasonevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='season_deleted'),
        ),
        AddIndexConcurrently(
            model_name='seriesevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_seri_pgh_cre_14c466_idx'),
        ),
        AddIndexConcurrently(
            model_name='seriesevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='series_deleted'),
        ),
        AddIndexConcurrently(
            model_name='siteevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_site_pgh_cre_fe1b59_idx'),
        ),
        AddIndexConcurrently(
            model_name='siteevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='site_deleted'),
        ),
        AddIndexConcurrently(
            model_name='slotevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_slot_pgh_cre_1d198c_idx'),
        ),
        AddIndexConcurrently(
            model_name='slotevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='slot_deleted'),
        ),
        AddIndexConcurrently(
            model_name='subjectevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_subj_pgh_cre_365605_idx'),
        ),
        AddIndexConcurrently(
            model_name='subjectevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='subject_deleted'),
        ),
        AddIndexConcurrently(
            model_name='teaserevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_teas_pgh_cre_1500d3_idx'),
        ),
        AddIndexConcurrently(
            model_name='teaserevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='teaser_deleted'),
        ),
        AddIndexConcurrently(
            model_name='webhookendpointevent',
            index=models.Index(fields=['pgh_created_at', 'pgh_id'], name='series_webh_pgh_cre_8e7755_idx'),
        ),
        AddIndexConcurrently(
            model_name='webhookendpointevent',
            index=models.Index(condition=models.Q(('pgh_label', 'delete')), fields=['pgh_created_at', 'pgh_id'], name='webhookendpoint_deleted'),
        ),
        AddIndexConcurrently(
            model_name='assetevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_asse_pgh_obj_e641ce_idx'),
        ),
        AddIndexConcurrently(
            model_name='episodecaptionevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_epis_pgh_obj_34b1c9_idx'),
        ),
        AddIndexConcurrently(
            model_name='episodecausesevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_epis_pgh_obj_78521d_idx'),
        ),
        AddIndexConcurrently(
            model_name='episodeevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_epis_pgh_obj_5da1da_idx'),
        ),
        AddIndexConcurrently(
            model_name='legalpageevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_lega_pgh_obj_069372_idx'),
        ),
        AddIndexConcurrently(
            model_name='lineupimportevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_line_pgh_obj_77b3f0_idx'),
        ),
        AddIndexConcurrently(
            model_name='liverevisionevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_live_pgh_obj_0a3ce6_idx'),
        ),
        AddIndexConcurrently(
            model_name='releaseevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_rele_pgh_obj_05e9f4_idx'),
        ),
        AddIndexConcurrently(
            model_name='releaseitemevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_rele_pgh_obj_f1d2d6_idx'),
        ),
        AddIndexConcurrently(
            model_name='reviewevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_revi_pgh_obj_99a853_idx'),
        ),
        AddIndexConcurrently(
            model_name='revisionevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_revi_pgh_obj_51d246_idx'),
        ),
        AddIndexConcurrently(
            model_name='savedfilterevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_save_pgh_obj_79925e_idx'),
        ),
        AddIndexConcurrently(
            model_name='seasonevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_seas_pgh_obj_32e26e_idx'),
        ),
        AddIndexConcurrently(
            model_name='seriesevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_seri_pgh_obj_c9736b_idx'),
        ),
        AddIndexConcurrently(
            model_name='siteevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_site_pgh_obj_ef5979_idx'),
        ),
        AddIndexConcurrently(
            model_name='slotevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_slot_pgh_obj_023e7b_idx'),
        ),
        AddIndexConcurrently(
            model_name='subjectevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_subj_pgh_obj_0da287_idx'),
        ),
        AddIndexConcurrently(
            model_name='teaserevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_teas_pgh_obj_a0218b_idx'),
        ),
        AddIndexConcurrently(
            model_name='webhookendpointevent',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='series_webh_pgh_obj_db7e8a_idx'),
        ),
    ]
