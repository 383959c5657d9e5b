"""Fifty thousand addresses and a mail server that takes whatever comes: planned at one stroke, sent by the workers."""

import os
import time
from pathlib import Path

from tests.bench.results import Figure
from tests.bench.sink import Sink
from tests.bench.stage import Stage, stage
from tests.faults.crew import children

READERS, QUICK = 50_000, 1_000
PARTS = ("media", "beat")
# What a talk with this mail server takes when nothing is written down.
FLOOR = 500


def measure(*, quick: bool) -> list[Figure]:
    readers = QUICK if quick else READERS
    with Sink() as sink, stage(extra={"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}) as one:
        from series.newsletter.models import Delivery
        from tests.factories.live import make_live_episode
        from tests.factories.readers import make_readers, planned

        floor = _floor(sink, times=100 if quick else FLOOR)
        sink.taken.clear()
        sink.first = 0.0
        make_readers(readers)
        episode = make_live_episode()
        begun = time.monotonic()
        planned(episode)
        planning = time.monotonic() - begun
        one.start(*PARTS)
        _wait(one, sink, readers)
        effort = _processor_seconds(one)
        sent = Delivery.objects.filter(state="sent").count()
    seconds = sink.last - sink.first
    return [
        Figure(
            measure="newsletter",
            name=f"{readers:,} mails to a local mail server",
            value=(readers - 1) / seconds,
            unit="mails/s",
            at_least=200,
            floor=floor,
        ),
        Figure(
            measure="newsletter",
            name="mails for a second of the sender's processor, its start included",
            value=readers / effort,
            unit="mails/s",
        ),
        Figure(
            measure="newsletter",
            name="planned, in one statement",
            value=planning,
            unit="s",
            at_most=10,
        ),
        Figure(
            measure="newsletter",
            name="addresses served more than once",
            value=sum(times > 1 for times in sink.taken.values()),
            at_most=0,
        ),
        Figure(
            measure="newsletter",
            name="addresses not served, or not known to be",
            value=readers - min(sent, len(sink.taken)),
            at_most=0,
        ),
    ]


def _processor_seconds(one: Stage) -> float:
    """What the worker and its processes have used: what is left when the machine is busy with other things."""
    ticks = 0
    for pid in [one.running["media"].pid, *children(one.running["media"].pid)]:
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


def _floor(sink: Sink, *, times: int) -> float:
    """Mails a second over one line, when the same mail is said again and again and nothing is written down."""
    from series.newsletter.sending.line import Line
    from series.newsletter.writing.mail import Mail

    mail = Mail(
        sender="hub@example.org",
        recipient="floor@example.org",
        payload=b"Subject: x\r\n\r\n" + (b"x" * 70 + b"\r\n") * 220,
    )
    with Line() as line:
        begun = time.monotonic()
        for _time in range(times):
            line.hand_over(mail)
        return times / (time.monotonic() - begun)


def _wait(one: Stage, sink: Sink, readers: int) -> None:
    """Until everybody is served; three minutes without a mail are a failure."""
    seen, since = 0, time.monotonic()
    while len(sink.taken) < readers:
        if len(sink.taken) > seen:
            seen, since = len(sink.taken), time.monotonic()
        if time.monotonic() - since > 180:
            raise SystemExit(f"Of {readers} readers {seen} were served, and no more.\n{one.words()}")
        time.sleep(0.2)
    # What was said last is written down a moment later.
    time.sleep(2)
