"""What must be true when the storm is over, asked of the database, of the receivers and of the public tree."""

from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from tests.faults.receivers import World


@dataclass
class Verdict:
    faults: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def must(self, name: str, count: int, *, at_most: int = 0, told: str = "") -> None:
        self.counts[name] = count
        if count > at_most:
            self.faults.append(f"{count} {name} (at most {at_most}){': ' + told if told else ''}")


def judge(world: World, *, kills: int) -> Verdict:
    found = Verdict()
    _releases(found)
    _effects(found, world, kills=kills)
    _tree(found)
    return found


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def _releases(found: Verdict) -> None:
    found.counts["published"] = _one("SELECT count(*) FROM series_release WHERE state = 'published'")
    found.counts["cancelled"] = _one("SELECT count(*) FROM series_release WHERE state = 'cancelled'")
    found.must("early", _one("SELECT count(*) FROM series_release WHERE published_at < instant"))
    found.must("missed", _one("SELECT count(*) FROM series_release WHERE state IN ('scheduled', 'planned')"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT hold_reason FROM series_release WHERE state = 'held' LIMIT 3")
        reasons = " / ".join(row[0] for row in cursor.fetchall())
    found.must("held", _one("SELECT count(*) FROM series_release WHERE state = 'held'"), told=reasons)
    # The history is written by triggers in the same transactions: it has every move there ever was.
    found.must(
        "published twice",
        _one(
            "SELECT count(*) FROM (SELECT e.pgh_obj_id FROM series_releaseevent e WHERE e.state = 'published'"
            " AND e.pgh_label = 'update' GROUP BY e.pgh_obj_id HAVING count(*) > 1) twice"
        ),
    )
    found.must(
        "half released",
        _one(
            "SELECT count(*) FROM series_release r JOIN series_releaseitem i ON i.release_id = r.id"
            " WHERE r.state = 'published' AND r.kind = 'publish' AND NOT EXISTS (SELECT 1 FROM series_liverevision l"
            " WHERE l.subject_id = i.subject_id) AND NOT EXISTS (SELECT 1 FROM series_releaseitem w"
            " JOIN series_release x ON x.id = w.release_id WHERE w.subject_id = i.subject_id"
            " AND x.kind = 'withdraw' AND x.state = 'published')"
        ),
    )


def _effects(found: Verdict, world: World, *, kills: int) -> None:
    from series.models import Effect

    found.must("mails twice", sum(times > 1 for times in world.mails.values()))
    found.must(
        "mails uncertain", Effect.objects.filter(kind="notice", state="uncertain").count(), at_most=kills
    )
    found.must("effects given up", Effect.objects.filter(state="parked").count())
    found.must("effects unfinished", Effect.objects.filter(state__in=["waiting", "sending"]).count())
    for kind, seen, name in (
        ("purge", world.purges, "purges not confirmed"),
        ("webhook", world.calls, "webhooks not received"),
    ):
        keys = Effect.objects.filter(kind=kind).values_list("idempotency_key", flat=True)
        found.must(name, sum(str(key) not in seen for key in keys))
    done = Effect.objects.filter(kind="notice", state="done").values_list("idempotency_key", flat=True)
    found.must("mails lost", sum(str(key) not in world.mails for key in done))
    # One publish of each subject, and its withdrawal later: a receiver must never hear the second first.
    found.must("webhooks out of order", _out_of_order(world))


def _out_of_order(world: World) -> int:
    gone: set[int] = set()
    wrong = 0
    for call in world.order:
        for subject in call["subjects"]:
            if call["event"] == "release.withdrawn":
                gone.add(subject["id"])
            elif subject["id"] in gone and call["event"] == "release.published":
                wrong += 1
    return wrong


def _tree(found: Verdict) -> None:
    from series.models import PublicFile
    from series.pages.verify import verify
    from series.video import strays
    from series.video.usage import used_by_live
    from sparks.storages import public_store

    wrong = list(verify(deep=True))
    found.must("pages wrong", len(wrong), told=" ".join(wrong[:5]))
    found.counts["pages"] = _one("SELECT count(*) FROM series_page WHERE state = 'up'")
    # Whoever was killed with files in hand leaves them to the sweep, which comes every few minutes.
    found.counts["files left to the sweep"] = len(strays.clear(at=timezone.now() + 2 * strays.AFTER))
    keys = [key for key, _at in public_store().listed()]
    known = set(PublicFile.objects.filter(key__in=keys).values_list("key", flat=True))
    stray = set(keys) - used_by_live(keys)
    found.must("public files of nothing that is live", len(stray), told=" ".join(_who_named(stray)))
    found.must("public files without a row", len(set(keys) - known))


def _who_named(keys: set[str]) -> list[str]:
    """What the releases that named these files came to, so that the cause can be found."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT format('[%%s %%s of %%s at %%s, promoted %%s, page %%s looked at %%s]',"
            " r.kind, r.state, i.subject_id,"
            " coalesce(r.published_at, r.instant), f.promoted_at, p.state, p.recheck_at) FROM series_publicfile f"
            " JOIN series_revision v ON jsonb_path_query_array(v.content, '$.**.key') ? f.key"
            " JOIN series_releaseitem i ON i.subject_id = v.subject_id JOIN series_release r ON r.id = i.release_id"
            " LEFT JOIN series_page p ON p.subject_id = i.subject_id AND p.kind = 'episode'"
            " WHERE f.key = ANY(%s)",
            [list(keys)],
        )
        return [row[0] for row in cursor.fetchall()]
