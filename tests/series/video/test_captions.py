"""Captions: every fault is named by cue and line, and what is taken is strict WebVTT."""

import io

import pytest
import webvtt

from series.video.captions import read, transcript
from series.video.refusal import Refused


def vtt(*cues: str) -> bytes:
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def faults(data: bytes, *, duration_ms: int | None = None) -> list[str]:
    with pytest.raises(Refused) as caught:
        read(data, duration_ms=duration_ms)
    return list(caught.value.sentences)


GOOD = vtt(
    "00:00.000 --> 00:02.000\n<v Ana>I started with <i>one</i> bar.",
    "two\n00:02.500 --> 00:04.500 align:start line:80%\n[soap bubbling]\nThen two.",
)


def test_good_captions_come_back_strict_and_an_independent_reader_agrees() -> None:
    captions = read(GOOD, duration_ms=5000)

    again = webvtt.from_buffer(io.StringIO(captions.vtt))
    assert [(cue.start, cue.end) for cue in again] == [
        ("00:00:00.000", "00:00:02.000"),
        ("00:00:02.500", "00:00:04.500"),
    ]
    assert again[1].text == "[soap bubbling]\nThen two."
    assert "00:00:02.500 --> 00:00:04.500 align:start line:80%" in captions.vtt
    assert captions.end_ms == 4500
    assert captions.warnings == ()


def test_what_was_made_strict_stays_as_it_is() -> None:
    once = read(GOOD).vtt

    assert read(once.encode()).vtt == once


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["windows", "old mac"])
def test_a_byte_order_mark_and_other_line_ends_are_taken(ends: str) -> None:
    text = GOOD.decode().replace("\n", ends)

    assert read(b"\xef\xbb\xbf" + text.encode()).vtt == read(GOOD).vtt


def test_notes_and_styles_do_not_become_public() -> None:
    captions = read(
        vtt("NOTE her name stays secret", "STYLE\n::cue { color: red }", "00:00.000 --> 00:02.000\n[wind]")
    )

    assert "secret" not in captions.vtt
    assert "STYLE" not in captions.vtt
    assert captions.warnings == ("Line 5: styles and regions are dropped; the site styles the captions.",)


def test_subrip_is_converted() -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:02,500\n<font color=red>[wind]</font> Hi\n\n"
        "2\n00:00:03,000 --> 00:00:04,500\n{\\an8}there\n"
    )

    assert read(srt.encode()).vtt == (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\n[wind] Hi\n\n2\n00:00:03.000 --> 00:00:04.500\nthere\n"
    )


ERRORS = {
    "end before start": ("00:02.000 --> 00:01.000\nx", "Cue 1, line 3: it ends before it starts"),
    "no length": ("00:02.000 --> 00:02.000\nx", "Cue 1, line 3: it ends before it starts"),
    "comma": ("00:01,000 --> 00:02,000\nx", "Cue 1, line 3: '00:01,000 --> 00:02,000' is not a time"),
    "seconds over 59": ("00:61.000 --> 00:62.000\nx", "is not a time"),
    "no times": ("hello", "Cue 1, line 3: there is no time line"),
    "no text": ("00:01.000 --> 00:02.000", "Cue 1, line 3: it has no text"),
    "only a tag": ("00:01.000 --> 00:02.000\n<i></i>", "it has no text"),
    "script": ("00:01.000 --> 00:02.000\n<script>alert(1)</script>", "<script> is not a caption tag"),
    "event": ("00:01.000 --> 00:02.000\n<i onclick=x>a</i>", "<i onclick=x> is not a caption tag"),
    "open tag": ("00:01.000 --> 00:02.000\na <b", "<b is not a caption tag"),
    "arrow": ("00:01.000 --> 00:02.000\na\n00:03.000 --> 00:04.000\nb", "its text holds an arrow"),
    "style that loads": (
        "STYLE\n::cue { background: url(http://x) }",
        "Line 3: a STYLE may not load anything",
    ),
    "style that imports": ("STYLE\n@import 'x';", "Line 3: a STYLE may not load anything"),
}


@pytest.mark.parametrize(("cue", "fault"), ERRORS.values(), ids=ERRORS.keys())
def test_each_fault_is_named_by_cue_and_line(cue: str, fault: str) -> None:
    assert any(fault in sentence for sentence in faults(vtt(cue)))


def test_tags_of_captions_are_allowed() -> None:
    text = "<v.loud Ana>a <b>b</b> <u>c</u> <c.red>d</c> <lang es>e</lang> <ruby>f<rt>g</rt></ruby> <00:01.500>h [x]"

    assert text in read(vtt(f"00:01.000 --> 00:07.000\n{text}")).vtt


def test_cues_out_of_order_are_a_fault() -> None:
    assert faults(vtt("00:03.000 --> 00:04.000\nb", "00:01.000 --> 00:02.000\na")) == [
        "Cue 2, line 6: it starts before cue 1. Put the cues in order of time."
    ]


def test_captions_may_outlast_the_film_by_half_a_second_and_no_more() -> None:
    late = vtt("00:01.000 --> 00:02.500\n[x] a")

    assert read(late, duration_ms=2000).end_ms == 2500
    assert "ends at 2.5 s, but the film lasts 2.0 s" in faults(late, duration_ms=1999)[0]


def test_all_faults_are_told_at_once_up_to_twenty() -> None:
    bad = vtt(*["00:02.000 --> 00:01.000\nx"] * 30)

    assert len(faults(bad)) == 21
    assert faults(bad)[-1] == "And 10 more."


NOT_CAPTIONS = {
    "nothing": (b"", "first line is not WEBVTT"),
    "a line": (b"hello", "first line is not WEBVTT"),
    "html": (b"<!doctype html>", "first line is not WEBVTT"),
    "other word": (b"WEBVTTX\n\n00:00.000 --> 00:01.000\na", "first line is not WEBVTT"),
    "head alone": (b"WEBVTT", "no cue at all"),
    "no empty line": (b"WEBVTT\n00:00.000 --> 00:01.000\na\n", "leave an empty line"),
    "latin-1": ("WEBVTT\n\n00:00.000 --> 00:01.000\né".encode("latin-1"), "Line 4: the file is not UTF-8"),
    "utf-16": ("WEBVTT\n\n00:00.000 --> 00:01.000\né".encode("utf-16"), "not UTF-8"),
    "nul": (b"WEBVTT\n\n00:00.000 --> 00:01.000\n\0", "not text"),
    "too large": (b"WEBVTT\n\n" + b"x" * 1024 * 1024, "larger than 1 MB"),
}


@pytest.mark.parametrize(("data", "why"), NOT_CAPTIONS.values(), ids=NOT_CAPTIONS.keys())
def test_what_is_no_captions_is_refused(data: bytes, why: str) -> None:
    assert why in faults(data)[0]


WARNINGS = {
    "three lines": ("00:01.000 --> 00:05.000\n[a]\nb\nc", "it has 3 lines"),
    "long line": ("00:01.000 --> 00:07.000\n[a] " + "b" * 40, "more than 37 characters"),
    "short": ("00:01.000 --> 00:01.500\n[a]", "shown for 0.5 s"),
    "long": ("00:01.000 --> 00:09.000\n[a]", "shown for 8.0 s"),
    "fast": ("00:01.000 --> 00:02.000\n[a] bcdef ghijk lmnop qrs", "20 characters a second"),
    "setting": ("00:01.000 --> 00:03.000 wobble:yes\n[a]", "unknown settings are dropped"),
    "no sounds": ("00:01.000 --> 00:03.000\na", "No sound is described"),
}


@pytest.mark.parametrize(("cue", "warning"), WARNINGS.values(), ids=WARNINGS.keys())
def test_what_is_hard_to_read_is_a_warning(cue: str, warning: str) -> None:
    assert any(warning in sentence for sentence in read(vtt(cue)).warnings)


def test_overlaps_are_a_warning() -> None:
    captions = read(vtt("00:01.000 --> 00:03.000\n[a]", "00:02.000 --> 00:04.000\nb"))

    assert captions.warnings == ("Cue 2, line 6: it overlaps cue 1.",)


# -- the transcript ------------------------------------------------------------------------------------------


def test_a_transcript_has_a_paragraph_for_each_speaker_and_after_each_pause() -> None:
    captions = read(
        vtt(
            "00:00.000 --> 00:02.000\n<v Ana>I started with\n<i>one</i> bar",
            "00:02.000 --> 00:04.000\nof soap.",
            "00:04.000 --> 00:06.000\n<v Ben &amp; Co>[laughs] One &amp; only!",
            "00:09.000 --> 00:10.000\nYes.",
        )
    )

    assert transcript(captions.cues) == (
        "Ana: I started with one bar of soap.\n\nBen & Co: [laughs] One & only!\n\nYes."
    )


def test_a_transcript_without_speakers_names_nobody() -> None:
    assert transcript(read(vtt("00:00.000 --> 00:02.000\n[wind]")).cues) == "[wind]"


def test_text_from_right_to_left_is_kept_as_it_is() -> None:
    text = "بدأتُ بقطعة صابون واحدة"

    captions = read(vtt(f"00:00.000 --> 00:03.000\n{text}"))
    assert text in captions.vtt
    assert transcript(captions.cues) == text
