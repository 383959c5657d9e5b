"""The web rendition: one MP4 with H.264 and AAC, index first, without place, device or other traces of its maker."""

import logging
import shutil
from pathlib import Path

import imageio_ffmpeg

from series.video import confined, limits
from series.video.measured import Measured
from series.video.probe import measure
from series.video.refusal import Refused

logger = logging.getLogger(__name__)

# The name of this rendition in rows, keys and revisions.
RECIPE = "web"
WEB_PROFILES = {"Constrained Baseline", "Baseline", "Main", "High"}
SAME_LENGTH_MS = 150
NOT_MADE = (
    "The film could not be made ready for browsers. Export it again as plain MP4 (H.264, AAC) and send it."
)

READING = ["-protocol_whitelist", "file", "-enable_drefs", "0", "-f", "mov"]
# The picture that is no cover art, the first sound; no data tracks: phones and drones keep their position there.
CHOSEN = ["-map", "0:V:0", "-map", "0:a:0?", "-dn", "-sn", "-map_metadata", "-1", "-map_chapters", "-1"]
WRITING = ["-fflags", "+bitexact", "-movflags", "+faststart", "-write_tmcd", "0", "-f", "mp4"]
# SEI units (type 6) carry makers' notes, some of them a position.
STRIP_NOTES = ["-bsf:v", "filter_units=remove_types=6"]
COPY_FILM = ["-c:v", "copy", *STRIP_NOTES]
COPY_SOUND = ["-c:a", "copy"]
ENCODE_FILM = [
    *("-c:v", "libx264", "-preset", "fast", "-crf", "21", "-maxrate", "5M", "-bufsize", "10M"),
    *("-profile:v", "high", "-level", "4.2", "-pix_fmt", "yuv420p", "-flags:v", "+bitexact"),
    *("-force_key_frames", "expr:gte(t,n_forced*2)", "-threads", "2"),
    *STRIP_NOTES,
]
ENCODE_SOUND = ["-c:a", "aac", "-b:a", "160k", "-ar", "48000", "-ac", "2", "-flags:a", "+bitexact"]


def make(source: Path, *, measured: Measured, target: Path) -> Measured:
    """Writes `target` and returns its measure; `source` is what `measured` was taken of.

    Copies film and sound where browsers play them as they are, else encodes. Raises Refused with a sentence;
    `target` is then not there. The same source gives the same bytes as long as ffmpeg is the same.
    """
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        made = None
        if film_fits(measured):
            made = _attempt(source, measured=measured, target=unfinished, film=COPY_FILM)
        if made is None:
            made = _attempt(source, measured=measured, target=unfinished, film=_encoding(measured))
        if made is None:
            raise Refused(NOT_MADE)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return made


def _attempt(source: Path, *, measured: Measured, target: Path, film: list[str]) -> Measured | None:
    """What was made, or None where it is not the same film as the source."""
    command = _command(source, measured=measured, target=target, film=film)
    try:
        done = confined.run(
            command,
            seconds=limits.TRANSCODE_SECONDS,
            memory=limits.TRANSCODE_MEMORY,
            written=limits.RENDITION_BYTES,
        )
    except confined.OutOfTime:
        logger.warning("ffmpeg took longer than %s s on %s", limits.TRANSCODE_SECONDS, source)
        return None
    if done.returncode:
        logger.warning("ffmpeg ended with %s on %s: %s", done.returncode, source, done.stderr[-500:])
        return None
    try:
        made = measure(target)
    except Refused as refused:
        logger.warning("The rendition of %s is no good: %s", source, refused)
        return None
    return made if _same_film(made, measured) else None


def _same_film(made: Measured, source: Measured) -> bool:
    return (
        abs(made.duration_ms - source.duration_ms) <= SAME_LENGTH_MS
        and made.has_audio == source.has_audio
        and abs(made.width / made.height * source.height / source.width - 1) <= limits.ASPECT_TOLERANCE
        and not made.oddities
    )


def film_fits(measured: Measured) -> bool:
    """Whether every browser plays the picture as it is."""
    short, long = sorted((measured.width, measured.height))
    return (
        measured.video_codec == "h264"
        and measured.profile in WEB_PROFILES
        and measured.pixel_format == "yuv420p"
        and not measured.oddities
        and short <= limits.WEB_SHORT_SIDE
        and long <= limits.WEB_LONG_SIDE
        and measured.fps <= limits.WEB_FRAMES_PER_SECOND
        and measured.bits_per_second <= limits.WEB_BITS_PER_SECOND
    )


def sound_fits(measured: Measured) -> bool:
    return measured.audio_codec in {None, "aac"} and measured.audio_channels <= 2


def ffmpeg() -> str:
    """The system's ffmpeg, else the one that comes with imageio-ffmpeg."""
    return shutil.which("ffmpeg") or imageio_ffmpeg.get_ffmpeg_exe()


def _encoding(measured: Measured) -> list[str]:
    """Upright as shown, square pixels, progressive, never enlarged, even sides (4:2:0 needs them)."""
    short, long = sorted((measured.width, measured.height))
    factor = min(1.0, limits.WEB_SHORT_SIDE / short, limits.WEB_LONG_SIDE / long)
    width, height = (max(2, round(side * factor / 2) * 2) for side in (measured.width, measured.height))
    filters = ["yadif=deint=interlaced", f"scale={width}:{height}:flags=lanczos", "setsar=1"]
    if measured.fps > limits.WEB_FRAMES_PER_SECOND:
        filters.insert(0, "fps=60")
    return ["-vf", ",".join(filters), *ENCODE_FILM]


def _command(source: Path, *, measured: Measured, target: Path, film: list[str]) -> list[str]:
    # What an edit list hides of the sound would come back in a copy.
    sound = COPY_SOUND if sound_fits(measured) and film is COPY_FILM else ENCODE_SOUND
    return [
        *(ffmpeg(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y"),
        *(*READING, "-i", f"file:{source.resolve()}"),
        *(*CHOSEN, *film, *sound, *WRITING, f"file:{target.resolve()}"),
    ]
