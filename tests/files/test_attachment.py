"""The form field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from fengdan.files.limits import MEGABYTE
from fengdan.web.shared.attachment import Attachment
from fengdan.web.shared.forms import Form
from tests.files.make import AT, PDF


class Reply(Form):
    photo = Attachment("现场照片")


class Proof(Form):
    photo = Attachment("现场照片", required=True)


def sent(form, file):
    request = RequestFactory().post("/", {"photo": file} if file else {})
    return form(request.POST, files=request.FILES, at=AT)


def test_file_is_handed_on():
    form = sent(Proof, SimpleUploadedFile("a.pdf", PDF))
    assert form.is_valid()
    assert form.cleaned_data["photo"].read() == PDF


def test_no_file_is_none():
    form = sent(Reply, None)
    assert form.is_valid()
    assert form.cleaned_data["photo"] is None


@pytest.mark.parametrize(
    ("form", "content", "sentence"),
    [
        (Proof, None, "请选择“现场照片”。"),
        (Reply, b"", "“现场照片”是空文件，请重新选择。"),
        (Reply, bytes(12 * MEGABYTE), "“现场照片”太大（12.0 MB），最多 10 MB，请压缩或拍小一点。"),
        (Proof, bytes(12 * MEGABYTE), "“现场照片”太大（12.0 MB），最多 10 MB，请压缩或拍小一点。"),
    ],
)
def test_what_is_wrong_is_said_by_name(form, content, sentence):
    filled = sent(form, None if content is None else SimpleUploadedFile("a.pdf", content))
    assert filled.errors["photo"] == [sentence]


def test_long_name_is_no_fault():
    assert sent(Reply, SimpleUploadedFile("墙" * 300 + ".pdf", PDF)).is_valid()


def test_form_without_files_says_so():
    assert Proof({"photo": "a.pdf"}, at=AT).errors["photo"] == ["请选择“现场照片”。"]
    assert Proof({}, files={"photo": "a.pdf"}, at=AT).errors["photo"] == [
        "“现场照片”没有传上来，请重新选择文件后再提交。"
    ]


def test_phone_offers_its_album_and_its_camera():
    shown = str(Reply(at=AT)["photo"])
    assert 'accept="image/jpeg,image/png,application/pdf"' in shown
    assert "capture" not in shown
    assert Reply(at=AT).is_multipart()
