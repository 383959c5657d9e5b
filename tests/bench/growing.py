"""A long past, written by SQL: rows as real releases left them, and no files.

Triggers are off meanwhile, so there is no history of these rows; what a release reads and writes is all there.
"""

from collections.abc import Mapping, Sequence

import psycopg
from psycopg import sql

# Ids of the rows that are made here: far above those that sequences give.
BASE = 10_000_000


def grow(admin_url: str, *, like: int, first: int, last: int, creators: Sequence[int], slug: str) -> None:
    """Live episodes numbered `first` to `last`, in a series with this slug, like the one whose subject is `like`.

    `creators` are subjects; the episodes go round among them. Ends with fresh statistics.
    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        with connection.transaction():
            ids = _ids(connection, like)
            creator = f"(ARRAY[{','.join(map(str, creators))}])[n %% {len(creators)} + 1]".replace("%%", "%")
            for table, pattern, values in _rows(ids, creator, slug):
                _clone(connection, table, pattern, values, first, last)
            _list(connection, first, last, ids, creator)
            _found(connection, first, last, like)
        connection.execute("VACUUM ANALYZE")


def _ids(connection: psycopg.Connection[tuple[int, ...]], like: int) -> dict[str, int]:
    row = connection.execute(
        "SELECT s.episode_id, l.revision_id, l.release_id, l.series, l.causes[1],"
        " (SELECT id FROM series_releaseitem WHERE release_id = l.release_id AND subject_id = s.id),"
        " (SELECT id FROM series_page WHERE subject_id = s.id AND kind = 'episode'),"
        " (SELECT id FROM series_page WHERE subject_id = s.id AND kind = 'embed')"
        " FROM series_subject s JOIN series_liverevision l ON l.subject_id = s.id WHERE s.id = %s",
        [like],
    ).fetchone()
    names = ("episode", "revision", "release", "series", "cause", "item", "page", "embed")
    return {"subject": like, **dict(zip(names, row or (), strict=True))}


def _rows(ids: Mapping[str, int], creator: str, slug: str) -> list[tuple[str, int, dict[str, str]]]:
    """(table, id of the row to copy, what differs as SQL over the number n)."""
    own, instant = f"{BASE} + n", "timestamptz '2020-01-02 09:00Z' + n * interval '1 hour'"
    content = (
        "regexp_replace(content::text, '\"key\": \"../../[0-9a-f]+', '\"key\": \"aa/bb/' || md5(n::text), 'g')::jsonb"
        " || jsonb_build_object('number', n, 'title', 'Minute ' || n, 'slug', 'minute-' || n,"
        f" 'creator', {creator})"
    )
    live = {
        "subject_id": own,
        "revision_id": own,
        "release_id": own,
        "creator": creator,
        "published_at": instant,
        "updated_at": instant,
        "previous": f"{own} - 1",
        "next": f"{own} + 1",
        "related": f"ARRAY[{own} - 2, {own} - 3]::bigint[]",
    }
    episode = {"id": own, "number": "n", "title": "'Minute ' || n", "slug": "'minute-' || n"}
    item = {"id": own, "release_id": own, "subject_id": own, "revision_id": own}
    path = f"'/{slug}/' || n || '-minute-' || n || '/'"
    return [
        ("series_episode", ids["episode"], episode),
        ("series_subject", ids["subject"], {"id": own, "episode_id": own, "first_published_at": instant}),
        ("series_revision", ids["revision"], {"id": own, "subject_id": own, "content": content}),
        ("series_release", ids["release"], {"id": own, "instant": instant, "published_at": instant}),
        ("series_releaseitem", ids["item"], item),
        ("series_liverevision", ids["subject"], live),
        ("series_page", ids["page"], {"id": f"{BASE} + 2 * n", "subject_id": own, "path": path}),
        (
            "series_page",
            ids["embed"],
            {"id": f"{BASE} + 2 * n + 1", "subject_id": own, "path": f"'/embed/' || ({own}) || '/'"},
        ),
    ]


def _clone(
    connection: psycopg.Connection[tuple[int, ...]],
    table: str,
    pattern: int,
    values: Mapping[str, str],
    first: int,
    last: int,
) -> None:
    columns = [
        str(row[0])
        for row in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
        )
    ]
    key = "subject_id" if table == "series_liverevision" else "id"
    connection.execute(
        sql.SQL(
            "INSERT INTO {table} ({columns}) SELECT {values}"
            " FROM {table}, generate_series({first}, {last}) n WHERE {key} = {id}"
        ).format(
            table=sql.Identifier(table),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            values=sql.SQL(", ").join(
                sql.SQL(values[name]) if name in values else sql.Identifier(name)
                for name in columns  # type: ignore[arg-type]
            ),
            first=sql.Literal(first),
            last=sql.Literal(last),
            key=sql.Identifier(key),
            id=sql.Literal(pattern),
        )
    )


def _list(
    connection: psycopg.Connection[tuple[int, ...]],
    first: int,
    last: int,
    ids: Mapping[str, int],
    creator: str,
) -> None:
    keys = {
        "'all'": "",
        "'sitemap'": "",
        f"'series:{ids['series']}'": "",
        f"'cause:{ids['cause']}'": "",
        f"'creator:' || {creator}": f"PARTITION BY {creator} ",
    }
    for key, partition in keys.items():
        connection.execute(
            "INSERT INTO series_listing (key, position, subject_id)"
            f" SELECT {key}, coalesce((SELECT max(position) FROM series_listing l WHERE l.key = {key}), 0)"
            f" + row_number() OVER ({partition}ORDER BY n), {BASE} + n FROM generate_series({first}, {last}) n"
        )


def _found(connection: psycopg.Connection[tuple[int, ...]], first: int, last: int, like: int) -> None:
    connection.execute(
        "INSERT INTO series_searchentry"
        " (live_id, language, kind, revision, published_at, title, names, everything, words, cues)"
        f" SELECT {BASE} + n, language, kind, {BASE} + n, published_at, 'minute ' || n, names, everything, words, cues"
        f" FROM series_searchentry, generate_series({first}, {last}) n WHERE live_id = {like}"
    )
