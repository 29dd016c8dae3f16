"""The portrait of a card: one small size and nothing but the picture; what is no photo is refused."""

import pytest

from fengdan.files import portrait
from fengdan.files.limits import MOST_BYTES
from fengdan.rulebook.errors import Refused
from tests.files import make


@pytest.mark.parametrize("size", [(60, 40), (40, 60), (3000, 1000), (300, 400)])
@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_every_photo_comes_out_at_the_same_small_size(size, kind):
    checked = portrait.check(make.upload(getattr(make, kind)(size=size)))
    picture = make.opened(checked.data)
    assert (picture.format, picture.size, picture.mode) == ("JPEG", portrait.SIZE, "RGB")
    assert (checked.kind, checked.name) == ("image/jpeg", "照片.jpg")
    assert len(checked.data) < 60_000


def test_where_and_how_it_was_taken_is_gone():
    sent = make.jpeg(size=(800, 600), exif=make.exif(), comment="canary-comment")
    assert b"canary" in sent
    kept = portrait.check(make.upload(sent)).data
    assert b"canary" not in kept
    assert b"Exif" not in kept
    assert dict(make.opened(kept).getexif()) == {}


def test_held_sideways_it_stands_upright():
    kept = portrait.check(make.upload(make.jpeg(size=(400, 300), exif=make.exif(6)))).data
    assert make.corner(make.opened(kept)) == "top right"


def test_what_is_transparent_turns_white():
    picture = make.drawing("RGBA", (300, 400))
    picture.putalpha(0)
    assert (
        make.opened(portrait.check(make.upload(make.encoded(picture, "PNG"))).data).getpixel((150, 200)) == (255,) * 3
    )


@pytest.mark.parametrize("what", [*make.HOSTILE, "pdf", "text"])
def test_what_is_no_photo_is_refused(what):
    data = (make.HOSTILE | {"pdf": make.PDF, "text": "我的照片".encode()})[what]
    with pytest.raises(Refused) as no:
        portrait.check(make.upload(data))
    assert no.value.field == "photo"
    assert ("照片太大（" in no.value.reason) if "megapixels" in what else ("只收 JPG、PNG" in no.value.reason)


def test_cut_off_empty_and_too_large():
    for data, says in (
        (make.jpeg(size=(800, 600))[:2000], "照片已损坏"),
        (b"", "照片是空文件"),
        (make.jpeg() + bytes(MOST_BYTES), "照片太大"),
    ):
        with pytest.raises(Refused) as no:
            portrait.check(make.upload(data))
        assert says in no.value.reason
