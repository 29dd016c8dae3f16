from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from fengdan.matters.actions.archive import archive
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import QUARREL, Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db


BOUND = ("acceptance_form", "rights_notice", "session_record", "identity", "agreement")


def do(walk: Walk, who: str = "archivist", papers: Collection[str] = (*BOUND, "termination_notice")) -> None:
    walk.matter = archive(
        walk.matter,
        pages=12,
        shelf="甲柜三层",
        papers=papers,
        actor=actor(who),
        at=walk._tick(),
        seen=walk.matter.version,
    )


def test_archivist_closes_the_file():
    walk = Walk().to_settled().follow_up()
    do(walk, papers=BOUND)
    row = walk.matter.case_files.get()
    check_event(
        walk.matter,
        "archive",
        by=("archivist", "archivist"),
        stages=("concluded", "archived"),
        facts={"papers": sorted(BOUND), "pages": 12, "keep_until": "2056-12-31"},
    )
    assert (row.pages, row.shelf, row.keep_until, row.archived_at) == (12, "甲柜三层", date(2056, 12, 31), walk.at)
    assert last(walk.matter).digests == {f"casefile:{row.pk}": row.seal()}
    assert walk.matter.holder_id == "centre"
    assert running(walk.matter) == {"confirmation": "12-23 18:00"}
    assert letters(walk.matter) == []


@pytest.mark.parametrize(
    ("matter_type", "settled", "until"),
    [("02", False, date(2036, 12, 31)), ("03", False, date(2036, 12, 31)), ("03", True, None)],
)
def test_kept_as_long_as_such_files_are(matter_type, settled, until):
    walk = Walk().register(replace(QUARREL, matter_type=matter_type)).accept().assign().take().consent().session()
    walk = walk.agree().sign().conclude().follow_up() if settled else walk.conclude(Conclusion.WITHDRAWN)
    do(walk)
    assert walk.matter.case_files.get().keep_until == until


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        ("acceptance_form", "受理登记表"),
        ("rights_notice", "权利义务告知书"),
        ("session_record", "调解记录"),
        ("identity", "当事人身份证明"),
        ("agreement", "人民调解协议书"),
    ],
)
def test_no_file_is_closed_while_a_paper_is_missing(paper, name):
    walk = Walk().to_settled().follow_up()
    with refused(f"^卷宗还缺：{name}。请补齐后再归档。$", "papers"):
        do(walk, papers=[other for other in BOUND if other != paper])


def test_all_that_is_missing_is_named_in_the_order_it_is_bound():
    walk = Walk().to_underway().conclude(Conclusion.NOT_SETTLED, told=True).follow_up()
    with refused("卷宗还缺：权利义务告知书、终止调解告知书。", "papers"):
        do(walk, papers=["session_record", "acceptance_form", "agreement"])
    do(walk, papers=["acceptance_form", "rights_notice", "session_record", "termination_notice"])
    assert walk.matter.stage == "archived"


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "concluded"])
def test_only_what_is_concluded(stage):
    walk = brought_to(stage)
    with refused("不能再归档" if stage == "archived" else "要在“已办结”时才能归档"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "duty", "leader", "mediator", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("concluded")
    with refused("“归档”由档案员办理"):
        do(walk, who)
