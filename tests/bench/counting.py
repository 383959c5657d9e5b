"""Notes, by triggers of the measuring alone, when pages were baked and which release's marks that settled."""

from django.db import connection

_NOTES = """
    CREATE TABLE bench_marks (release_id bigint, page_id bigint, baked timestamptz);
    CREATE FUNCTION bench_note_mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO bench_marks VALUES (OLD.release_id, OLD.page_id, clock_timestamp()); RETURN OLD; END $$;
    CREATE TRIGGER bench_note_mark AFTER DELETE ON series_mark
        FOR EACH ROW WHEN (OLD.release_id IS NOT NULL) EXECUTE FUNCTION bench_note_mark();
    CREATE TABLE bench_bakes (page_id bigint, at timestamptz);
    CREATE FUNCTION bench_note_bake() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO bench_bakes VALUES (NEW.id, clock_timestamp()); RETURN NEW; END $$;
    CREATE TRIGGER bench_note_bake AFTER UPDATE OF baked_at ON series_page
        FOR EACH ROW EXECUTE FUNCTION bench_note_bake();
"""


def begin() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOTES)


def bakes_of(path: str) -> int:
    """How often this page was baked since `begin`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM bench_bakes b JOIN series_page p ON p.id = b.page_id WHERE p.path = %s",
            [path],
        )
        return int(cursor.fetchone()[0])


def seconds_until_right(releases: list[int]) -> list[float]:
    """For each release: seconds from its instant until the last page it marked had been baked, lists included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM max(m.baked) - r.instant) FROM bench_marks m"
            " JOIN series_release r ON r.id = m.release_id WHERE r.id = ANY(%s) GROUP BY r.id, r.instant",
            [releases],
        )
        return [float(row[0]) for row in cursor.fetchall()]


def open_marks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM series_mark")
        return int(cursor.fetchone()[0])
