"""Measures a film by decoding every frame and every block of sound.

Runs inside the box of `probe`, never in a worker.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.rational import AVRational
from av.stream import Disposition

from series.video import limits
from series.video.boxes import sniff
from series.video.measured import Measured
from series.video.refusal import Refused

UNREADABLE = "The film can't be read: it is damaged or cut short. Export it again as MP4 and send it."
# Forced demuxer, only this file, no references to other files: a playlist named film.mp4 reads nothing.
OPENING = {"protocol_whitelist": "file", "enable_drefs": "0", "use_absolute_path": "0"}
HDR_TRANSFERS = {16, 18}
# An edit list that moves the start by the decoder's delay is normal; one that hides more was made by a person.
HIDDEN_MS = 250
DAMAGE_ALLOWED = 0.01


@dataclass
class Span:
    """From the first instant shown to the last, in seconds."""

    start: Fraction | None = None
    end: Fraction = Fraction(0)

    def add(self, *, start: Fraction, end: Fraction) -> None:
        self.start = start if self.start is None else min(self.start, start)
        self.end = max(self.end, end)

    @property
    def seconds(self) -> Fraction:
        return Fraction(0) if self.start is None else self.end - self.start


@dataclass
class Tally:
    whole: Span = field(default_factory=Span)
    film: Span = field(default_factory=Span)
    frames: int = 0
    damaged: int = 0
    last_start: Fraction = Fraction(0)
    sizes: set[tuple[int, int]] = field(default_factory=set)
    rotation: int = 0
    pixel_aspect: Fraction = Fraction(1)
    hdr: bool = False
    interlaced: bool = False


def decode(path: Path) -> Measured:
    """Raises Refused with what is wrong; whatever the decoders raise becomes such a sentence."""
    size = path.stat().st_size
    if size > limits.LARGEST_VIDEO:
        raise Refused(
            f"The film is {size / 1024**2:.0f} MB; the limit is {limits.LARGEST_VIDEO / 1024**2:.0f} MB. "
            "Export it with a lower bit rate."
        )
    container = sniff(path)
    try:
        with _open(path) as film:
            measured = _measure(film, container=container, size=size)
        hidden = abs(_span_without_edits(path) * 1000 - measured[1].film.seconds * 1000)
    except (av.FFmpegError, OSError, ValueError, MemoryError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(UNREADABLE) from error
    return _described(*measured, edited=hidden > HIDDEN_MS)


def _open(path: Path, **options: str) -> InputContainer:
    return av.open(str(path), format="mov", options={**OPENING, **options})


def _measure(film: InputContainer, *, container: str, size: int) -> tuple[dict[str, object], Tally]:
    video, audio = _streams(film)
    context = video.codec_context
    # The header's size is checked below; this bounds a stream whose frames grow later (decoders pad their own).
    context.options = {"max_pixels": str(limits.FRAME_PIXELS * 5 // 4)}
    context.thread_type, context.thread_count = "AUTO", 2
    if context.width * context.height > limits.FRAME_PIXELS:
        raise Refused(
            f"The frames are {context.width}×{context.height}; 2160×3840 (4K) is the largest we take. "
            "Export the film at 1080×1920."
        )
    tally = Tally()
    for packet in film.demux(*filter(None, (video, audio))):
        _take(packet, tally)
        _stop_if_endless(tally)
    if context.sample_aspect_ratio:
        tally.pixel_aspect = _exact(context.sample_aspect_ratio)
    return _facts(video, audio, container=container, size=size), tally


def _exact(rational: AVRational | None) -> Fraction:
    return Fraction(rational.numerator, rational.denominator) if rational else Fraction(0)


def _streams(film: InputContainer) -> tuple[av.VideoStream, av.AudioStream | None]:
    films = [s for s in film.streams.video if not s.disposition & Disposition.attached_pic]
    if not films:
        raise Refused("There is no moving picture in this file. Send the film itself, as MP4.")
    return films[0], next(iter(film.streams.audio), None)


def _take(packet: av.Packet, tally: Tally) -> None:
    try:
        frames = packet.decode()
    except av.FFmpegError:
        tally.damaged += 1
        return
    for frame in frames:
        if isinstance(frame, av.VideoFrame):
            _count(frame, tally)
        elif isinstance(frame, av.AudioFrame) and frame.pts is not None and frame.time_base:
            start = frame.pts * _exact(frame.time_base)
            tally.whole.add(start=start, end=start + Fraction(frame.samples, frame.sample_rate))


def _count(frame: av.VideoFrame, tally: Tally) -> None:
    base = _exact(frame.time_base)
    start = frame.pts * base if frame.pts is not None else tally.film.end
    usual = tally.film.seconds / tally.frames if tally.frames else Fraction(0)
    end = start + (frame.duration * base if frame.duration else usual)
    tally.film.add(start=start, end=end)
    tally.whole.add(start=start, end=end)
    tally.last_start = max(tally.last_start, start)
    tally.frames += 1
    tally.damaged += frame.is_corrupt
    tally.sizes.add((frame.width, frame.height))
    tally.rotation = frame.rotation % 360
    tally.hdr |= int(frame.color_trc) in HDR_TRANSFERS
    tally.interlaced |= frame.interlaced_frame


def _stop_if_endless(tally: Tally) -> None:
    if tally.whole.seconds * 1000 > limits.DECODED_AT_MOST_MS:
        minutes = limits.DECODED_AT_MOST_MS // 60_000
        raise Refused(
            f"The film lasts more than {minutes} minutes; an episode is 60 seconds. Cut it and send it."
        )
    if tally.frames > limits.FRAMES_AT_MOST:
        raise Refused("The film has more than 120 frames a second. Export it with 24, 25 or 30.")


def _span_without_edits(path: Path) -> Fraction:
    span = Span()
    with _open(path, ignore_editlist="1") as film:
        video, _ = _streams(film)
        for packet in film.demux(video):
            if packet.pts is not None:
                base = _exact(packet.time_base)
                span.add(start=packet.pts * base, end=(packet.pts + (packet.duration or 0)) * base)
    return span.seconds


def _facts(
    video: av.VideoStream, audio: av.AudioStream | None, *, container: str, size: int
) -> dict[str, object]:
    context = video.codec_context
    return {
        "container": container,
        "bytes": size,
        "video_codec": context.name,
        "profile": context.profile or "",
        "pixel_format": context.pix_fmt or "",
        "audio_codec": audio.codec_context.name if audio else None,
        "audio_channels": audio.codec_context.channels if audio else 0,
    }


def _described(facts: dict[str, object], tally: Tally, *, edited: bool) -> Measured:
    if not tally.frames or tally.damaged > tally.frames * DAMAGE_ALLOWED:
        raise Refused(UNREADABLE)
    duration_ms = round(tally.whole.seconds * 1000)
    if duration_ms > limits.MAX_DURATION_MS:
        raise Refused(
            f"The film lasts {duration_ms / 1000:.1f} seconds; an episode is 60 "
            f"(at most {limits.MAX_DURATION_MS / 1000:g}). Cut it and send it again."
        )
    width, height = max(tally.sizes, key=lambda size: size[0] * size[1])
    width = round(width * tally.pixel_aspect)
    if tally.rotation in (90, 270):
        width, height = height, width
    shown = tally.last_start - (tally.film.start or 0)
    oddities = {
        "an edit list hides part of it": edited,
        "its pixels are not square": tally.pixel_aspect != 1,
        "it is interlaced": tally.interlaced,
        "its frame size changes": len(tally.sizes) > 1,
        "some frames are damaged": tally.damaged > 0,
    }
    return Measured(
        duration_ms=duration_ms,
        width=width,
        height=height,
        fps=round(float((tally.frames - 1) / shown), 3) if shown else 0.0,
        frames=tally.frames,
        rotation=tally.rotation,
        has_audio=facts["audio_codec"] is not None,
        oddities=tuple(name for name, true in oddities.items() if true),
        warnings=_warnings(width=width, height=height, tally=tally, sound=facts["audio_codec"] is not None),
        **facts,  # type: ignore[arg-type]
    )


def _warnings(*, width: int, height: int, tally: Tally, sound: bool) -> tuple[str, ...]:
    found = []
    if abs(width / height / limits.ASPECT - 1) > limits.ASPECT_TOLERANCE:
        found.append(f"The frame is {width}×{height}, not upright 9:16: bars or a crop will show.")
    if min(width, height) < limits.WEB_SHORT_SIDE:
        found.append(f"The frame is only {width}×{height}; 1080×1920 looks sharp on every screen.")
    if not sound:
        found.append("The film has no sound.")
    if tally.hdr:
        found.append("The film is HDR: its colours look pale on most screens. Export it as SDR (Rec. 709).")
    if tally.damaged:
        found.append(f"{tally.damaged} of {tally.frames} frames are damaged.")
    return tuple(found)
