"""The outer boxes of an ISO base media file (ISO/IEC 14496-12 §4.2), read without any decoder."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from series.video.refusal import Refused

NOT_A_FILM = "This file is not an MP4 film. Export it as MP4 (H.264 with AAC sound) and send it again."
CUT_SHORT = "The film is cut short: its end is missing. Send it again."
PICTURE_BRANDS = {
    b"avif",
    b"avis",
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"hevx",
    b"mif1",
    b"msf1",
    b"crx ",
}
# Fragments come one or two boxes a second at most; far more is made to keep a reader busy.
BOXES_AT_MOST = 10_000


@dataclass(frozen=True, kw_only=True)
class Box:
    kind: bytes
    offset: int
    size: int


def top_level(path: Path) -> list[Box]:
    """Raises Refused where a box is malformed or reaches past the end of the file."""
    total = path.stat().st_size
    boxes: list[Box] = []
    with path.open("rb") as file:
        offset = 0
        while offset < total:
            box = _read(file, offset=offset, total=total)
            boxes.append(box)
            offset += box.size
            if len(boxes) > BOXES_AT_MOST:
                raise Refused(NOT_A_FILM)
    return boxes


def sniff(path: Path) -> str:
    """The container by content, `mp4` or `mov`; the file's name counts for nothing."""
    with path.open("rb") as file:
        head = file.read(12)
    if not head:
        raise Refused("The file is empty (0 bytes). Choose the film again and send it.")
    if head[4:8] != b"ftyp":
        raise Refused(NOT_A_FILM)
    if head[8:12] in PICTURE_BRANDS:
        raise Refused("This file is a picture, not a film. Send it in the place for the poster.")
    if b"moov" not in {box.kind for box in top_level(path)}:
        raise Refused(CUT_SHORT)
    return "mov" if head[8:12] == b"qt  " else "mp4"


def _read(file: BinaryIO, *, offset: int, total: int) -> Box:
    file.seek(offset)
    header = file.read(16)
    if len(header) < 8:
        raise Refused(CUT_SHORT)
    size, kind = int.from_bytes(header[:4]), header[4:8]
    if size == 1:
        size = int.from_bytes(header[8:16])
    elif size == 0:
        size = total - offset
    if size < 8:
        raise Refused(NOT_A_FILM)
    if offset + size > total:
        raise Refused(CUT_SHORT if kind.isalnum() else NOT_A_FILM)
    return Box(kind=kind, offset=offset, size=size)
