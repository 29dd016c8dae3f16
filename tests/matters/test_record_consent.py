from datetime import timedelta

import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.facts import Answer, Side
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "clerk", answer: Answer = Answer.AGREED, **changed) -> None:
    at = walk._tick()
    asked = walk.matter.parties.filter(side="respondent").first()
    told = {"party": asked.pk, "asked_at": at - timedelta(minutes=3), "how": "telephone", "words": "李测二说行"}
    walk.matter = record_consent(
        walk.matter, answer=answer, actor=actor(who), at=at, seen=walk.matter.version, **told | changed
    )


@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("registered", "clerk"),
        ("accepted", "duty"),
        ("assigned", "leader"),
        ("taken", "mediator"),
        ("underway", "leader"),
    ],
)
def test_answer_is_recorded_with_how_and_when(stage, who, answer):
    walk = brought_to(stage)
    clocks = running(walk.matter)
    do(walk, who, answer)
    party = walk.matter.parties.get(side="respondent")
    row = party.consents.last()
    check_event(
        walk.matter,
        "record_consent",
        by=(who, who),
        stages=(stage, stage),
        facts={"consent": row.pk, "party": party.pk, "answer": answer.value, "how": "telephone"},
    )
    assert party.consent == answer
    assert (row.answer, row.how, row.words) == (answer, "telephone", "李测二说行")
    assert row.asked_at == walk.at - timedelta(minutes=3)
    assert last(walk.matter).digests.keys() == {f"consent:{row.pk}", f"party:{party.pk}"}
    assert (running(walk.matter), letters(walk.matter)) == (clocks, [])


def test_people_change_their_mind_and_every_answer_is_kept():
    walk = Walk().register()
    for answer in (Answer.PENDING, Answer.REFUSED, Answer.AGREED):
        do(walk, answer=answer)
    party = walk.matter.parties.get(side="respondent")
    assert [row.answer for row in party.consents.all()] == ["pending", "refused", "agreed"]
    assert party.consent == "agreed"


@pytest.mark.parametrize("stage", ["concluded", "archived"])
def test_not_once_it_is_over(stage):
    walk = brought_to(stage)
    with refused("不能再记录" if stage == "archived" else "该事项现在是“已办结”"):
        do(walk)


def test_not_once_an_agreement_is_in_effect():
    walk = Walk().to_underway().agree().sign()
    with refused("协议已经生效，不再变更调解意愿"):
        do(walk, "mediator", Answer.REFUSED)


@pytest.mark.parametrize("who", ["dispatcher", "archivist", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("underway")
    with refused("办理"):
        do(walk, who)


def test_party_of_another_matter_is_not_asked_here():
    stranger = Walk().register().matter.parties.last().pk
    walk = Walk().register()
    with refused("没有这名当事人", "party"):
        do(walk, party=stranger)


def test_nobody_was_asked_tomorrow():
    walk = Walk().register()
    with refused("不能晚于现在", "asked_at"):
        do(walk, asked_at=walk.at + timedelta(days=1))


def test_nobody_was_asked_before_the_matter_was_told():
    walk = Walk().register()
    registered_at = walk.matter.registered_at
    with refused("征求意愿的时间早于登记时间", "asked_at"):
        do(walk, asked_at=registered_at - timedelta(minutes=1))
    do(walk, asked_at=registered_at.replace(second=0))
    assert walk.matter.parties.last().consents.get().asked_at == registered_at.replace(second=0)


@pytest.mark.parametrize("how", ["", "smoke", "PHONE"])
def test_how_is_one_of_those_offered(how):
    walk = Walk().register()
    with refused("请从列表里选择", "how"):
        do(walk, how=how)


def test_who_was_removed_is_not_asked():
    walk = Walk().register()
    extra = PartyDetails(Side.RESPONDENT, "赵测三")
    walk.matter = add_party(walk.matter, details=extra, actor=actor("clerk"), at=walk._tick())
    (*_, gone) = walk.parties()
    walk.matter = remove_party(walk.matter, party=gone.pk, reason="认错", actor=actor("clerk"), at=walk._tick())
    with refused("没有这名当事人", "party"):
        do(walk, party=gone.pk)
