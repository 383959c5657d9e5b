"""Posters: taken by content, upright, small enough, with nothing in them but the picture."""

import resource
import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from series.video import confined
from series.video.images import look, variants
from series.video.refusal import Refused
from tests.factories.clips import picture


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def png(*, width: int, height: int, pixels: bytes = bytes(1000)) -> bytes:
    """A PNG that says it is as large as you like in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in [(b"IHDR", head), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    )


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_still_becomes_three_widths_in_two_forms(form: str) -> None:
    still = look(picture(size=(1200, 2133), form=form))
    made = variants(still)

    assert [(v.recipe, v.width) for v in made] == [
        ("poster-360-jpeg", 360),
        ("poster-360-webp", 360),
        ("poster-720-jpeg", 720),
        ("poster-720-webp", 720),
        ("poster-1080-jpeg", 1080),
        ("poster-1080-webp", 1080),
    ]
    assert still.content_type == f"image/{form.lower()}"
    for variant in made:
        image = opened(variant.data)
        assert (image.width, image.height) == (variant.width, variant.height)
        assert Image.MIME[image.format] == variant.content_type


def test_a_small_picture_is_never_enlarged() -> None:
    still = look(picture(size=(500, 889)))

    assert sorted({v.width for v in variants(still)}) == [360, 500]
    assert "only 500×889" in still.warnings[0]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_M13_all_eight_orientations_come_out_upright(orientation: int, form: str) -> None:
    # The white band is at the top of the stored picture; where a viewer sees it is what EXIF says (CIPA DC-008).
    seen = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left"}
    still = look(picture(size=(400, 640), form=form, orientation=orientation))

    assert (still.width, still.height) == ((640, 400) if orientation > 4 else (400, 640))
    for variant in variants(still):
        image = opened(variant.data).convert("L")
        w, h = image.size
        edges = {"top": (w // 2, 3), "bottom": (w // 2, h - 4), "left": (3, h // 2), "right": (w - 4, h // 2)}
        assert max(edges, key=lambda edge: image.getpixel(edges[edge])) == seen[orientation]
        assert image.getexif().get(0x0112, 1) == 1


def test_M13_a_large_turned_picture_is_upright_though_it_was_shrunk_first() -> None:
    still = look(picture(size=(4400, 5000), orientation=6))

    assert (still.width, still.height) == (5000, 4400)
    image = opened(variants(still)[0].data).convert("L")
    assert image.getpixel((image.width - 4, image.height // 2)) > 230


def test_place_and_device_are_stripped() -> None:
    exif = Image.Exif()
    exif[0x010F] = "ACME Telephones"
    exif.get_ifd(0x8825).update({1: "N", 2: (40.0, 42.0, 46.0)})
    data = picture(exif=exif, comment=b"for the desk only")
    assert b"ACME" in data

    for variant in variants(look(data)):
        assert b"ACME" not in variant.data
        assert b"desk only" not in variant.data
        assert not opened(variant.data).getexif()


def test_colours_of_another_space_are_brought_to_srgb() -> None:
    # A profile that swaps nothing but gamma: mid grey must change.
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    still = look(picture(icc_profile=lab))

    assert still.colour == look(picture()).colour
    assert all("icc_profile" not in opened(v.data).info for v in variants(still))


def test_a_broken_colour_profile_does_not_refuse_the_picture() -> None:
    assert look(picture(icc_profile=b"not a profile")).colour == look(picture()).colour


def test_transparency_stays_in_webp_and_is_white_in_jpeg() -> None:
    out = BytesIO()
    Image.new("RGBA", (400, 400), (200, 0, 0, 0)).save(out, "PNG")
    jpeg, webp = variants(look(out.getvalue()))[:2]

    assert opened(jpeg.data).getpixel((5, 5)) == (255, 255, 255)
    assert opened(webp.data).mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_mode_of_pixels_is_taken(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (400, 711)).save(out, "JPEG" if mode == "CMYK" else "PNG")

    assert len(variants(look(out.getvalue()))) == 4


def test_the_colour_is_the_most_common_one() -> None:
    assert look(picture(colour="#336699", form="PNG")).colour == "#336699"


# -- what is refused -----------------------------------------------------------------------------------------


def test_M6_a_bomb_of_30000_by_30000_is_refused_before_it_is_opened() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="40 million pixels"):
        look(png(width=30_000, height=30_000))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_M6_one_row_over_the_limit_is_refused() -> None:
    with pytest.raises(Refused, match="40 million pixels"):
        look(png(width=5000, height=8001))


def test_M6_just_under_the_limit_stays_under_400_mb(tmp_path) -> None:
    (tmp_path / "large.png").write_bytes(picture(size=(5000, 7999), form="PNG"))
    program = (
        "import sys; from pathlib import Path; from series.video.images import look, variants; "
        "made = variants(look(open(sys.argv[1], 'rb').read())); "
        # Not getrusage, which begins with what the process was that started this one.
        "peak = Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]; "
        "print(len(made), peak)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "large.png"],
        capture_output=True,
        cwd=confined.CHECKOUT,
        check=True,
    )
    made, kilobytes = map(int, done.stdout.split())
    assert made == 6
    assert kilobytes < 400 * 1024


def test_M6_many_frames_are_refused() -> None:
    frames = [Image.new("RGB", (400, 700), (n, 0, 0)) for n in range(30)]
    for form in ("WEBP", "PNG"):
        out = BytesIO()
        frames[0].save(out, form, save_all=True, append_images=frames[1:])
        with pytest.raises(Refused, match="moves"):
            look(out.getvalue())


NOT_PICTURES = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg with a preamble": b'<?xml version="1.0"?><!DOCTYPE svg><svg onload="alert(1)"/>',
    "html named .jpg": b"<!doctype html><script>alert(1)</script>",
    "gif and script at once": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//",
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) print",
    "film": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2",
    "nothing": b"",
    "noise": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("data", NOT_PICTURES.values(), ids=NOT_PICTURES.keys())
def test_M7_what_is_no_still_is_refused_by_its_content(data: bytes) -> None:
    with pytest.raises(Refused, match="not a JPEG, PNG or WebP"):
        look(data)


def test_M7_script_behind_a_real_picture_does_not_survive() -> None:
    data = picture(size=(400, 700)) + b"<script>alert(1)</script>"

    assert all(b"<script>" not in variant.data for variant in variants(look(data)))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_picture_cut_short_is_refused(share: float) -> None:
    data = picture(size=(800, 1400), form="PNG")
    with pytest.raises(Refused):
        look(data[: int(len(data) * share)])


def test_a_text_chunk_that_unpacks_to_a_gigabyte_is_refused_or_ignored() -> None:
    whole = picture(size=(400, 700), form="PNG")
    packed = b"Comment\0\0" + zlib.compress(bytes(80 * 1024 * 1024))
    chunk = (
        struct.pack(">I", len(packed)) + b"zTXt" + packed + struct.pack(">I", zlib.crc32(b"zTXt" + packed))
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused):
        look(whole[:33] + chunk + whole[33:])

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


def test_a_file_over_20_mb_is_refused_unopened() -> None:
    with pytest.raises(Refused, match="limit is 20 MB"):
        look(bytes(21 * 1024 * 1024))
