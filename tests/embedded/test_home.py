"""What keeps a stack from starting is told in a sentence, with a code that is not zero."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sparks.embedded import home as homes
from sparks.embedded import ports
from sparks.embedded.trouble import StackError
from tests.embedded.stacks import CHECKOUT, SMALL, stack


def refusal(home: Path, *, port: int | str) -> str:
    result = subprocess.run(
        SMALL,
        env={**os.environ, "SPARKS_HOME": str(home), "PORT": str(port)},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    (sentence,) = result.stderr.splitlines()
    return sentence


def test_a_port_in_use_is_named_with_a_free_neighbour(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refusal(home, port=port)

    assert sentence == (
        f"Port {port} is taken by another program; end it, or choose another: PORT={port + 1} make run."
    )


def test_a_port_that_is_no_number_is_named(home):
    assert refusal(home, port="http") == "PORT is 'http'; it must be a number from 1 to 65535."


def test_a_second_start_says_where_the_first_is(home):
    port = ports.free_port()
    with stack(SMALL, home, port) as first:
        first.hear("hub: ")
        sentence = refusal(home, port=ports.free_port())

    assert sentence.startswith(
        f"It is running already: http://localhost:{port}/ (process {first.process.pid});"
    )


def test_a_lock_file_of_a_dead_stack_holds_nothing(home):
    (home / "stack.lock").write_text('{"pid": 1, "url": "http://localhost:1"}')
    with stack(SMALL, home, ports.free_port()) as running:
        running.hear("hub: ")


def test_a_home_that_is_a_file_is_named(home):
    file = home / "file"
    file.touch()

    assert "cannot be made" in refusal(file / "sparks", port=ports.free_port())


def test_a_home_that_nginx_cannot_spell_is_named(home):
    assert "without a dollar sign" in refusal(home / "a$b", port=ports.free_port())


def test_a_disk_with_too_little_room_is_named(home, monkeypatch):
    monkeypatch.setattr(homes, "LEAST_SPACE", 1 << 60)

    with pytest.raises(StackError, match=f"The disk that holds {home} is full: free some space on it"):
        homes.prepare(homes.Home(home, 8000))


def test_half_made_data_stops_the_start_with_a_sentence(home):
    (home / "postgres" / "data").mkdir(parents=True)

    assert "is only half made or damaged" in refusal(home, port=ports.free_port())


def test_saying_nothing_or_nonsense_says_how():
    result = subprocess.run([sys.executable, "-m", "sparks.embedded", "walk"], capture_output=True, text=True)

    assert (result.returncode, result.stderr) == (2, "Say `python -m sparks.embedded run`, or `make run`.\n")
