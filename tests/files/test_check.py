"""What is taken and what is refused: a hostile corpus."""

import zipfile
from io import BytesIO

import pytest

from fengdan.files.check import check
from fengdan.files.limits import MOST_BYTES, too_big
from fengdan.rulebook.errors import Refused
from tests.files.make import PDF, SCRIPTS, flood, jpeg, packed_pdf, pdf, png, upload

NOT_TAKEN = "附件只收照片（JPG、PNG）和 PDF，请换一个文件。"
DAMAGED = "照片已损坏或没有传完整，请重新拍照或换一个文件。"
NOT_WHOLE = "PDF 不完整，可能没有传完，请重新生成或换一个文件。"
EMPTY = "附件是空文件，请重新选择。"


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/vbaProject.bin", "macro")
    return out.getvalue()


REFUSED = {
    "empty": (b"", EMPTY),
    "text": ("欠条".encode(), NOT_TAKEN),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', NOT_TAKEN),
    "html": (b"<!doctype html><script>alert(1)</script>", NOT_TAKEN),
    "zip or office": (zipped(), NOT_TAKEN),
    "old office": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), NOT_TAKEN),
    "program": (b"MZ" + bytes(100), NOT_TAKEN),
    "gif": (b"GIF89a" + bytes(50), NOT_TAKEN),
    "tiff": (b"II*\x00" + bytes(50), NOT_TAKEN),
    "webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", NOT_TAKEN),
    "video": (b"\x00\x00\x00\x18ftypmp42" + bytes(50), NOT_TAKEN),
    "postscript": (b"%!PS-Adobe-3.0\n%%EOF", NOT_TAKEN),
    "html before pdf": (b"<script>alert(1)</script>" + PDF, NOT_TAKEN),
    "zip before jpeg": (zipped() + jpeg(), NOT_TAKEN),
    "pdf cut off": (PDF.replace(b"%%EOF", b""), NOT_WHOLE),
    "pdf before a long tail": (PDF + b"<script>" + b" " * 1024, NOT_WHOLE),
    "jpeg header, then html": (b"\xff\xd8\xff\xe0<script>alert(1)</script>", DAMAGED),
    "jpeg header alone": (b"\xff\xd8\xff", DAMAGED),
    "jpeg cut off": (jpeg(size=(600, 400))[:-900], DAMAGED),
    "jpeg cut off in its headers": (jpeg()[:100], DAMAGED),
    "png header alone": (b"\x89PNG\r\n\x1a\n", DAMAGED),
    "png cut off": (png(size=(600, 400))[:-60], DAMAGED),
    "png of one bad byte": (png().replace(b"IDAT", b"IDAT\x00"), DAMAGED),
    "png with too little in it": (flood(1000, 1000), DAMAGED),
    "pixel flood": (flood(50_000, 50_000), "照片太大（50000×50000），最多 4000 万像素，请缩小后再传。"),
    "just over 40 megapixels": (flood(8000, 5001), "照片太大（8000×5001），最多 4000 万像素，请缩小后再传。"),
    "flood beyond Pillow's own limits": (flood(2**31 - 1, 2**31 - 1), "像素，请缩小后再传。"),
    "10 MB and a byte": (bytes(MOST_BYTES + 1), "附件太大（10.1 MB），最多 10 MB，请压缩或拍小一点。"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_a_sentence_that_says_what_to_do(what):
    data, sentence = REFUSED[what]
    with pytest.raises(Refused) as refused:
        check(upload(data))
    assert refused.value.reason.endswith(sentence)
    assert refused.value.field == "attachment"


@pytest.mark.parametrize("what", SCRIPTS)
def test_a_pdf_that_acts_by_itself_is_refused(what):
    with pytest.raises(Refused, match="PDF 里带有脚本、附件或者会自己启动的程序"):
        check(upload(SCRIPTS[what]))


@pytest.mark.parametrize(
    "harmless",
    [
        pdf(b"/OpenAction [3 0 R /XYZ null null 0]"),
        pdf(b"/Title (JavaScript)"),
        packed_pdf(b"1 0 <</Type /Catalog>>"),
        pdf(b"/Type /ObjStm>>\nstream\nnot packed at all\nendstream"),
        packed_pdf(bytes(8 * 1024 * 1024)),
    ],
    ids=["opens at a place", "a title", "packed objects", "packed in another way", "a stream that swells"],
)
def test_a_scan_as_machines_write_it_is_taken(harmless):
    assert check(upload(harmless)).data == harmless


def test_more_streams_than_any_scan_has_are_not_unpacked_one_by_one():
    with pytest.raises(Refused, match="重新扫描"):
        check(upload(pdf(b"/Type /ObjStm>> stream\n" * 201)))


def test_field_is_the_callers():
    with pytest.raises(Refused) as refused:
        check(upload(b"<html>"), "reply_file")
    assert refused.value.field == "reply_file"


def test_iphone_photo_is_told_from_other_files():
    for brand in (b"heic", b"mif1"):
        with pytest.raises(Refused, match="HEIC 格式的照片"):
            check(upload(b"\x00\x00\x00\x18ftyp" + brand + bytes(50)))


def test_size_that_was_said_is_not_believed():
    sent = upload(bytes(MOST_BYTES + 5))
    sent.size = 5
    with pytest.raises(Refused, match="附件太大"):
        check(sent)


def test_size_in_words():
    assert too_big(12_897_000).startswith("附件太大（12.3 MB）")
    assert too_big(MOST_BYTES + 1).startswith("附件太大（10.1 MB）")


@pytest.mark.parametrize(("data", "kind"), [(jpeg(), "image/jpeg"), (png(), "image/png"), (PDF, "application/pdf")])
def test_kind_is_told_by_content_and_name_follows(data, kind):
    sent = upload(data, "说明.html")
    sent.content_type = "text/html"
    checked = check(sent)
    assert checked.kind == kind
    assert checked.name == "说明.html" + {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}[kind]


def test_pdf_is_kept_as_it_is_up_to_the_last_byte_allowed():
    assert check(upload(PDF)).data == PDF
    whole = PDF[:-6] + b" " * (MOST_BYTES - len(PDF)) + b"%%EOF\n"
    assert len(check(upload(whole)).data) == MOST_BYTES


def test_what_was_read_before_is_read_again():
    sent = upload(PDF)
    sent.read()
    assert check(sent).data == PDF
