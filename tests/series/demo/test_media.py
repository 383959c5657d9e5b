"""The demonstration's films and posters, taken for what they are by the checks that every upload meets."""

from pathlib import Path

import pytest

from series.demo.media.draw import draw
from series.demo.media.motifs import MOTIFS
from series.demo.media.poster import poster
from series.demo.media.scene import Look
from series.demo.programmes import PROGRAMMES
from series.demo.reels import SHOWN, captions
from series.video import images, rendition
from series.video.captions import read
from series.video.probe import measure


def test_a_film_plays_everywhere_as_it_is(tmp_path: Path):
    look = Look(ember="#0f766e", motif="bubbles", seed="one", title="A soap line for a rural community")
    moving, still = draw(look)
    path = tmp_path / "film.mp4"
    path.write_bytes(moving)
    measured = measure(path)
    assert (measured.width, measured.height) == (540, 960)
    assert measured.has_audio
    assert abs(measured.duration_ms - 6000) <= 100
    assert rendition.film_fits(measured)
    assert images.look(still).warnings == ()


def test_every_motif_has_a_picture_of_its_own_and_words_for_it():
    drawn = {motif: poster(Look(ember="#7c3aed", motif=motif, seed="one")) for motif in MOTIFS}
    assert len(set(drawn.values())) == len(drawn)
    assert drawn.keys() == SHOWN.keys()


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.slug)
def test_captions_can_be_read_in_the_time_they_stand(programme):
    for entry in programme.entries:
        if entry.filmed:
            assert read(captions(entry).encode()).warnings == (), entry.title
