"""A running register comes in at go-live: all of it or nothing, and nothing twice."""

import pytest

from fengdan.files.models import StoredFile
from fengdan.journal.models import Entry
from fengdan.matters.models import Clock, Event, ImportedRow, Matter
from fengdan.matters.verify import verify
from fengdan.oldbook.bring_in import bring_in, keep_book
from fengdan.oldbook.check import check
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import OLD_BOOK
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING
from tests.matters.watch import everything
from tests.oldbook.book import RUNNING, WRONG, book, line, lines, spoiled

pytestmark = pytest.mark.django_db


def take(data: bytes, most: int | None = None) -> int:
    checked = check(data, MORNING)
    kept = keep_book(data, "台账.xlsx", actor=OLD_BOOK, at=MORNING)
    return bring_in(checked, kept, actor=OLD_BOOK, at=MORNING, most=most)


def test_all_37_bad_rows_of_5000_are_named_and_nothing_changes():
    data, expected = spoiled(5000)
    before = everything()
    checked = check(data, MORNING)
    assert len(expected) == len(WRONG) == 37
    assert {(each.row, each.column) for each in checked.problems} == expected
    with pytest.raises(Refused, match="没有导入任何一行"):
        bring_in(checked, StoredFile(), actor=OLD_BOOK, at=MORNING)
    assert everything() == before


def test_mended_everything_comes_in_and_nothing_twice_though_it_was_stopped_in_the_middle():
    data = book(lines(40))
    assert take(data, most=15) == 15
    assert take(data) == 25
    before = everything()
    assert take(data) == 0
    assert everything() == before
    assert Matter.objects.count() == ImportedRow.objects.count() == 40
    assert StoredFile.objects.filter(subject="old_book").count() == 1
    assert [entry.facts["rows"] for entry in Entry.objects.filter(act="import")] == [15, 25]
    assert verify()["problems"] == []


def test_what_has_ended_starts_no_limit_and_is_news_to_nobody():
    take(book([line(1)]))
    matter = Matter.objects.get()
    assert (matter.stage, matter.conclusion, matter.holder_id) == ("concluded", "settled_in_writing", "centre")
    assert (matter.registered_at.year, matter.concluded_at.year, matter.next_due) == (2025, 2025, None)
    assert [event.step for event in matter.events.all()] == ["register", "accept", "conclude"]
    assert (Clock.objects.count(), Letter.objects.count()) == (0, 0)


def test_what_is_running_keeps_its_promise_and_the_unit_begins_today():
    take(book([line(1) | RUNNING | {"办结日期": None, "办结方式": None}]))
    matter = Matter.objects.get()
    assert (matter.stage, matter.holder_id) == ("assigned", "town-621122100")
    running = {clock.name: clock for clock in matter.clocks.filter(stopped_at=None)}
    assert running["mediation"].started_at == matter.registered_at
    assert running["take"].started_at == MORNING
    assert [late.name for late in running.values() if late.due_at < MORNING] == ["mediation"]
    assert matter.clocks.get(name="assign").started_at == MORNING
    assert verify()["problems"] == []


def test_a_row_that_came_in_and_was_changed_afterwards_is_refused():
    take(book([line(1)]))
    (problem,) = check(book([line(1, 事项经过="另一件事")]), MORNING).problems
    assert (problem.row, problem.column) == (2, "登记号")
    assert "已经导入过，内容与上次不同" in problem.text


def test_columns_are_found_by_other_names_in_any_order_and_unknown_ones_are_kept():
    row = {"序号": 7, "受理日期": "2025年3月1日", "姓名": "孙测一", "对方": "李测二", "类型": "邻里", "乡镇": "巩昌镇"}
    row |= {"事由": "漏水", "办理状态": "已受理", "村主任意见": "同意"}
    checked = check(book([row], [*reversed(row)], title="2025 年台账"), MORNING)
    assert (checked.problems, checked.unknown) == ([], ["村主任意见"])
    take(book([row], [*reversed(row)], title="2025 年台账"))
    assert '["村主任意见", "同意"]' in ImportedRow.objects.get().cells
    assert Event.objects.filter(step="accept").count() == 1


def test_a_missing_column_and_two_that_mean_the_same_are_named():
    headings = ["登记号", "登记日期", "受理日期", "申请人", "被申请人", "纠纷类型", "事项经过", "状态"]
    found = {(each.column, each.text[:5]) for each in check(book([line(1)], headings), MORNING).problems}
    assert found == {("乡镇（村）", "缺少这一列"), ("登记日期、受理日期", "这几列都是")}


def test_merged_cells_are_named_but_a_merged_title_may_stand():
    (problem,) = check(book([line(1), line(2)], merge="K2:K3"), MORNING).problems
    assert "K2:K3 是合并单元格" in str(problem)
    assert check(book([line(1)], title="台账", merge="A1:F1"), MORNING).problems == []
