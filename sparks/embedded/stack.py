"""`make run`: from nothing to a hub that answers, and back."""

import time

from sparks.embedded import home as homes
from sparks.embedded import places, ports, postgres, preparations
from sparks.embedded.environment import environment
from sparks.embedded.home import Home
from sparks.embedded.parts import application_parts, folders, nginx_part, postgres_part, redis_part
from sparks.embedded.supervisor import Supervisor, start_all, until_told
from sparks.embedded.trouble import StackError
from sparks.embedded.voices import say


def run() -> None:
    """Run the stack until told to stop. Raises StackError, with a sentence, when it cannot start."""
    home = homes.from_environment()
    homes.prepare(home)
    with homes.locked(home):
        refuse_taken_port(home)
        supervisor = Supervisor()
        with until_told(supervisor):
            try:
                start(supervisor, home)
                supervisor.run()
            finally:
                say("Stopping; what is under way may finish.")
                supervisor.stop()
                say("Stopped.")


def refuse_taken_port(home: Home) -> None:
    if ports.answers(home.port):
        raise StackError(
            f"Port {home.port} is taken by another program; end it, or choose another: PORT={home.port + 1} make run."
        )


def start(supervisor: Supervisor, home: Home) -> None:
    begun = time.monotonic()
    for folder in folders(home):
        folder.mkdir(parents=True, exist_ok=True)
    start_all(supervisor, [postgres_part(home), redis_part(home)])
    env = environment(
        home,
        database_url=postgres.address(places.socket_folder(home / "postgres")),
        redis_url=f"redis+socket://{places.socket_folder(home / 'redis') / 'redis.sock'}",
    )
    preparations.prepare(supervisor, home, env)
    start_all(supervisor, [*application_parts(home, env), nginx_part(home)])
    if supervisor.ending.is_set():
        return
    say(f"hub: {home.url}/")
    say(f"admin: {home.url}/admin/")
    say(preparations.description(home))
    say(f"(up after {time.monotonic() - begun:.0f} s; Ctrl-C ends it)")
