"""回访: somebody who did not mediate asks how it went; three attempts are enough."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.follow_up import Asked, follow_up
from fengdan.matters.actions.take import take
from fengdan.matters.facts import facts_of
from fengdan.matters.models import FollowUp
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.people.models import Grant, User
from fengdan.rulebook.conclusions import Conclusion
from fengdan.teams.models import TeamMember
from tests.cast import MORNING, TEAM, Walk, actor, mediator_code
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, refused, running
from tests.units import UnitWalk

pytestmark = pytest.mark.django_db


def ask(walk: Walk, who: str = "followup", **more) -> None:
    at = walk._tick()
    said = {"party": walk.parties()[0].pk, "how": "telephone", "asked_at": at, "reached": True, "words": "付清了。"}
    walk.matter = follow_up(walk.matter, asked=Asked(**said | more), actor=actor(who), at=at)


def also_followup(username: str) -> None:
    """The account gets this hat too, as in a small centre."""
    user = User.objects.get(username=username)
    model = Grant.objects.get(user__username="followup")
    Grant.objects.create(user=user, role="followup", unit=model.unit, active_from=model.active_from)


def test_reached_once_is_enough():
    walk = Walk().to_settled()
    assert running(walk.matter)["follow_up"] == "11-30 18:00"
    ask(walk, performed=True, satisfied=False)
    row = FollowUp.objects.get()
    check_event(
        walk.matter,
        "follow_up",
        by=("followup", "followup"),
        stages=("concluded",) * 2,
        facts={"follow_up": row.pk, "reached": True},
    )
    assert (row.how, row.performed, row.satisfied, row.words) == ("telephone", True, False, "付清了。")
    assert "follow_up" not in running(walk.matter)
    assert verify()["problems"] == []


def test_nobody_reached_three_times_is_enough_as_well():
    walk = Walk().to_settled()
    for number in range(1, 4):
        assert "follow_up" in running(walk.matter)
        ask(walk, reached=False, words="", performed=True, satisfied=True)
        assert facts_of(walk.matter).follow_ups == number
    assert "follow_up" not in running(walk.matter)
    assert not facts_of(walk.matter).followed
    assert set(FollowUp.objects.values_list("performed", "satisfied")) == {(None, None)}  # nobody said so
    shown = matter_page(actor("followup"), walk.matter.code, walk.at).after
    assert [(row.number, row.reached) for row in shown.attempts] == [(1, False), (2, False), (3, False)]
    assert verify()["problems"] == []


def test_the_mediator_does_not_ask_about_their_own_work():
    also_followup("mediator")
    walk = Walk().to_settled()
    with refused("承办调解员不能回访自己办的事项"):
        ask(walk, "mediator")
    ask(walk, "followup")


def test_nor_does_whoever_mediated_beside_them():
    also_followup("mediator")
    walk, beside = Walk().register().accept().assign(), mediator_code("mediator")
    lead = TeamMember.objects.filter(team=TEAM).exclude(mediator=beside).order_by("pk").first().mediator_id
    by = {"actor": actor("leader"), "at": walk._tick()}
    walk.matter = take(walk.matter, mediator=lead, assistants=[beside], no_conflict=True, **by)
    walk.consent().session().conclude(Conclusion.NOT_SETTLED, told=True)
    with refused("承办调解员不能回访自己办的事项"):
        ask(walk, "mediator")


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "concluded"])
def test_not_before_the_end_nor_after_the_file_is_closed(stage):
    walk = brought_to(stage)
    with refused("不能再回访" if stage == "archived" else "要在“已办结”时才能回访"):
        ask(walk)


def test_what_was_only_taken_back_needs_no_call():
    walk = brought_to("concluded")
    assert walk.matter.conclusion == "withdrawn"
    assert "follow_up" not in running(walk.matter)
    with refused("这样办结的事项不用回访"):
        ask(walk)


def test_what_a_unit_answered_is_asked_about():
    walk = UnitWalk().register().accept().give().sign_for().reply().approve().answered()
    ask(walk)
    assert walk.matter.follow_ups.count() == 1


@pytest.mark.parametrize("who", ["clerk", "duty", "mediator", "leader", "archivist", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = Walk().to_settled()
    with refused("“回访”由回访员办理"):
        ask(walk, who)


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"party": 0}, "没有这名当事人", "party"),
        ({"words": " "}, "请填写“说了什么”", "words"),
        ({"how": "telepathy"}, "请从列表里选择", "how"),
        ({"asked_at": MORNING + timedelta(days=9)}, "不能晚于现在", "asked_at"),
        ({"asked_at": MORNING}, "早于办结时间", "asked_at"),
    ],
)
def test_nonsense_is_refused_at_its_field(said, says, field):
    walk = Walk().to_settled()
    with refused(says, field):
        ask(walk, **said)
