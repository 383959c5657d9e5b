"""Films are measured by decoding; whatever a stranger calls film.mp4 ends in a sentence."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from series.video import confined, limits
from series.video.probe import measure
from series.video.refusal import Refused
from tests.factories.clips import claim_duration, clip, picture, sound_alone


def test_a_plain_clip_is_measured(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", seconds=2, size=(108, 192), fps=25)

    measured = measure(path)

    assert (measured.duration_ms, measured.frames, measured.fps) == (2000, 50, 25.0)
    assert (measured.width, measured.height, measured.rotation) == (108, 192, 0)
    assert (measured.video_codec, measured.audio_codec, measured.has_audio) == ("h264", "aac", True)
    assert (measured.container, measured.bytes) == ("mp4", path.stat().st_size)
    assert measured.oddities == ()


def test_size_is_as_seen_when_the_phone_lay_on_its_side(tmp_path: Path) -> None:
    measured = measure(clip(tmp_path / "film.mp4", size=(192, 108), rotation=90))

    assert (measured.width, measured.height) == (108, 192)
    assert not any("upright" in warning for warning in measured.warnings)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_M13_every_rotation_is_seen(tmp_path: Path, rotation: int) -> None:
    measured = measure(clip(tmp_path / "film.mp4", size=(192, 108), rotation=rotation))

    assert (measured.width, measured.height) == ((192, 108) if rotation == 180 else (108, 192))


def test_a_lying_film_is_taken_with_a_warning(tmp_path: Path) -> None:
    measured = measure(clip(tmp_path / "film.mp4", size=(192, 108)))

    assert any("not upright 9:16" in warning for warning in measured.warnings)


def test_a_silent_film_is_taken_with_a_warning(tmp_path: Path) -> None:
    measured = measure(clip(tmp_path / "film.mp4", sound=False))

    assert (measured.has_audio, measured.audio_codec) == (False, None)
    assert "The film has no sound." in measured.warnings


def test_M10_a_header_that_says_59_seconds_does_not_shorten_75(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", seconds=75, fps=10, size=(54, 96), sound=False)
    claim_duration(path, seconds=59)

    with pytest.raises(Refused, match=r"lasts 75\.0 seconds; an episode is 60"):
        measure(path)


def test_M10_a_header_that_says_an_hour_does_not_lengthen_2_seconds(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", seconds=2)
    claim_duration(path, seconds=3600, kinds=(b"mvhd", b"tkhd", b"mdhd"))

    assert measure(path).duration_ms == pytest.approx(2000, abs=60)


def test_M10_a_film_without_a_duration_is_measured(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", seconds=4, muxing={"movflags": "frag_keyframe+empty_moov"})

    assert measure(path).duration_ms == pytest.approx(4000, abs=60)


def test_M10_a_variable_frame_rate_is_measured_to_the_last_frame(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", times=[0, 0.1, 0.5, 3, 3.04, 7], sound=False)

    measured = measure(path)

    assert (measured.duration_ms, measured.frames) == (7040, 6)


def test_M10_what_an_edit_list_hides_is_not_counted_but_told(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", seconds=10)
    claim_duration(path, seconds=4, kinds=(b"elst",))

    measured = measure(path)

    assert measured.duration_ms == pytest.approx(4000, abs=100)
    assert measured.oddities == ("an edit list hides part of it",)


def test_M10_sound_that_outlasts_the_picture_counts(tmp_path: Path) -> None:
    measured = measure(clip(tmp_path / "film.mp4", times=[0, 0.04], sound=True, tail=3))

    assert measured.duration_ms == pytest.approx(3000, abs=60)


def test_the_limit_holds_to_the_frame(tmp_path: Path) -> None:
    assert (
        measure(clip(tmp_path / "a.mp4", seconds=60.5, fps=10, size=(54, 96), sound=False)).duration_ms
        == 60_500
    )
    with pytest.raises(Refused, match=r"60\.6 seconds"):
        measure(clip(tmp_path / "b.mp4", seconds=60.6, fps=10, size=(54, 96), sound=False))


def test_a_film_of_hours_is_refused_without_decoding_it_all(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", times=[n * 20.0 for n in range(540)], size=(16, 16), sound=False)

    with pytest.raises(Refused, match="more than 3 minutes"):
        measure(path)


PLAYLISTS = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n",
    "hls-file": "#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile '{address}'\n",
    "dash": "<?xml version='1.0'?><MPD><BaseURL>{address}</BaseURL></MPD>",
    "sdp": "v=0\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
}


@pytest.mark.parametrize("playlist", PLAYLISTS.values(), ids=PLAYLISTS.keys())
@pytest.mark.parametrize("disguise", ["", "\0\0\0\x18ftypisom\0\0\2\0isomiso2"])
def test_M9_a_playlist_named_mp4_reads_nothing(tmp_path: Path, playlist: str, disguise: str) -> None:
    asked: list[str] = []

    class Inner(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Inner)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    path = tmp_path / "film.mp4"
    path.write_text(disguise + playlist.format(address=f"http://127.0.0.1:{server.server_port}/secret"))
    try:
        with pytest.raises(Refused):
            measure(path)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == []


NOT_FILMS = {
    "nothing": (b"", "empty"),
    "text": (b"hello", "not an MP4"),
    "html": (b"<!doctype html><script>alert(1)</script>", "not an MP4"),
    "jpeg": (picture(size=(90, 160)), "not an MP4"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "picture"),
    "noise": (os.urandom(5000), "not an MP4"),
    "only a head": (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", "cut short"),
    "huge box": (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2\x7f\xff\xff\xffmoov", "cut short"),
    "empty index": (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2\0\0\0\x08moov", "no moving picture"),
    "box that goes nowhere": (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0\0\0\x02moov", "not an MP4"),
}


@pytest.mark.parametrize(("content", "why"), NOT_FILMS.values(), ids=NOT_FILMS.keys())
def test_what_is_no_film_is_refused_with_a_sentence(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)

    with pytest.raises(Refused, match=why):
        measure(path)


@pytest.mark.parametrize("muxing", [{}, {"movflags": "faststart"}], ids=["index last", "index first"])
def test_M1_a_film_cut_at_60_percent_is_refused(tmp_path: Path, muxing: dict[str, str]) -> None:
    path = clip(tmp_path / "film.mp4", muxing=muxing)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])

    with pytest.raises(Refused, match="cut short"):
        measure(path)


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no moving picture"):
        measure(sound_alone(tmp_path / "film.mp4", seconds=1))


def test_damaged_frames_are_refused(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", seconds=2, sound=False)
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    data[start : start + (len(data) - start) // 2] = os.urandom((len(data) - start) // 2)
    path.write_bytes(data)

    with pytest.raises(Refused):
        measure(path)


def test_frames_beyond_4k_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", times=[0, 0.04], size=(4096, 2304), sound=False)

    with pytest.raises(Refused, match="4K"):
        measure(path)


def test_random_damage_never_ends_in_a_traceback(tmp_path: Path) -> None:
    whole = clip(tmp_path / "whole.mp4", seconds=1).read_bytes()
    path = tmp_path / "film.mp4"
    for round_ in range(12):
        data = bytearray(whole)
        for at in range(round_ * 37, len(data), 1009 + round_):
            data[at] ^= 0xFF
        path.write_bytes(data)
        # Whatever it is by now, it is either measured within the limits or refused: nothing else is raised.
        with contextlib.suppress(Refused):
            assert measure(path).duration_ms <= limits.MAX_DURATION_MS


def test_the_command_prints_one_json_object(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", seconds=1)
    done = subprocess.run(
        [sys.executable, "-m", "series.video.probe", path],
        capture_output=True,
        cwd=confined.CHECKOUT,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )

    assert json.loads(done.stdout)["duration_ms"] == 1000
    assert done.stderr == b""


def test_a_name_with_odd_letters_is_a_name_like_any_other(tmp_path: Path) -> None:
    path = clip(tmp_path / "film.mp4", seconds=1).rename(tmp_path / "http:%2f -i été $(id).mp4")

    assert measure(path).duration_ms == 1000


# -- the box -------------------------------------------------------------------------------------------------


def test_the_box_ends_what_takes_too_long_with_its_children() -> None:
    sleeper = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    began = time.monotonic()
    with pytest.raises(confined.OutOfTime):
        confined.run([sys.executable, "-c", sleeper], seconds=1, memory=2**30)

    assert time.monotonic() - began < 20


def test_the_box_gives_no_more_memory_than_said() -> None:
    done = confined.run([sys.executable, "-c", "bytearray(600 * 2**20)"], seconds=20, memory=300 * 2**20)

    assert done.returncode != 0
    assert b"MemoryError" in done.stderr


def test_the_box_lets_nothing_be_written(tmp_path: Path) -> None:
    program = f"open({str(tmp_path / 'out')!r}, 'w').write('x' * 10)"
    done = confined.run([sys.executable, "-c", program], seconds=20, memory=2**30)

    assert b"File too large" in done.stderr
    assert (tmp_path / "out").stat().st_size == 0


def test_the_box_hands_no_secret_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    done = confined.run([sys.executable, "-c", "import os; print(os.environ)"], seconds=20, memory=2**30)

    assert b"do not tell" not in done.stdout
