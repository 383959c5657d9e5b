"""The least that the same machine can do, measured in the same run."""

import http.client
import time

import psycopg

from tests.bench.stage import Stage


def commit_rename_get(one: Stage, *, times: int) -> list[float]:
    """Seconds for a row committed, a page renamed into place and nginx's answer with it: a release's bare bones."""
    body = b"<!doctype html><title>floor</title><video></video>" * 200
    folder = one.home / "public" / "pages" / "floor"
    found = []
    with psycopg.connect(one.env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_floor (at timestamptz)")
        for number in range(times):
            time.sleep(0.02)
            begun = time.monotonic()
            connection.execute("INSERT INTO bench_floor VALUES (now())")
            place = folder / str(number) / "index.html"
            place.parent.mkdir(parents=True)
            temporary = place.with_name(".floor.tmp")
            temporary.write_bytes(body)
            temporary.replace(place)
            _get(one.home.port, f"/floor/{number}/")
            found.append(time.monotonic() - begun)
            place.unlink()
            place.parent.rmdir()
        connection.execute("DROP TABLE bench_floor")
    folder.rmdir()
    return found


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"nginx answered {answer.status} for {path}.")
    return body
