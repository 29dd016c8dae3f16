"""How an upload arrives: in memory, or not at all and said so."""

import tempfile

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory

from fengdan.files.check import check
from fengdan.files.limits import MEGABYTE, MOST_BYTES
from fengdan.files.upload import Dropped
from fengdan.rulebook.errors import Refused
from tests.files.make import PDF


@pytest.fixture(autouse=True)
def _no_temporary_files(monkeypatch):
    def refuse(*_args, **_kwargs):
        pytest.fail("an upload was written to a disk")

    for maker in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, maker, refuse)


def post(*sizes: int, **typed):
    files = {f"file{number}": SimpleUploadedFile("a.pdf", bytes(size)) for number, size in enumerate(sizes)}
    request = RequestFactory().post("/", {"before": "经过", **files, "after": "结果", **typed})
    assert request.POST["before"] == "经过"
    assert request.POST["after"] == "结果"
    return [request.FILES[f"file{number}"] for number in range(len(sizes))]


@pytest.mark.parametrize("size", [0, 1, 3 * MEGABYTE, MOST_BYTES])
def test_what_fits_is_held_in_memory(size):
    (file,) = post(size)
    assert isinstance(file, InMemoryUploadedFile)
    assert file.size == len(file.read()) == size
    assert file.name == "a.pdf"


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 10 * MEGABYTE + MEGABYTE // 2, 12 * MEGABYTE, 40 * MEGABYTE])
def test_what_is_too_big_says_how_big_and_is_not_kept(size):
    (file,) = post(size)
    assert isinstance(file, Dropped)
    assert file.size == size
    assert file.read() == b""
    with pytest.raises(Refused, match="附件太大（"):
        check(file)


def test_files_of_one_request_have_a_limit_together():
    first, second, third = post(6 * MEGABYTE, 6 * MEGABYTE, 5 * MEGABYTE)
    assert [len(file.read()) for file in (first, second, third)] == [6 * MEGABYTE, 0, 5 * MEGABYTE]
    assert second.size == 6 * MEGABYTE
    with pytest.raises(Refused, match="请分几次上传"):
        check(second)


def test_one_too_big_takes_no_room_from_the_next():
    big, next_one = post(30 * MEGABYTE, MOST_BYTES)
    assert (big.size, len(next_one.read())) == (30 * MEGABYTE, MOST_BYTES)


def test_content_and_name_arrive_unchanged():
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("证据 1.pdf", PDF, "application/pdf")})
    assert (request.FILES["file"].name, request.FILES["file"].read()) == ("证据 1.pdf", PDF)


def test_typed_text_keeps_its_own_limit(settings):
    from django.core.exceptions import RequestDataTooBig  # noqa: PLC0415

    with pytest.raises(RequestDataTooBig):
        post(10, story="字" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
