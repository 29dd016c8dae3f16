"""台账导入 by the page: the duty leader uploads, reads what is wrong, and takes it over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fengdan.files.models import StoredFile
from fengdan.matters.models import Matter
from tests.oldbook.book import book, line, lines
from tests.web.reader import read
from tests.web.scene import Unchanged, screen

pytestmark = pytest.mark.django_db


def sent(data: bytes, name: str = "台账.xlsx") -> dict:
    return {"file": SimpleUploadedFile(name, data)}


def test_what_is_wrong_is_said_row_by_row_and_nothing_is_kept():
    rows = [line(1), line(2, 登记日期="3.1"), line(3, 纠纷类型="邻里吵架")]
    with Unchanged():
        answer = screen("duty").post("/manage/oldbook/", sent(book(rows)))
    assert answer.status_code == 422
    words = read(answer).words
    assert "第 3 行" in words
    assert "“3.1”看不出是哪一天" in words
    assert "没有“邻里吵架”这个类型。是不是“邻里”" in words


@pytest.mark.parametrize("file", [b"", b"PK\x03\x04 no", "甲,乙".encode()])
def test_what_is_no_workbook_is_refused(file):
    with Unchanged():
        assert screen("duty").post("/manage/oldbook/", sent(file)).status_code == 422


def test_checked_then_taken_over_and_sent_twice_nothing_twice():
    duty = screen("duty")
    checked = duty.post("/manage/oldbook/", sent(book(lines(3))))
    assert "导入 3 行" in read(checked).words
    assert Matter.objects.count() == 0
    kept = StoredFile.objects.get(subject="old_book")
    assert "导入了 3 行，全部导入完毕" in read(duty.post(f"/manage/oldbook/{kept.pk}/")).words
    assert "导入了 0 行，全部导入完毕" in read(duty.post(f"/manage/oldbook/{kept.pk}/")).words
    assert Matter.objects.count() == 3
    page = read(duty.get(f"/m/{Matter.objects.latest('pk').code}/")).words
    assert "原台账（第" in page
    assert "补录" in page
    assert "赵测" in page
    assert "13800000003" not in page


@pytest.mark.parametrize("who", ["clerk", "director", "admin", "dept"])
def test_for_nobody_but_the_duty_leader(who):
    with Unchanged():
        assert screen(who).post("/manage/oldbook/", sent(book([line(1)]))).status_code == 404
        assert screen(who).get("/manage/oldbook/template/").status_code == 404
