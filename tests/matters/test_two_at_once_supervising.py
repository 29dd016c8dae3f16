"""Two people at the same moment about one 督办: it is issued once, replied to once, judged as it was read."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.answer_supervision import answer_supervision
from fengdan.matters.actions.drop_supervision import drop_supervision
from fengdan.matters.actions.issue_supervision import Issued, issue_supervision
from fengdan.matters.actions.judge_supervision import Judged, judge_supervision
from fengdan.matters.models import Matter, Supervision
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk, actor
from tests.matters.test_two_at_once import at_once
from tests.supervised import DEMAND, FACTS, answered, drafted, issued, judged, last

pytestmark = pytest.mark.usefixtures("committed_db")
LATER = MORNING + timedelta(hours=3)


def draft() -> Matter:
    return drafted(Walk().register().accept().assign().matter, LATER)


def moved(given: list) -> int:
    return sum(isinstance(each, Matter) for each in given)


def test_two_issue_the_same_draft_and_it_goes_out_once():
    matter, director = draft(), actor("director")
    given = at_once(
        *[
            lambda words=words: issue_supervision(matter, issued=Issued(words, DEMAND, "3wd"), actor=director, at=LATER)
            for words in ("甲的事实", "乙的事实")
        ]
    )
    assert moved(given) == 1
    (no,) = [each for each in given if isinstance(each, Refused)]
    assert no.reason == "没有等待签发的督办，请先拟督办单。"
    assert matter.clocks.filter(name="supervision").count() == 1
    assert verify()["problems"] == []


def test_one_issues_what_another_drops_and_it_is_one_or_the_other():
    matter, director = draft(), actor("director")
    given = at_once(
        lambda: issue_supervision(matter, issued=Issued(FACTS, DEMAND, "3wd"), actor=director, at=LATER),
        lambda: drop_supervision(matter, reason="不必", actor=director, at=LATER),
    )
    assert moved(given) == 1
    assert last(matter).status in {"issued", "dropped"}
    assert verify()["problems"] == []


def test_judged_while_it_is_answered_again_the_judgement_is_of_what_was_there():
    matter = answered(issued(draft(), LATER), LATER)
    supervisor, leader = actor("supervisor"), actor("leader")
    sent_back = judged(matter, LATER, accepted=False)
    given = at_once(
        lambda: answer_supervision(sent_back, reply="第二次", actor=leader, at=LATER),
        lambda: judge_supervision(sent_back, judged=Judged(accepted=True), actor=supervisor, at=LATER),
    )
    answer, judgement = given
    assert isinstance(answer, Matter)
    assert last(matter).status == ("accepted" if isinstance(judgement, Matter) else "replied")
    assert verify()["problems"] == []


def test_two_sweeps_at_once_draft_one_order():
    matter = Walk().register().accept().assign().matter
    when = MORNING + timedelta(days=4)
    at_once(*[lambda: tick(when)] * 2)
    assert Supervision.objects.filter(matter=matter).count() == 1
    assert verify()["problems"] == []
