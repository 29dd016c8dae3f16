"""A photo is kept as a picture and nothing else."""

import random
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fengdan.files import photo
from fengdan.rulebook.errors import Refused
from tests.files.make import corner, drawing, encoded, exif, flood, jpeg, opened, png, png_chunk

MAKERS = {"JPEG": (jpeg, photo.jpeg), "PNG": (png, photo.png)}


@pytest.mark.parametrize("kind", MAKERS)
def test_place_and_description_are_gone(kind):
    made, anew = MAKERS[kind]
    sent = made(exif=exif(6))
    assert b"canary-gps" in sent
    assert b"canary-35" in sent
    kept = anew(sent)
    assert b"canary" not in kept
    assert b"Exif" not in kept
    assert dict(opened(kept).getexif()) == {}


def test_comments_profiles_and_texts_are_gone():
    sent = jpeg(comment=b"canary", icc_profile=b"canary" * 30, xmp=b"<canary/>")
    sent = sent[:2] + b"\xff\xed\x00\x20Photoshop 3.0\x00canary" + bytes(10) + sent[2:]
    assert sent.count(b"canary") > 30
    assert b"canary" not in photo.jpeg(sent)
    whole = png()
    texts = png_chunk(b"tEXt", b"Comment\x00canary") + png_chunk(b"eXIf", b"II*\x00canary")
    for place in (whole.index(b"IDAT") - 4, whole.index(b"IEND") - 4):
        sent = whole[:place] + texts + whole[place:]
        assert b"canary" not in photo.png(sent)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("tail", [b"<script>alert('canary')</script>", b"PK\x03\x04canary", b"%PDF-1.7 canary %%EOF"])
def test_tail_of_a_polyglot_is_dropped(kind, tail):
    made, anew = MAKERS[kind]
    kept = anew(made() + tail)
    assert b"canary" not in kept
    assert corner(opened(kept)) == "top left"


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_stands_upright_however_the_phone_was_held(kind, orientation):
    made, anew = MAKERS[kind]
    picture = opened(anew(made(exif=exif(orientation))))
    black = {1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left"}
    black |= {5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left"}
    assert corner(picture) == black[orientation]
    assert picture.size == ((60, 40) if orientation < 5 else (40, 60))


@pytest.mark.parametrize(
    "said", [b"Exif\x00\x00garbage", b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff", b"Exif\x00\x00"]
)
def test_broken_exif_is_no_reason_to_refuse(said):
    assert corner(opened(photo.jpeg(jpeg(exif=said)))) == "top left"


@pytest.mark.parametrize(("size", "kept"), [((6000, 4000), (3000, 2000)), ((500, 4000), (375, 3000)), ((9, 9), (9, 9))])
def test_longer_side_is_capped(size, kept):
    for made, anew in MAKERS.values():
        picture = opened(anew(made("L", size)))
        assert picture.size == kept
        assert corner(picture) == "top left"


def test_forty_megapixels_are_taken():
    assert opened(photo.jpeg(jpeg("L", (8000, 5000)))).size == (3000, 1875)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_png_of_every_depth_reads_the_same(mode):
    picture = opened(photo.png(png(mode)))
    assert corner(picture) == "top left"
    assert picture.mode == {"1": "L", "L": "L"}.get(mode, "RGB")


def test_png_of_sixteen_bits_is_not_washed_out():
    assert opened(photo.png(encoded(Image.new("I;16", (4, 4), 40_000), "PNG"))).getpixel((0, 0)) == 156


def test_transparency_stays():
    clear = drawing("RGBA")
    clear.putpixel((30, 20), (9, 9, 9, 0))
    palette = encoded(drawing("P"), "PNG", transparency=drawing("P").getpixel((30, 20)))
    for sent in (encoded(clear, "PNG"), encoded(clear.convert("LA"), "PNG"), palette):
        assert opened(photo.png(sent)).getpixel((30, 20))[3] == 0


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpeg_of_every_colour_reads_the_same(mode):
    assert corner(opened(photo.jpeg(jpeg(mode)))) == "top left"


def test_phones_that_send_several_pictures_in_one_are_understood():
    several = encoded(drawing(), "MPO", save_all=True, append_images=[drawing(), drawing()])
    assert opened(several).n_frames == 3
    kept = opened(photo.jpeg(several))
    assert (kept.format, getattr(kept, "n_frames", 1)) == ("JPEG", 1)


def test_video_behind_a_photo_is_dropped_and_not_taken_for_scans():
    assert len(photo.jpeg(jpeg() + b"\xff\xda" * 500)) < 2000


def test_progressive_photo_is_taken():
    assert corner(opened(photo.jpeg(jpeg(progressive=True)))) == "top left"


def test_scan_bomb_is_refused_before_it_is_decoded():
    """Sixty bytes to a scan, a walk over 40 megapixels for each."""
    whole = jpeg("L", (8000, 5000), progressive=True)
    scan = whole[whole.rindex(b"\xff\xda") : -2]
    before = time.monotonic()
    with pytest.raises(Refused, match="已损坏"):
        photo.jpeg(whole[:-2] + scan * 10_000 + whole[-2:])
    assert time.monotonic() - before < 1


def test_flood_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _: pytest.fail("decoded"))
    with pytest.raises(Refused, match="4000 万像素"):
        photo.png(flood(8000, 5001))


@pytest.mark.parametrize("kind", MAKERS)
def test_whatever_bytes_arrive_the_answer_is_a_picture_or_a_refusal(kind):
    made, anew = MAKERS[kind]
    whole = made(size=(24, 16), exif=exif(6))

    @settings(derandomize=True, deadline=None, max_examples=150)
    @given(st.integers(0, 2**32), st.integers(1, 12))
    def answers(seed, changes):
        chance, sent = random.Random(seed), bytearray(whole)
        for _ in range(changes):
            sent[chance.randrange(8, len(sent))] = chance.randrange(256)
        with suppress(Refused):
            opened(anew(bytes(sent)))

    answers()
