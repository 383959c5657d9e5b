"""A newsletter to many addresses, whose senders are killed -9 ten times, and the database once."""

import http.client
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.bench.sink import Sink
from tests.bench.stage import Stage, stage
from tests.faults import SEED
from tests.faults.crew import Keeper, children
from tests.faults.told import keep_logs, told_to_all
from tests.faults.verdict import Verdict

ADDRESSES = int(os.environ.get("FAULTS_ADDRESSES") or 50_000)
KILLS = 10
# The worker that sends, in the stack of `make run`.
SENDER = "media"
# Without a mail for so long, nobody will send one any more.
PATIENCE = 180.0


@dataclass
class Page:
    """What a reader who follows the link of the very first mail would see."""

    port: int = 0
    path: str = ""
    answered: list[int] = field(default_factory=list)

    def ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", self.path, headers={"Host": f"localhost:{self.port}"})
        answer = connection.getresponse()
        self.answered.append(answer.status if b"<video" in answer.read() else 0)
        connection.close()


@dataclass
class InFlight:
    """The mails that were being sent at the kills, each once: the dead keep theirs until their lease ends."""

    seen: set[int] = field(default_factory=set)
    more: int = 0

    @property
    def most(self) -> int:
        return len(self.seen) + self.more

    def look(self) -> None:
        from series.newsletter.models import Delivery

        self.seen |= set(Delivery.objects.filter(state="sending").values_list("pk", flat=True))


def main() -> int:
    print(f"{ADDRESSES} addresses, SEED={SEED}", flush=True)
    begun, page = time.monotonic(), Page()
    with (
        Sink(first_word=page.ask) as sink,
        stage(extra={"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "CELERY_VISIBILITY_TIMEOUT": "2"}) as one,
    ):
        sink.counted = "reader"
        found, told = _sent(one, sink, page)
        if found.faults:
            keep_logs(one.home / "log")
    return told_to_all(found.faults, told, seconds=time.monotonic() - begun)


def _sent(one: Stage, sink: Sink, page: Page) -> tuple[Verdict, str]:
    from series.pages.bake import bake_marked
    from tests.bench import cast
    from tests.factories.readers import make_readers

    series, creators = cast.hub(), cast.people(1)
    make_readers(ADDRESSES)
    bake_marked()
    keeper = Keeper(one, one.parts())
    keeper.start()
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=20)
    [release] = cast.scheduled(1, series=series, creators=creators, at=lambda _n: at)
    content = release.items.get().revision.content
    page.port = one.home.port
    page.path = f"/{content['series_slug']}/{content['number']}-{content['slug']}/"
    chance, in_flight = random.Random(SEED), InFlight()
    acts: Counter[str] = Counter()
    for moment, act in _moments(chance):
        if not _until(keeper, sink, moment):
            break
        # Anywhere between two mails, and in the midst of one.
        time.sleep(chance.uniform(0, 0.02))
        act(keeper, in_flight)
        acts[act.__name__.replace("_", " ")] += 1
        print(f"  {time.strftime('%H:%M:%S')} {act.__name__} after {len(sink.taken)} mails", flush=True)
    _calm(keeper, sink)
    found = _judge(sink, page, in_flight=in_flight.most)
    done = ", ".join(f"{times}× {name}" for name, times in sorted(acts.items()))
    if sum(acts.values()) < KILLS + 1:
        found.faults.append(f"only {sum(acts.values())} of {KILLS + 1} kills came before the last mail")
    counts = ", ".join(f"{count} {name}" for name, count in found.counts.items())
    speed = len(sink.taken) / max(1e-9, sink.last - sink.first)
    return found, f"{counts}; {done}; {speed:.0f} mails/s with all restarts"


def _moments(chance: random.Random) -> Iterator[tuple[int, Callable[[Keeper, InFlight], None]]]:
    """After how many mails what is killed: in each twelfth of all something, the database once."""
    acts = [kill_database, *chance.choices([kill_worker, kill_processes], weights=[3, 2], k=KILLS)]
    chance.shuffle(acts)
    part = ADDRESSES / (len(acts) + 1)
    for place, act in enumerate(acts):
        yield int(part * (place + chance.uniform(0.1, 0.9))) + 1, act


def kill_worker(keeper: Keeper, in_flight: InFlight) -> None:
    """With all its processes."""
    keeper.kill(SENDER)
    in_flight.look()


def kill_processes(keeper: Keeper, in_flight: InFlight) -> None:
    """Those that send; who made them lives on."""
    process = keeper.one.running.get(SENDER)
    for pid in list(children(process.pid)) if process else []:
        keeper.kill_one(pid)
    in_flight.look()


def kill_database(keeper: Keeper, in_flight: InFlight) -> None:
    """What was sent may never be written down, nor what was claimed be known: so a batch more for each sender."""
    from django.db import connections

    from series.newsletter.sending.claim import BATCH
    from series.newsletter.sending.slots import SENDERS

    keeper.kill("postgres")
    connections.close_all()
    in_flight.more += 2 * BATCH * SENDERS


def _until(keeper: Keeper, sink: Sink, mails: int) -> bool:
    """Keep the crew running until so many were taken; whether they were."""
    seen, since = len(sink.taken), time.monotonic()
    while len(sink.taken) < mails:
        keeper.look()
        time.sleep(0.005)
        if len(sink.taken) > seen:
            seen, since = len(sink.taken), time.monotonic()
        if time.monotonic() - since > PATIENCE:
            return False
    return True


def _calm(keeper: Keeper, sink: Sink) -> None:
    """Until nothing waits and nobody sends. Leases of the dead are ended by hand: they take three minutes else."""
    from django.db import DatabaseError, connections
    from django.db.models.functions import Now

    from series.newsletter.models import Delivery

    seen, since = -1, time.monotonic()
    while time.monotonic() - since < PATIENCE:
        keeper.watch(1)
        if len(sink.taken) > seen:
            seen, since = len(sink.taken), time.monotonic()
        try:
            waiting = Delivery.objects.filter(state="queued").count()
            if not waiting and time.monotonic() - since > 5:
                Delivery.objects.filter(state="sending").update(lease_until=Now())
            if not waiting and not Delivery.objects.filter(state="sending").exists():
                return
        except DatabaseError:
            connections.close_all()


def _judge(sink: Sink, page: Page, *, in_flight: int) -> Verdict:
    from series.newsletter.models import Delivery

    found = Verdict()
    rows = dict(Delivery.objects.values_list("subscriber__address", "state"))
    states = Counter(rows.values())
    unknown = {address for address, state in rows.items() if state == "uncertain"}
    sent = {address for address, state in rows.items() if state == "sent"}
    served = set(sink.taken)
    found.counts["served"] = len(served)
    found.must("addresses served twice", sum(times > 1 for times in sink.taken.values()))
    found.must("unknown", len(unknown), at_most=in_flight)
    found.counts["of them served"] = len(unknown & served)
    found.counts["in flight at the kills"] = in_flight
    found.must("neither served nor unknown", ADDRESSES - len(served | unknown))
    found.must("said to be sent and never taken", len(sent - served))
    found.must("not ended", ADDRESSES - states["sent"] - states["uncertain"], told=str(dict(states)))
    found.must("first mail before the page", int(page.answered[:1] != [200]))
    return found
