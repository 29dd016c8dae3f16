"""Two people end or reopen the same matter at the same moment, or merge two into each other."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.guide import guide
from fengdan.matters.actions.merge import merge
from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.actions.reject import reject
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.models import Matter, Merger
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk, actor
from tests.endings import REFUSED, SENT, TOLD, Ending
from tests.matters.test_two_at_once import at_once, one_of
from tests.matters.watch import brought_to

pytestmark = pytest.mark.usefixtures("committed_db")
LATER = MORNING + timedelta(hours=3)


@pytest.mark.parametrize("seen", [True, None])
def test_two_duty_officers_take_it_up_again(seen):
    walk = brought_to("concluded")
    said = {"actor": actor("duty"), "at": LATER, "seen": walk.matter.version if seen else None}
    matter = one_of(at_once(*[lambda: reopen(walk.matter, reason="又吵起来了", **said)] * 3))
    assert (matter.round, matter.past_rounds.count()) == (2, 1)


def test_one_takes_it_up_again_while_the_file_is_closed():
    walk = brought_to("concluded")
    given = at_once(
        lambda: reopen(walk.matter, reason="又吵起来了", actor=actor("duty"), at=LATER),
        lambda: archive(
            walk.matter, pages=3, shelf="甲柜", papers=["acceptance_form"], actor=actor("archivist"), at=LATER
        ),
    )
    walk.matter.refresh_from_db()
    assert (walk.matter.stage, walk.matter.round) == ("accepted", 2)  # a closed file is taken up again as well
    assert isinstance(given[0], Matter)
    assert walk.matter.case_files.count() == (1 if isinstance(given[1], Matter) else 0)


def test_it_ends_in_one_way_only():
    walk = Walk().register()
    by = {"actor": actor("duty"), "at": LATER}
    into = Walk().register().matter.code
    given = at_once(
        lambda: answer(walk.matter, text="说清楚了", **by),
        lambda: guide(walk.matter, told=TOLD, **by),
        lambda: transfer(walk.matter, **SENT, **by),
        lambda: reject(walk.matter, **REFUSED, **by),
        lambda: merge(walk.matter, into=into, reason="同一件", **by),
    )
    matter = one_of(given)
    papers = [matter.guidances.count(), matter.transfers.count(), matter.mergers.count()]
    assert (matter.stage, matter.version) == ("concluded", 2)
    assert sum(papers) == (0 if matter.conclusion in {"answered_on_spot", "rejected"} else 1)


def test_two_enter_the_same_receipt():
    walk = Ending().register().transfer()
    said = {"received_by": "赵测五", "received_on": LATER.date(), "actor": actor("clerk"), "at": LATER}
    one_of(at_once(*[lambda: record_receipt(walk.matter, **said)] * 3))
    assert walk.matter.events.filter(step="record_receipt").count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_two_matters_are_not_merged_into_each_other(attempt):
    one, two = Walk().register().matter, Walk().register().matter
    by = {"reason": "同一件", "actor": actor("duty"), "at": LATER}
    given = at_once(lambda: merge(one, into=two.code, **by), lambda: merge(two, into=one.code, **by))
    matter = one_of(given)
    assert Merger.objects.get().matter_id == matter.pk
    assert sorted(Matter.objects.values_list("stage", flat=True)) == ["concluded", "registered"]


@pytest.mark.parametrize("attempt", range(5))
def test_nothing_is_merged_into_one_that_ends_meanwhile(attempt):
    one, two = Walk().register().matter, Walk().register().accept().matter
    by = {"actor": actor("duty"), "at": LATER}
    over = {"conclusion": Conclusion.WITHDRAWN, "reason": "不办了"}
    given = at_once(
        lambda: merge(one, into=two.code, reason="同一件", **by),
        lambda: conclude(two, **over, **by),
    )
    assert isinstance(given[1], Matter)
    merged = Merger.objects.filter(matter=one).exists()
    assert merged == isinstance(given[0], Matter)
    if merged:  # then it was first, while the other one was still open
        assert Merger.objects.get().merged_at <= given[1].concluded_at
    else:
        assert isinstance(given[0], Refused)


def test_a_ring_of_three_does_not_stand_still():
    codes = [Walk().register().matter for _ in range(3)]
    by = {"reason": "同一件", "actor": actor("duty"), "at": LATER}
    ring = zip(codes, [*codes[1:], codes[0]], strict=True)
    at_once(*(lambda one=one, into=into: merge(one, into=into.code, **by) for one, into in ring))
    stages = list(Matter.objects.values_list("stage", flat=True))
    assert "registered" in stages  # somebody still has it
    assert "concluded" in stages
