from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What decoding showed. Sizes are as a viewer sees them: after rotation, with square pixels."""

    duration_ms: int
    width: int
    height: int
    fps: float
    video_codec: str
    audio_codec: str | None
    container: str
    bytes: int
    has_audio: bool
    frames: int
    rotation: int = 0
    profile: str = ""
    pixel_format: str = ""
    audio_channels: int = 0
    # Things a browser shows differently from one another: an edit list that hides frames, pixels that are
    # not square, interlace, a frame size that changes on the way, damaged frames.
    oddities: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        lists = {name: tuple(values[name]) for name in ("oddities", "warnings")}
        return cls(**{**values, **lists})

    @property
    def bits_per_second(self) -> float:
        return self.bytes * 8000 / max(self.duration_ms, 1)
