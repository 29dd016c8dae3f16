"""The four-part tick list as it stands on the page of a matter."""

import pytest

from tests.cast import actor
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db


def ticks(username, walk):
    page = read(screen(username).get(f"/m/{walk.matter.code}/"))
    return page.text_of["ticks"]


def lines(text):
    """Without the white space a browser does not show either."""
    return " ".join(text.split())


def test_the_desk_sees_what_is_missing_and_whom_it_waits_for():
    shown = lines(ticks("clerk", brought("registered")))
    assert all(part in shown for part in ("接案", "化解", "督办", "回访"))
    assert "登记 已办 朱丁一 · 窗口受理员" in shown
    assert "受理 还没有 等值班领导" in shown
    assert "归档 还没有 办结以后" in shown


def test_a_mediator_sees_what_is_done_and_by_whom_and_which_deadlines_were_met():
    shown = lines(ticks("mediator", brought("frozen")))
    assert f"调解会 已办 共 1 次，{actor('mediator').name} · 调解员" in shown
    assert "权利义务告知 已办 开调解会时告知" in shown
    assert "签字盖章 还没有 还差 4 处，等还没有签的人" in shown
    assert "接单 按时" in shown
    assert "调解期限 还剩" in shown


def test_a_unit_sees_its_own_words():
    shown = lines(ticks("dept-water", brought("replied")))
    assert "交办 已办" in shown
    assert "签收 已办" in shown
    assert "审核答复 还没有 等值班领导" in shown
    assert "调解会" not in shown


def test_after_the_end_what_was_not_needed_is_said_so():
    shown = lines(ticks("duty", brought("withdrawn")))
    assert "办结 已办 申请人撤回" in shown
    assert "回访 不用 这样办结的不用回访" in shown
    assert "归档 还没有 等档案员" in shown


def test_an_archived_file_misses_nothing():
    shown = lines(ticks("archivist", brought("archived")))
    assert "还没有" not in shown
    assert "归档 已办" in shown


def test_a_deadline_missed_stays_on_the_list():
    walk = brought("registered")
    walk.matter.clocks.filter(name="accept").update(due_at=walk.at.replace(year=walk.at.year - 1))
    assert "已逾期" in ticks("duty", walk)
    walk.accept()
    assert "晚了" in lines(ticks("duty", walk))
