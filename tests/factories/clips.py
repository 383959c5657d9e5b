"""Tiny real films, pictures and captions, made on the spot."""

import math
import struct
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
from PIL import Image, ImageDraw

SAMPLE_RATE = 48_000
VTT = "WEBVTT\n\n00:00.000 --> 00:01.500\nI started with one bar of soap.\n"
CLOCK = Fraction(1, 12_800)


def clip(
    path: Path,
    *,
    seconds: float = 2,
    size: tuple[int, int] = (108, 192),
    fps: int = 25,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    sound: bool = True,
    times: list[float] | None = None,
    tail: float = 0,
    rotation: int = 0,
    metadata: dict[str, str] | None = None,
    muxing: dict[str, str] | None = None,
    container: str = "mp4",
    seed: int = 0,
) -> Path:
    """An MP4 with a moving bar and a tone. `times` (seconds) makes the frame rate variable, `tail` the sound longer."""
    instants = times if times is not None else [n / fps for n in range(round(seconds * fps))]
    with av.open(str(path), "w", format=container, options=muxing or {}) as film:
        film.metadata.update(metadata or {})
        video = film.add_stream(codec, rate=fps)
        video.width, video.height, video.pix_fmt = *size, pixels
        video.time_base = video.codec_context.time_base = CLOCK
        if codec in {"libx264", "libx265"}:
            video.codec_context.options = {"preset": "ultrafast", "x265-params": "log-level=none"}
        audio = film.add_stream("aac", rate=SAMPLE_RATE, layout="mono") if sound else None
        for frame in _frames(instants, size=size, seed=seed):
            film.mux(video.encode(frame))
        film.mux(video.encode())
        if audio:
            for block in _tone(max(tail, instants[-1] + 1 / fps)):
                film.mux(audio.encode(block))
            film.mux(audio.encode())
    if rotation:
        turn(path, degrees=rotation)
    return path


def _frames(instants: list[float], *, size: tuple[int, int], seed: int) -> Iterator[av.VideoFrame]:
    for number, instant in enumerate(instants):
        image = Image.new("RGB", size, (196, 82 + seed % 100, 30))
        x = number * 3 % size[0]
        ImageDraw.Draw(image).rectangle((x, 0, x + 8, size[1]), fill=(250, 244, 230))
        frame = av.VideoFrame.from_image(image)
        frame.pts, frame.time_base = round(instant / CLOCK), CLOCK
        yield frame


def _tone(seconds: float) -> Iterator[av.AudioFrame]:
    wave = [math.sin(2 * math.pi * 440 * n / SAMPLE_RATE) * 0.2 for n in range(1024)]
    block = struct.pack("<1024f", *wave)
    for number in range(int(seconds * SAMPLE_RATE // 1024)):
        frame = av.AudioFrame(format="flt", layout="mono", samples=1024)
        frame.planes[0].update(block)
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, number * 1024, Fraction(1, SAMPLE_RATE)
        yield frame


def sound_alone(path: Path, *, seconds: float) -> Path:
    with av.open(str(path), "w", format="mp4") as film:
        audio = film.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
        for block in _tone(seconds):
            film.mux(audio.encode(block))
        film.mux(audio.encode())
    return path


def picture(
    *,
    size: tuple[int, int] = (1080, 1920),
    form: str = "JPEG",
    colour: str = "#c4521e",
    orientation: int | None = None,
    **options: object,
) -> bytes:
    """The top quarter is white, so that a test can see which way is up."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 4), fill="white")
    if orientation:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


# -- films that lie -----------------------------------------------------------------------------------------


def boxes(
    data: bytes | bytearray, start: int = 0, end: int | None = None
) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start of the contents, end) of the boxes between two offsets, and of those inside them."""
    at, last = start, len(data) if end is None else end
    while at + 8 <= last:
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind, at + 8, at + size
        if kind in {b"moov", b"trak", b"mdia", b"edts", b"minf", b"stbl"}:
            yield from boxes(data, at + 8, at + size)
        at += size


def claim_duration(
    path: Path, *, seconds: float, kinds: tuple[bytes, ...] = (b"mvhd", b"tkhd", b"mdhd")
) -> None:
    """Writes another duration in the headers (version 0 boxes), the frames untouched."""
    data = bytearray(path.read_bytes())
    movie_scale = next(
        struct.unpack_from(">I", data, at + 12)[0] for kind, at, _ in boxes(data) if kind == b"mvhd"
    )
    for kind, at, _ in list(boxes(data)):
        if kind not in kinds:
            continue
        if kind == b"mdhd":
            scale = struct.unpack_from(">I", data, at + 12)[0]
        else:
            scale = movie_scale
        field = {b"mvhd": 16, b"mdhd": 16, b"tkhd": 20, b"elst": 8}[kind]
        struct.pack_into(">I", data, at + field, round(seconds * scale))
    path.write_bytes(data)


def turn(path: Path, *, degrees: int) -> None:
    """Writes a rotation in the video track's matrix (ISO/IEC 14496-12 §8.3.2), as a phone does."""
    data = bytearray(path.read_bytes())
    one = 0x10000
    matrix = {90: (0, one, -one, 0), 180: (-one, 0, 0, -one), 270: (0, -one, one, 0)}[degrees]
    at = next(at for kind, at, _ in boxes(data) if kind == b"tkhd")
    for field, value in zip((40, 44, 52, 56), matrix, strict=True):
        struct.pack_into(">i", data, at + field, value)
    path.write_bytes(data)
