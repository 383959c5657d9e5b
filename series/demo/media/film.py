"""A short upright film, H.264 and AAC: the rays are lit as it plays, its title stands over them."""

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO

import av
from PIL import Image

from series.demo.media.scene import RAYS, Look, scene
from series.demo.media.sound import RATE, chord
from series.demo.media.title import title_layer

SECONDS = 6
# One frame for each ray.
FPS = 10
WIDTH = 540
SHOWN_BY = 0.9
CLOCK = Fraction(1, FPS * 1000)


def film(look: Look) -> bytes:
    """The bytes of an MP4. The same look gives the same film."""
    out = BytesIO()
    with av.open(out, "w", format="mp4") as container:
        video = container.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = WIDTH, WIDTH * 16 // 9, "yuv420p"
        video.time_base = video.codec_context.time_base = CLOCK
        video.codec_context.options = {"preset": "ultrafast", "crf": "25", "threads": "1"}
        audio = container.add_stream("aac", rate=RATE, layout="mono")
        for frame in _frames(look):
            container.mux(video.encode(frame))
        container.mux(video.encode())
        for block in chord(SECONDS, voice=sum(look.seed.encode())):
            container.mux(audio.encode(block))
        container.mux(audio.encode())
    return out.getvalue()


def _frames(look: Look) -> Iterator[av.VideoFrame]:
    picture = scene(look, width=WIDTH)
    title = title_layer(look.title, width=picture.width, height=picture.height)
    total = SECONDS * FPS
    for number in range(total):
        picture.light(round(RAYS * (number + 1) / total))
        seconds = number / FPS
        frame = picture.still(seconds)
        _show(frame, title, part=min(seconds / SHOWN_BY, 1.0))
        moving = av.VideoFrame.from_image(frame)
        moving.pts, moving.time_base = number * 1000, CLOCK
        yield moving


def _show(frame: Image.Image, title: Image.Image, *, part: float) -> None:
    letters = title.getchannel("A")
    frame.paste(title, (0, 0), letters if part >= 1 else letters.point(lambda level: level * part))
