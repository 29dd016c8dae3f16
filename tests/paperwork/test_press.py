"""Papers set by typst: the right size, and whatever people wrote stays what they wrote."""

import io

import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from fengdan.paperwork.press import fonts_with, pressed
from fengdan.rulebook.errors import Refused

HOSTILE = '#panic("no") *粗* _斜_ $x$ @here <label> \\ // [a]'
MM = 72 / 25.4  # points in a millimetre


def _qr():
    drawn = io.BytesIO()
    segno.make("https://example.test/menu/", error="m").save(drawn, kind="svg")
    return drawn.getvalue().decode()


def _photo():
    file = io.BytesIO()
    Image.new("RGB", (240, 300), (120, 140, 160)).save(file, "JPEG")
    return file.getvalue()


HEAD = {
    **dict.fromkeys(("title", "centre", "address", "hours", "printed_on", "link"), HOSTILE),
    "telephone": "0932-0000000",
    "supervision": "0932-0000001",
    "qr": _qr(),
}
CARD = {"number": 7, "name": "水䶮", "kind": HOSTILE, "introduction": HOSTILE, "results": "办 37 件，成 31 件"}
BOOKLET = HEAD | {
    "how": [HOSTILE, "到中心报号码。"],
    "order": HOSTILE,
    "types": [{"name": "邻里纠纷", "numbers": [7, 8]}, {"name": "物业纠纷", "numbers": []}],
    "cards": [
        CARD | {"photo": "7.jpg", "lines": [["擅长", ["邻里", HOSTILE]], ["会说", ""]]},
        CARD | {"photo": "", "number": 8, "lines": []},
    ],
    "teams": [{"name": HOSTILE, "lines": [["队员", ["水䶮"]]]}],
}
ITEM = HEAD | {
    "name": HOSTILE,
    "group": "矛盾纠纷",
    "summary": HOSTILE,
    "version": 2,
    "basis": HOSTILE,
    "papers": HOSTILE,
    "sections": [{"title": "谁可以来", "rows": [HOSTILE], "note": ""}, {"title": "空的", "rows": [], "note": ""}],
    "materials": [{"name": HOSTILE, "form": "原件", "note": HOSTILE}],
    "steps": [{"name": "受理", "who": HOSTILE, "limit": "1个工作日内"}],
}
WALL = HEAD | {
    "items": [{"group": "矛盾纠纷", "rows": [{"name": HOSTILE, "who": HOSTILE, "limit": "30日内"}]}],
    "windows": [{"name": HOSTILE, "kind": "常态", "when": HOSTILE, "telephone": "0932-0000200"}],
    "numbers": [{"number": 7, "name": "水䶮", "good_at": HOSTILE}],
}


def _read(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    size = {(round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) for page in pages}
    return size, "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize(
    ("template", "data", "size"),
    [("booklet", BOOKLET, (148, 210)), ("item", ITEM, (210, 297)), ("wall", WALL, (297, 420))],
)
def test_a_paper_has_its_size_and_says_word_for_word_what_it_was_given(template, data, size):
    sizes, words = _read(pressed(template, data, {"7.jpg": _photo()}))
    assert sizes == {size}
    assert "".join(HOSTILE.split()) in words


def test_a_booklet_names_a_number_for_each_kind_and_leaves_out_what_is_empty():
    _, words = _read(pressed("booklet", BOOKLET, {"7.jpg": _photo()}))
    assert "邻里纠纷7、8号" in words
    assert "物业纠纷请中心安排" in words
    assert "水䶮7号" in words
    assert "会说" not in words


def test_a_machine_without_chinese_fonts_says_what_to_install():
    with pytest.raises(Refused, match="fonts-noto-cjk"):
        fonts_with(frozenset({"A font nobody has"}))
