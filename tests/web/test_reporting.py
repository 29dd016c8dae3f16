"""上报助手 and 复制通知: told in the upper system's order, never twice, never unseen, never as a formula."""

import io
import re

import pytest
from openpyxl import load_workbook

from fengdan.journal.models import Entry
from fengdan.paperwork.plain_cells import plain_cell
from fengdan.rulebook.reporting import FORMS, MOST
from tests.cast import QUARREL
from tests.web.reader import read
from tests.web.scene import AT_HOME, ID_NUMBER, Unchanged, brought, screen, withdrawn

pytestmark = pytest.mark.django_db
REPORTERS = ["clerk", "duty", "director"]
OTHERS = ["dispatcher", "supervisor", "mediator", "dept", "village", "archivist", "admin"]


def acts() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


@pytest.mark.parametrize("who", REPORTERS)
def test_the_fields_stand_in_the_order_of_the_form_and_the_look_is_entered(who):
    matter = brought("registered", AT_HOME).matter
    with Unchanged():
        assert ID_NUMBER not in screen(who).get(f"/m/{matter.code}/reporting/").content.decode()
    answer = screen(who).post(f"/m/{matter.code}/reporting/", {"system": "gbt31000"}).content.decode()
    assert ID_NUMBER in answer
    places = [answer.index(f"<dt>{heading}</dt>") for heading, _ in FORMS["gbt31000"].fields]
    assert places == sorted(places)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.subject, entry.facts) == ("reveal", matter.code, {"reason": "report"})


@pytest.mark.parametrize("who", OTHERS)
def test_others_do_not_find_it(who):
    matter = brought("registered").matter
    with Unchanged():
        assert screen(who).get("/reporting/").status_code == 404
        assert screen(who).post(f"/m/{matter.code}/reporting/", {"system": "justice"}).status_code == 404
        assert screen(who).post("/reporting/export/", {"code": matter.code}).status_code == 404


def test_once_it_is_reported_it_leaves_the_list_of_that_system_only():
    matter = brought("registered").matter
    clerk = screen("clerk")
    typed = {"once": "0" * 32, "seen": matter.version, "system": "justice"}
    assert clerk.post(f"/m/{matter.code}/report_up/", typed).status_code == 302
    assert matter.code not in clerk.get("/reporting/?system=justice").content.decode()
    assert matter.code in clerk.get("/reporting/?system=gbt31000").content.decode()
    assert "司法局调解案件汇总登记表" in read(clerk.get(f"/m/{matter.code}/")).words


@pytest.mark.parametrize("system", FORMS)
def test_the_chosen_ones_as_a_table_of_texts(system):
    evil = QUARREL.__class__(**{**QUARREL.__dict__, "story": '=HYPERLINK("http://x")', "place": "＝1+1"})
    codes = [brought("registered", evil).matter.code, withdrawn(brought("taken")).matter.code]
    answer = screen("clerk").post("/reporting/export/", {"code": codes, "system": system})
    book = load_workbook(io.BytesIO(answer.content))
    headings, *table = book.worksheets[0].iter_rows()
    assert [cell.value for cell in headings] == [heading for heading, _ in FORMS[system].fields]
    assert len(table) == 2
    assert {cell.data_type for row in table for cell in row} <= {"s", "n", "inlineStr"}
    assert not any(str(cell.value or "").startswith(("=", "+", "-", "@", "＝")) for row in table for cell in row)
    assert acts()[-3:] == ["reveal", "reveal", "export"]
    assert Entry.objects.latest("seq").facts == {"rows": 2, "system": system}


def test_none_too_many_and_somebody_elses_are_refused():
    code = brought("registered").matter.code
    clerk = screen("clerk")
    with Unchanged():
        assert "请至少勾选一件" in read(clerk.post("/reporting/export/")).words
        many = [f"621122-20260101-{n:06d}-0" for n in range(MOST + 1)]
        assert f"一次最多导出 {MOST} 件" in read(clerk.post("/reporting/export/", {"code": many})).words
        assert clerk.post("/reporting/export/", {"code": [code, many[0]]}).status_code == 404
        assert clerk.post("/reporting/export/", {"code": [code], "system": "none"}).status_code == 404


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", "\n@", "＝", "＋", "－", "＠", "\u200b=", "\u3000=", "\x00="]
)
def test_no_text_can_be_taken_for_a_formula(start):
    assert plain_cell(f"{start}1+1")[0] == "'"
    assert plain_cell(f"甲{start}乙").startswith("甲")


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "leader", "mediator"])
def test_a_notice_for_the_group_names_nobody_and_is_entered(who):
    matter = brought("taken").matter
    answer = screen(who).post(f"/m/{matter.code}/notice/")
    text = re.search("<textarea[^>]*>(.*?)</textarea>", answer.content.decode(), re.DOTALL).group(1)
    assert matter.code in text
    assert f"/m/{matter.code}/" in text
    assert "截止" in text
    assert not any(word in text for word in ("王测一", "李测二", "138", matter.story, str(matter.mediator)))
    assert acts()[-1] == "copy_notice"
