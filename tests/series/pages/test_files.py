"""What a baker that was killed between writing and renaming leaves behind."""

import time

from series.pages import files
from series.pages.verify import verify


def half_written(settings):
    file = files.page_file("/about/")
    file.parent.mkdir(parents=True)
    left = file.with_name(".index.html.4711.tmp")
    left.write_bytes(b"half a pa")
    return left


def strangers() -> list[str]:
    return [sentence for sentence in verify() if "belongs to no page" in sentence]


def test_what_a_baker_may_be_writing_is_left_and_no_fault(db, settings):
    left = half_written(settings)
    assert files.sweep_temporary() == 0
    assert strangers() == []
    assert left.exists()


def test_what_a_killed_baker_left_is_told_and_swept(db, settings, monkeypatch):
    left = half_written(settings)
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + files.HALF_WRITTEN_FOR + 1)
    assert strangers() == ["pages/about/.index.html.4711.tmp belongs to no page."]
    assert files.sweep_temporary() == 1
    assert not left.exists()
    assert files.sweep_temporary() == 0
