import pytest

from fengdan.matters.actions.note import note
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db
ALWAYS = ("clerk", "duty", "dispatcher", "supervisor", "followup", "archivist", "director")


def do(walk: Walk, who: str = "clerk") -> None:
    walk.matter = note(walk.matter, text="李测二下午来电。", actor=actor(who), at=walk._tick())


@pytest.mark.parametrize("who", [*ALWAYS, "leader", "mediator"])
def test_those_who_work_on_it_add_a_remark(who):
    walk = Walk().to_underway()
    clocks = running(walk.matter)
    do(walk, who)
    row = walk.matter.notes.get()
    check_event(walk.matter, "note", by=(who, who), stages=("underway", "underway"), facts={"note": row.pk})
    assert (row.text, row.author_id, row.written_at) == ("李测二下午来电。", actor(who).id, walk.at)
    assert last(walk.matter).digests == {f"note:{row.pk}": row.seal()}
    assert (running(walk.matter), letters(walk.matter)) == (clocks, [])


@pytest.mark.parametrize("stage", STAGES[:-1])
def test_at_any_time_before_the_file_is_closed(stage):
    walk = brought_to(stage)
    do(walk)
    assert walk.matter.stage == stage


def test_not_in_a_closed_file():
    walk = brought_to("archived")
    with refused("该事项已归档，不能再备注"):
        do(walk)


@pytest.mark.parametrize("who", [*OTHER_TEAMS, "auditor", "admin", "court", "village", "security"])
def test_not_by_others(who):
    walk = Walk().to_underway()
    with refused("“备注”"):
        do(walk, who)


@pytest.mark.parametrize("who", ["leader", "mediator"])
def test_team_that_does_not_hold_it_yet_has_nothing_to_remark(who):
    walk = brought_to("accepted")
    with refused("“备注”由"):
        do(walk, who)
