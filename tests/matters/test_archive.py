from dataclasses import replace
from datetime import date

import pytest

from fengdan.matters.actions.archive import archive
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import QUARREL, Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "archivist", *, papers_in_file: bool = True) -> None:
    walk.matter = archive(
        walk.matter,
        pages=12,
        shelf="甲柜三层",
        papers_in_file=papers_in_file,
        actor=actor(who),
        at=walk._tick(),
        seen=walk.matter.version,
    )


def test_archivist_closes_the_file():
    walk = Walk().to_settled()
    do(walk)
    row = walk.matter.case_file
    check_event(
        walk.matter,
        "archive",
        by=("archivist", "archivist"),
        stages=("concluded", "archived"),
        facts={"pages": 12, "keep_until": "2056-12-31"},
    )
    assert (row.pages, row.shelf, row.keep_until, row.archived_at) == (12, "甲柜三层", date(2056, 12, 31), walk.at)
    assert last(walk.matter).digests == {f"casefile:{row.pk}": row.seal()}
    assert walk.matter.holder_id == "centre"
    assert running(walk.matter) == {"confirmation": "12-23 18:00"}
    assert letters(walk.matter) == []


@pytest.mark.parametrize(
    ("dispute_type", "settled", "until"),
    [("02", False, date(2036, 12, 31)), ("03", False, date(2036, 12, 31)), ("03", True, None)],
)
def test_kept_as_long_as_such_files_are(dispute_type, settled, until):
    walk = Walk().register(replace(QUARREL, dispute_type=dispute_type)).accept().assign().take().consent().session()
    walk = walk.agree().sign().conclude() if settled else walk.conclude(Conclusion.WITHDRAWN)
    do(walk)
    assert walk.matter.case_file.keep_until == until


def test_papers_are_checked_by_eye():
    walk = Walk().to_settled()
    with refused("请对照清单核对纸质材料", "papers_in_file"):
        do(walk, papers_in_file=False)


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
