"""An issue and its deliveries, at one stroke."""

from django.db import connection, transaction

from series.newsletter.models import Issue
from series.newsletter.models.issue import Audience
from series.pages.live import LiveSet
from series.pages.shown.names import headline


def plan(*, release_id: int, episode_id: int) -> int:
    """Make the issue of an episode and a delivery for each who follows or awaits it; how many. Once an episode.

    One transaction with one statement for all deliveries: either the issue is planned whole or it is not. The second
    time, by the same release or a later one, nothing is made. What is no longer public has no issue.
    """
    episode = LiveSet().get(episode_id)
    if episode is None:
        return 0
    title = headline(episode.content)[:400]
    issue = Issue(release_id=release_id, episode_id=episode_id, title=title, audience=Audience.FOLLOWERS)
    with transaction.atomic():
        Issue.objects.bulk_create([issue], ignore_conflicts=True)
        made = (
            Issue.objects.select_for_update()
            .filter(episode=episode_id, audience=Audience.FOLLOWERS, release=release_id)
            .first()
        )
        if made is None or made.deliveries.exists():
            return 0
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO newsletter_delivery (issue_id, subscriber_id, state)"
                " SELECT %s, s.id, 'queued' FROM newsletter_subscriber s"
                " WHERE s.state = 'confirmed' AND (s.everything OR EXISTS (SELECT FROM newsletter_following f"
                " WHERE f.subscriber_id = s.id AND f.subject_id = ANY(%s)) OR EXISTS (SELECT FROM newsletter_reminder r"
                " WHERE r.subscriber_id = s.id AND r.episode_id = %s))"
                " ORDER BY s.id ON CONFLICT (issue_id, subscriber_id) DO NOTHING",
                [made.pk, [episode.series, *episode.causes], episode_id],
            )
            planned = cursor.rowcount
            # From here on the ledger has them.
            cursor.execute(
                "DELETE FROM newsletter_reminder r USING newsletter_delivery d"
                " WHERE r.episode_id = %s AND d.issue_id = %s AND d.subscriber_id = r.subscriber_id",
                [episode_id, made.pk],
            )
            return planned
