"""The search over ten thousand films with transcripts: time in the database, and requests a second through nginx."""

import random
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.bench.results import Figure, quantile
from tests.bench.stage import Stage, stage

SIZE, QUICK = 10_000, 500
SECONDS, QUICK_SECONDS = 10, 2
WORDS, SPOKEN = 20_000, 140
CONNECTIONS = 8

# Each like a real one, in words of a vocabulary whose use falls off as that of a language does.
_TALK = """
UPDATE series_revision r SET content = r.content || jsonb_build_object('transcript', t.said, 'summary', t.sum,
       'title', t.title)
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) t(id, said, sum, title) WHERE r.id = t.id
"""


def measure(*, quick: bool) -> list[Figure]:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is not installed: install the package wrk of your system, then try again.")
    size = QUICK if quick else SIZE
    with stage() as one:
        questions = _fill(one, size)
        times = _in_database(questions)
        one.start("web", "nginx")
        rate = _rate(wrk, one, questions, QUICK_SECONDS if quick else SECONDS)
    name = f"{size:,} films with transcripts"
    same = {"measure": "search"}
    return [
        Figure(
            name=f"{name}: p95 in the database", value=quantile(times, 0.95), unit="ms", at_most=20, **same
        ),
        Figure(name=f"{name}: median in the database", value=statistics.median(times), unit="ms", **same),
        Figure(name=f"{name}: requests/s as JSON", value=rate, at_least=100, **same),
    ]


def _fill(one: Stage, size: int) -> list[str]:
    """The questions: names, words of what is said, mistyped ones; a third each."""
    from series.addresses import slug_of
    from series.models import LiveRevision
    from series.models.subject import subject_of
    from series.search.rebuild import catch_up
    from tests.bench import cast
    from tests.bench.growing import grow
    from tests.factories import subjects

    chance = random.Random(7)
    series, people = cast.hub(), cast.people(5)
    pattern = subjects.make_episode(series=series)
    subjects.published(pattern)
    grow(
        one.database_admin,
        like=subject_of(pattern).pk,
        first=pattern.number + 1,
        last=pattern.number + size,
        creators=[subject_of(person).pk for person in people],
        slug=slug_of(series),
    )
    words = _vocabulary(chance)
    weights = [1 / place for place in range(1, len(words) + 1)]
    revisions = list(LiveRevision.objects.filter(kind="episode").values_list("revision", flat=True))
    texts: list[tuple[int, str, str, str]] = [
        (
            pk,
            " ".join(chance.choices(words, weights, k=SPOKEN)),
            " ".join(chance.choices(words, weights, k=15)),
            " ".join(chance.choices(words[200:], k=3)),
        )
        for pk in revisions
    ]
    _talk(one, texts)
    begun = time.monotonic()
    assert catch_up()
    print(f"  {size} entries in {time.monotonic() - begun:.0f} s", flush=True)
    return [_question(chance, *chance.choice(texts)[1:]) for _ in range(600)]


def _talk(one: Stage, texts: list[tuple[int, str, str, str]]) -> None:
    """Revisions are immutable to everybody but the superuser, who may switch triggers off."""
    import psycopg

    with psycopg.connect(one.database_admin) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(_TALK, [list(column) for column in zip(*texts, strict=True)])
    with psycopg.connect(one.database_admin, autocommit=True) as connection:
        connection.execute("DELETE FROM series_searchentry")
        connection.execute("VACUUM ANALYZE")


def _vocabulary(chance: random.Random) -> list[str]:
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    return list(
        dict.fromkeys("".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(WORDS))
    )


def _question(chance: random.Random, said: str, _summary: str, title: str) -> str:
    kind = chance.randrange(3)
    if kind == 0:
        return title
    spoken = said.split()
    words = chance.sample(spoken, k=2)
    if kind == 1:
        return " ".join(words)
    word = max(title.split(), key=len)
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _in_database(questions: list[str]) -> list[float]:
    """Milliseconds that the queries of each question take, from asking to the last row."""
    from django.db import connection

    from series.pages.live import LiveSet
    from series.search.find import find
    from series.search.hits import hits_of
    from series.search.question import question_of

    spent = [0.0]

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[-1] += (time.perf_counter() - begun) * 1000

    with connection.execute_wrapper(note):
        for question in questions:
            spent.append(0.0)
            hits_of(find(question_of(question)), first=0, most=8, live=LiveSet())
    return spent[50:]


def _rate(wrk: str, one: Stage, questions: list[str], seconds: int) -> float:
    paths = ",".join(f'"/search.json?q={quote(question)}"' for question in questions)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "ask.lua"
        script.write_text(
            f"local paths = {{{paths}}}\nlocal n = 0\n"
            "request = function() n = n % #paths + 1; return wrk.format('GET', paths[n]) end\n"
        )
        url = f"http://localhost:{one.home.port}"
        _wait(f"{url}/search.json?q=x")
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), url]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"wrk met errors: {said}")
    rate = next(line for line in said.splitlines() if line.startswith("Requests/sec"))
    return float(rate.split()[1])


def _wait(url: str) -> None:
    import httpx

    for _ in range(150):
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"{url} does not answer.")
