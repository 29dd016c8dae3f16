from datetime import datetime, timedelta

import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.verify import verify
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import SETTLED, Conclusion
from fengdan.rulebook.facts import Answer, Side
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, last, letters, refused, running
from tests.units import WATER, signed_by

pytestmark = pytest.mark.django_db

# to whoever has the matter
TOLD_OF_A_REFUSAL = {
    "registered": ("centre", "duty"),
    "accepted": ("centre", "duty"),
    "assigned": ("team-16", "leader"),
    "taken": ("team-16", "mediator"),
    "underway": ("team-16", "mediator"),
}


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
    refusal = answer is Answer.REFUSED
    assert running(walk.matter) == clocks | ({"terminate": "11-23 18:00"} if refusal else {})
    assert letters(walk.matter) == ([TOLD_OF_A_REFUSAL[stage]] if refusal else [])


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


def test_think_again_is_no_refusal_and_a_clear_refusal_ends_mediation_the_same_day():
    walk = brought_to("taken")
    do(walk, "mediator", Answer.PENDING)
    assert "terminate" not in running(walk.matter)
    with refused("调解意愿没有记录为同意"):
        walk.session()
    do(walk, "mediator", Answer.REFUSED)
    assert running(walk.matter)["terminate"] == "11-23 18:00"
    assert inbox(actor("mediator"))[0].text == "有当事人明确拒绝调解，今天办结并告知其他途径"
    with refused("不得再调解（人民调解法第十七条）"):
        walk.session()
    walk.conclude(Conclusion.NOT_SETTLED, told=True)
    assert walk.matter.conclusion not in SETTLED
    assert "terminate" not in running(walk.matter)
    assert verify()["problems"] == []


def test_who_refused_and_then_agrees_sets_the_clock_back():
    walk = brought_to("taken")
    do(walk, "mediator", Answer.REFUSED)
    do(walk, "mediator", Answer.AGREED)
    assert "terminate" not in running(walk.matter)
    assert walk.matter.clocks.get(name="terminate").stopped_at == walk.at
    walk.session()
    assert walk.matter.stage == "underway"
    assert verify()["problems"] == []


def test_so_does_taking_off_who_refused_and_not_the_yes_of_another():
    walk = Walk().register()
    extra = PartyDetails(Side.RESPONDENT, "赵测三")
    walk.matter = add_party(walk.matter, details=extra, actor=actor("clerk"), at=walk._tick())
    second, third = walk.parties()[1:]
    do(walk, answer=Answer.REFUSED, party=third.pk)
    do(walk, answer=Answer.AGREED, party=second.pk)
    assert "terminate" in running(walk.matter)
    walk.matter = remove_party(walk.matter, party=third.pk, reason="认错", actor=actor("clerk"), at=walk._tick())
    assert "terminate" not in running(walk.matter)
    assert verify()["problems"] == []


def test_a_refusal_after_the_text_is_frozen_stops_the_signing_too():
    walk = Walk().to_underway().agree().sign("mediator")
    do(walk, "mediator", Answer.REFUSED)
    with refused("有当事人明确拒绝调解"):
        walk.sign("seal")
    assert "terminate" in running(walk.matter)


def test_a_refusal_after_five_is_for_the_next_working_day():
    walk = Walk(at=datetime(2026, 11, 27, 19, 0, tzinfo=ZONE)).register()  # a Friday evening
    do(walk, answer=Answer.REFUSED)
    assert running(walk.matter)["terminate"] == "11-30 18:00"


def test_a_unit_that_has_it_is_told_of_the_refusal():
    walk = signed_by(WATER)
    do(walk, WATER, Answer.REFUSED)
    assert letters(walk.matter) == [(WATER, "liaison")]
    assert inbox(actor(WATER))[0].text == "有当事人明确拒绝调解，今天办结并告知其他途径"
