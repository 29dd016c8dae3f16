"""更换调解员: another lead, others beside the lead, and nobody who is a party."""

from dataclasses import replace

import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.reach import reach
from fengdan.matters.verify import verify
from fengdan.rulebook.facts import Answer, Side
from fengdan.teams.models import Mediator
from tests.cast import LI, QUARREL, WANG, Walk, actor, mediator_code
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, letters, refused, running
from tests.units import WATER, signed_by

pytestmark = pytest.mark.django_db
THIRD = "m1603"  # of the same team, without an account


def do(walk: Walk, who: str = "leader", **changed) -> None:
    told = {"mediator": mediator_code("leader"), "reason": "王测一要求换人", "no_conflict": True}
    walk.matter = change_mediator(
        walk.matter, **told | changed, actor=actor(who), at=walk._tick(), seen=walk.matter.version
    )


def beside(matter: Matter) -> list[tuple[str, bool]]:
    """Who mediates beside the lead, and whether still."""
    return [(row.mediator_id, row.ended_at is None) for row in matter.co_mediators.all()]


@pytest.mark.parametrize("stage", ["taken", "underway"])
def test_the_leader_names_another_who_is_told_and_the_first_sees_it_no_more(stage):
    walk = brought_to(stage)
    clocks = running(walk.matter)
    do(walk)
    live = walk.matter.assignments.get()
    check_event(
        walk.matter,
        "change_mediator",
        by=("leader", "leader"),
        stages=(stage, stage),
        facts={
            "mediator": mediator_code("leader"),
            "mediator_user": actor("leader").id,
            "assistants": [],
            "no_conflict": True,
            "assignment": live.pk,
            "note": walk.matter.notes.get().pk,
        },
    )
    assert walk.matter.mediator_id == live.mediator_id == mediator_code("leader")
    assert walk.matter.notes.get().text == "王测一要求换人"
    assert (running(walk.matter), letters(walk.matter)) == (clocks, [("team-16", "mediator")])
    assert not reach(actor("mediator")).exists()
    assert verify()["problems"] == []


@pytest.mark.parametrize("held", [False, True])
def test_whoever_is_named_reads_of_it_at_whichever_stage(held):
    walk = Walk().register().accept().assign().take("leader").consent_by_desk(Answer.AGREED)
    if held:
        present = [party.pk for party in walk.parties()]
        session = SessionRecord(walk.at, "中心调解室", present, "各说各的。", "continue", rights_notice=True)
        walk.matter = hold_session(walk.matter, session=session, actor=actor("leader"), at=walk._tick())
    assert inbox(actor("mediator")) == []
    do(walk, mediator=mediator_code("mediator"))
    assert inbox(actor("mediator"))[0].text == "更换了调解员，请看由谁承办"


def test_several_mediate_and_each_of_them_may_go_on_with_it():
    walk = brought_to("taken").consent()
    do(walk, assistants=[mediator_code("mediator"), THIRD, mediator_code("leader")])
    assert beside(walk.matter) == [(mediator_code("mediator"), True), (THIRD, True)]
    assert walk.matter.events.last().facts["assistants"] == [actor("mediator").id]
    held = SessionRecord(
        walk.at, "中心调解室", [party.pk for party in walk.parties()], "各说各的。", "continue", rights_notice=True
    )
    walk.matter = hold_session(walk.matter, session=held, actor=actor("mediator"), at=walk._tick())
    assert walk.matter.events.last().role == "mediator"
    (mine,) = [each for each in work_lists(actor("mediator"), walk.at) if each.key == "mine"]
    assert [row.code for row in mine.rows] == [walk.matter.code]
    shown = matter_page(actor("mediator"), walk.matter.code, walk.at)
    assert shown.people.beside == [(mediator_code("mediator"), "卫丙二"), (THIRD, "蒋丙三")]
    assert "由褚丙一承办，另有 1 人共同承办" in shown.history[1].text
    do(walk, assistants=())
    assert beside(walk.matter) == [(mediator_code("mediator"), False), (THIRD, False)]
    assert not reach(actor("mediator")).exists()
    assert verify()["problems"] == []


def test_several_are_named_when_the_team_takes_it():
    walk = brought_to("assigned")
    by = {"actor": actor("leader"), "at": walk._tick()}
    walk.matter = take(
        walk.matter, mediator=mediator_code("leader"), assistants=[mediator_code("mediator")], no_conflict=True, **by
    )
    assert beside(walk.matter) == [(mediator_code("mediator"), True)]
    assert reach(actor("mediator")).exists()
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"reason": " "}, "请填写“为什么更换”", "reason"),
        ({"no_conflict": False}, "没有需要回避的关系", "no_conflict"),
        ({"mediator": "m0601"}, "不在本团队", "mediator"),
        ({"mediator": "nobody"}, "不在本团队", "mediator"),
        ({"assistants": ["m0601", THIRD]}, "有 1 人不在本团队", "assistants"),
    ],
)
def test_who_is_named_belongs_to_the_team_and_has_no_conflict(changed, says, field):
    walk = brought_to("taken")
    with refused(says, field):
        do(walk, **changed)


def named(name: str) -> Walk:
    """A quarrel with a party of this name, given to the team."""
    told = replace(QUARREL, parties=(WANG, replace(LI, name=name)))
    return Walk().register(told).accept().assign()


def test_nobody_mediates_a_matter_of_their_own():
    own = Mediator.objects.get(pk=mediator_code("mediator")).name
    walk = named(own)
    with refused(f"当事人里有人与{own}同名", "mediator"):
        walk.take("mediator")
    walk.take("leader")
    with refused("由别的调解员承办", "mediator"):
        do(walk, mediator=mediator_code("mediator"))
    with refused("自己的事不能自己调解", "assistants"):
        do(walk, assistants=[mediator_code("mediator")])


def test_a_party_who_bears_only_part_of_the_name_is_no_hindrance():
    walk = named("卫丙二娃").take("mediator")
    assert walk.matter.mediator_id == mediator_code("mediator")


@pytest.mark.parametrize("name", ["褚丙一", "卫丙二"])
def test_a_mediator_of_the_matter_does_not_join_it_as_a_party(name):
    walk = brought_to("taken")
    do(walk, assistants=[mediator_code("mediator")])
    with refused(f"当事人里有人与{name}同名", "name"):
        add_party(walk.matter, details=PartyDetails(Side.RESPONDENT, name), actor=actor("clerk"), at=walk._tick())


def test_nothing_to_change_where_no_team_mediates_or_a_text_is_frozen():
    walk = signed_by(WATER)
    with refused("承办的不是调解团队"):
        do(walk, WATER)
    walk = Walk().to_underway().agree()
    with refused("协议已经定稿，正在签字"):
        do(walk)
    walk.sign()
    with refused("协议已经生效"):
        do(walk)


@pytest.mark.parametrize("stage", ["registered", "accepted", "assigned", "concluded", "archived"])
def test_only_while_it_is_in_hand(stage):
    walk = brought_to(stage)
    with refused("更换调解员"):
        do(walk)


@pytest.mark.parametrize("who", ["mediator", "clerk", "duty", "dispatcher", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("taken")
    with refused("“更换调解员”"):
        do(walk, who)
