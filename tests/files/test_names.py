import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fengdan.files.names import ENDINGS, HIDDEN, clean

JPEG, PDF = "image/jpeg", "application/pdf"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("漏水照片.jpg", "漏水照片.jpg"),
        ("IMG_2031.JPEG", "IMG_2031.JPEG"),
        ("龚䶮𠮷 家👪.jpg", "龚䶮𠮷 家👪.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\王\\桌面\\墙.jpg", "墙.jpg"),
        ("a/b\\..", "附件.jpg"),
        ("", "附件.jpg"),
        (".jpg", "jpg.jpg"),
        ("墙.jpg.exe", "墙.jpg.exe.jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        ("墙\u2066\u200b\ufeff\x00\r\nSet-Cookie: a=b.jpg", "墙Set-Cookie_ a=b.jpg"),
        ('"墙"; filename=x.jpg', "_墙_; filename=x.jpg"),
        ("  墙 . jpg ", "墙 . jpg.jpg"),
        ("墙\u2028\ud800.jpg", "墙.jpg"),
    ],
)
def test_name_is_made_harmless(sent, kept):
    assert clean(sent, JPEG) == kept


def test_long_name_keeps_its_ending():
    assert clean("墙" * 255 + ".PDF", PDF) == "墙" * 116 + ".PDF"
    assert clean("x" * 251 + ".pdf", PDF) == "x" * 116 + ".pdf"
    assert clean("墙." + "p" * 255, PDF) == ("墙." + "p" * 255)[:116] + ".pdf"


def test_every_name_is_fit():
    @settings(derandomize=True, deadline=None, max_examples=300)
    @given(st.text(st.characters(), max_size=300), st.sampled_from(sorted(ENDINGS)))
    def fit(sent, kind):
        name = clean(sent, kind)
        assert 1 < len(name) <= 120
        assert name.lower().endswith(ENDINGS[kind])
        assert not set('/\\:*?"<>|') & set(name)
        assert not [char for char in name if unicodedata.category(char) in HIDDEN]
        assert clean(name, kind) == name

    fit()
