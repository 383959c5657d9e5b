"""The web rendition: plays everywhere, starts at once, and tells nothing of where and with what it was filmed."""

from pathlib import Path

import av
import imageio_ffmpeg
import pytest

from series.video import rendition
from series.video.boxes import top_level
from series.video.measured import Measured
from series.video.probe import measure
from series.video.refusal import Refused
from tests.factories.clips import claim_duration, clip


def made(path: Path) -> tuple[Measured, Path]:
    target = path.with_name("web.mp4")
    return rendition.make(path, measured=measure(path), target=target), target


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(audio=0) if packet.size]


@pytest.fixture(params=["system", "package"])
def _ffmpeg(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "package":
        monkeypatch.setattr(rendition.shutil, "which", lambda name: None)
        assert rendition.ffmpeg() == imageio_ffmpeg.get_ffmpeg_exe()


@pytest.mark.usefixtures("_ffmpeg")
def test_a_film_that_fits_is_copied_not_encoded(tmp_path: Path) -> None:
    source = clip(tmp_path / "film.mp4")

    measured, target = made(source)

    assert rendition.film_fits(measure(source))
    assert (measured.duration_ms, measured.width, measured.height) == (2000, 108, 192)
    assert packets(target) == packets(source)


@pytest.mark.usefixtures("_ffmpeg")
def test_a_film_that_does_not_fit_is_encoded_as_h264_and_aac(tmp_path: Path) -> None:
    measured, _ = made(clip(tmp_path / "film.mp4", codec="libx265"))

    assert (measured.video_codec, measured.profile, measured.pixel_format) == ("h264", "High", "yuv420p")
    assert (measured.audio_codec, measured.container) == ("aac", "mp4")
    assert measured.duration_ms == pytest.approx(2000, abs=50)


def test_the_index_comes_first(tmp_path: Path) -> None:
    _, target = made(clip(tmp_path / "film.mp4"))

    kinds = [box.kind for box in top_level(target)]
    assert kinds.index(b"moov") < kinds.index(b"mdat")


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_place_and_device_are_stripped(tmp_path: Path, codec: str) -> None:
    told = {
        "location": "+40.7128-074.0060/",
        "com.apple.quicktime.location.ISO6709": "+40.7128-074.0060/",
        "com.apple.quicktime.make": "ACME Telephones",
        "creation_time": "2026-03-05T14:00:00Z",
        "title": "Country Soap, rough cut",
        "comment": "for the desk only",
    }
    source = clip(tmp_path / "film.mp4", codec=codec, metadata=told, muxing={"movflags": "use_metadata_tags"})
    for word in (b"+40.7128", b"ACME", b"rough cut"):
        assert word in source.read_bytes()

    _, target = made(source)

    for word in (b"+40.7128", b"ACME", b"rough cut", b"desk only", b"x264 - core", b"x265 (build", b"Lavf"):
        assert word not in target.read_bytes()
    with av.open(str(target)) as film:
        assert "creation_time" not in film.metadata


def test_M13_a_turned_film_stays_upright_when_copied(tmp_path: Path) -> None:
    measured, _ = made(clip(tmp_path / "film.mp4", size=(192, 108), rotation=90))

    assert (measured.width, measured.height, measured.rotation) == (108, 192, 270)


def test_M13_a_turned_film_is_upright_in_its_frames_when_encoded(tmp_path: Path) -> None:
    measured, _ = made(clip(tmp_path / "film.mp4", size=(192, 108), rotation=90, codec="libx265"))

    assert (measured.width, measured.height, measured.rotation) == (108, 192, 0)


def test_a_larger_frame_is_scaled_into_1080_by_1920_and_a_smaller_one_is_not_enlarged(tmp_path: Path) -> None:
    large, _ = made(clip(tmp_path / "large.mp4", size=(1440, 2560), seconds=0.2, sound=False))
    small, _ = made(clip(tmp_path / "small.mp4", size=(90, 160), seconds=0.2, codec="libx265"))

    assert (large.width, large.height) == (1080, 1920)
    assert (small.width, small.height) == (90, 160)


def test_what_an_edit_list_hides_does_not_come_back(tmp_path: Path) -> None:
    source = clip(tmp_path / "film.mp4", seconds=10)
    claim_duration(source, seconds=4, kinds=(b"elst",))

    measured, target = made(source)

    assert measured.duration_ms == pytest.approx(4000, abs=100)
    assert measured.oddities == ()
    with av.open(str(target), options={"ignore_editlist": "1"}) as film:
        shown = [packet for packet in film.demux(video=0) if packet.size]
    assert len(shown) == pytest.approx(100, abs=2)


def test_a_film_that_changed_since_it_was_measured_leaves_no_rendition(tmp_path: Path) -> None:
    source = clip(tmp_path / "film.mp4")
    measured = measure(source)
    clip(source, seconds=5)

    with pytest.raises(Refused, match="could not be made ready"):
        rendition.make(source, measured=measured, target=tmp_path / "web.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_M15_an_encoder_that_takes_too_long_ends_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = clip(tmp_path / "film.mp4", codec="libx265")
    measured = measure(source)
    monkeypatch.setattr(rendition.limits, "TRANSCODE_SECONDS", 0)

    with pytest.raises(Refused, match="could not be made ready"):
        rendition.make(source, measured=measured, target=tmp_path / "web.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
