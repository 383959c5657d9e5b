"""Measures a film inside a box: another process, with limits on time and memory, that can write nothing.

`python -m series.video.probe PATH` prints one JSON object: the measure, or `{"refused": [sentence, …]}`.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from series.video import confined, limits
from series.video.measured import Measured
from series.video.refusal import Refused

GAVE_UP = "The film could not be measured within the limits of time and memory. Export it again as plain MP4."


def measure(path: Path) -> Measured:
    """Raises Refused for whatever is not a film of the length and form we take; never hangs."""
    command = [sys.executable, "-m", "series.video.probe", str(path.resolve())]
    try:
        done = confined.run(command, seconds=limits.PROBE_SECONDS, memory=limits.PROBE_MEMORY)
        answer = json.loads(done.stdout)
    except (confined.OutOfTime, ValueError) as error:
        raise Refused(GAVE_UP) from error
    if "refused" in answer:
        raise Refused(*answer["refused"])
    return Measured.from_json(answer)


def main(path: str) -> None:
    import av.logging

    from series.video.decoding import decode

    av.logging.set_level(None)
    try:
        answer: dict[str, object] = asdict(decode(Path(path)))
    except Refused as refused:
        answer = {"refused": refused.sentences}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
