"""A soft chord of whole-number frequencies, so that one second of it can be repeated without a click."""

import math
from array import array
from collections.abc import Iterator
from fractions import Fraction

import av

RATE = 48_000
BLOCK = 1024
CHORDS = [(196, 294, 370), (174, 262, 349), (220, 330, 415), (164, 247, 392)]


def chord(seconds: int, *, voice: int) -> Iterator[av.AudioFrame]:
    second = _second(CHORDS[voice % len(CHORDS)])
    whole = second * seconds
    _fade(whole)
    for start in range(0, len(whole) - BLOCK, BLOCK):
        block = av.AudioFrame(format="flt", layout="mono", samples=BLOCK)
        block.planes[0].update(whole[start : start + BLOCK].tobytes())
        block.sample_rate, block.pts, block.time_base = RATE, start, Fraction(1, RATE)
        yield block


def _second(tones: tuple[int, ...]) -> array[float]:
    steps = [math.tau * tone / RATE for tone in tones]
    # Two swells a second, each coming back to where it began.
    return array(
        "f",
        (
            0.07 * (0.8 + 0.2 * math.sin(math.tau * n / RATE)) * sum(math.sin(step * n) for step in steps)
            for n in range(RATE)
        ),
    )


def _fade(samples: array[float]) -> None:
    edge = RATE // 3
    for n in range(edge):
        samples[n] *= n / edge
        samples[-1 - n] *= n / edge
