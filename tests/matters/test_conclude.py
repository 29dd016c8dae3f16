import pytest
from django.db import connection

from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.recall import recall
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, Conclusion
from fengdan.rulebook.facts import Answer
from tests.cast import REASON, Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db
WRITTEN, FAILED, WITHDRAWN = Conclusion.SETTLED_IN_WRITING, Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN


def do(
    walk: Walk, who: str = "mediator", code: Conclusion = WITHDRAWN, *, told: bool = False, reason: str = REASON
) -> None:
    walk.matter = conclude(
        walk.matter,
        conclusion=code,
        reason=reason,
        remedies_told=told,
        actor=actor(who),
        at=walk._tick(),
        seen=walk.matter.version,
    )


@pytest.mark.parametrize("who", ["mediator", "leader", "duty"])
def test_settled_once_everybody_signed(who):
    walk = Walk().to_underway().agree().sign()
    do(walk, who, WRITTEN, reason="")
    check_event(
        walk.matter,
        "conclude",
        by=(who, who),
        stages=("underway", "concluded"),
        facts={"conclusion": "settled_in_writing", "remedies_told": False, "follow_up": True},
    )
    assert (walk.matter.conclusion, walk.matter.concluded_at) == ("settled_in_writing", walk.at)
    assert walk.matter.conclusion_reason == ""
    assert walk.matter.holder_id == "team-16"  # until its file is in the archive
    assert running(walk.matter) == {
        "archive": "12-23 18:00",
        "confirmation": "12-23 18:00",
        "follow_up": "11-30 18:00",
    }
    assert walk.matter.clocks.get(name="mediation").stopped_at == walk.at
    assert letters(walk.matter) == [("centre", "archivist"), ("centre", "followup")]


@pytest.mark.parametrize(
    ("stage", "who"), [("registered", "duty"), ("accepted", "duty"), ("taken", "mediator"), ("underway", "leader")]
)
def test_withdrawn_by_the_applicant(stage, who):
    walk = brought_to(stage)
    do(walk, who)
    assert (walk.matter.stage, walk.matter.conclusion) == ("concluded", "withdrawn")
    assert running(walk.matter) == {"archive": "12-23 18:00"}


@pytest.mark.parametrize("code", [FAILED, WITHDRAWN])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_ending_without_an_agreement_needs_a_reason(code, reason):
    walk = Walk().to_underway()
    with refused("请填写“情况说明”", "reason"):
        do(walk, code=code, told=True, reason=reason)


@pytest.mark.parametrize("code", [FAILED, WITHDRAWN])
def test_reason_is_kept_sealed_encrypted_and_told(code):
    walk = Walk().to_underway()
    do(walk, code=code, told=True)
    assert walk.matter.conclusion_reason == REASON
    event = last(walk.matter)
    assert REASON not in str(event.facts)
    ended = {task.seal_key: task.seal() for task in walk.matter.tasks.all()}
    assert event.digests == {f"matter:{walk.matter.pk}": walk.matter.seal()} | ended
    with connection.cursor() as cursor:
        cursor.execute("SELECT conclusion_reason FROM matters_matter")
        assert cursor.fetchone()[0].startswith("k1:")
    page = matter_page(actor("duty"), walk.matter.code, walk.at)
    assert page.history[0].text == f"{CONCLUSION_LABELS[code]}。{REASON}"


def test_not_settled_never_when_all_were_willing_and_nobody_sat_down():
    walk = brought_to("taken").consent()
    with refused("双方都同意调解，还没有开过调解会", "conclusion"):
        do(walk, code=FAILED, told=True)
    walk.session("failed")
    do(walk, code=FAILED, told=True)
    assert walk.matter.conclusion == "not_settled"


@pytest.mark.parametrize("stage", ["taken", "underway"])
def test_not_settled_with_the_other_remedies_told(stage):
    walk = brought_to(stage)
    with refused("人民调解法第二十六条", "conclusion"):
        do(walk, code=FAILED)
    do(walk, code=FAILED, told=True)
    assert walk.matter.conclusion == "not_settled"
    assert walk.matter.events.last().facts["remedies_told"] is True


def test_refusal_of_a_party_ends_it_before_it_began():
    walk = brought_to("accepted")
    with refused("还没有开始调解", "conclusion"):
        do(walk, "duty", FAILED, told=True)
    walk.consent_by_desk(Answer.REFUSED)
    do(walk, "duty", FAILED, told=True)
    assert walk.matter.conclusion == "not_settled"


def test_not_settled_without_or_before_an_agreement_in_effect():
    walk = Walk().to_underway()
    with refused("还没有书面协议", "conclusion"):
        do(walk, code=WRITTEN)
    walk.agree().sign("mediator", "seal")
    with refused("还差 2 处签字或盖章", "conclusion"):
        do(walk, code=WRITTEN)


@pytest.mark.parametrize("code", [FAILED, WITHDRAWN])
def test_frozen_text_is_voided_first(code):
    walk = Walk().to_underway().agree()
    with refused("请先作废", "conclusion"):
        do(walk, code=code, told=True)


@pytest.mark.parametrize("stage", ["assigned", "concluded", "archived"])
def test_not_while_waiting_to_be_taken_nor_twice(stage):
    walk = brought_to(stage)
    with refused("不能再办结" if stage == "archived" else "要在“已登记、已受理、已接单、化解中”时才能办结"):
        do(walk, "duty")


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "archivist", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = Walk().to_underway()
    with refused("办理"):
        do(walk, who)


def test_refused_while_with_the_team_it_is_called_back_and_ended():
    walk = brought_to("taken").consent(Answer.REFUSED)
    walk.matter = recall(walk.matter, reason="对方拒绝", actor=actor("dispatcher"), at=walk._tick())
    do(walk, "duty", FAILED, told=True)
    assert (walk.matter.stage, walk.matter.holder_id) == ("concluded", "centre")
    assert verify()["problems"] == []
