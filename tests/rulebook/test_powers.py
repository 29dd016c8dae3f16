"""Who may do what when, against a table written down by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side
from fengdan.rulebook.powers import role_used, why_not
from fengdan.rulebook.stages import STEPS, Stage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
STAGES = ("registered", "accepted", "assigned", "taken", "underway", "concluded", "archived")
DESK, WATCHERS = "clerk duty", "dispatcher supervisor followup archivist director"

ALLOWED: dict[str, dict[str | None, str]] = {
    "register": {None: "clerk duty"},
    "accept": {"registered": "duty"},
    "assign": {"accepted": "dispatcher"},
    "recall": {"assigned": "dispatcher", "taken": "dispatcher", "underway": "dispatcher"},
    "take": {"assigned": "leader"},
    "give_back": {"assigned": "leader"},
    "record_consent": {
        "registered": DESK,
        "accepted": DESK,
        "assigned": f"{DESK} leader",
        "taken": f"{DESK} leader mediator",
        "underway": f"{DESK} leader mediator",
    },
    "add_party": {
        "registered": DESK,
        "accepted": DESK,
        "assigned": f"{DESK} leader",
        "taken": f"{DESK} leader mediator",
        "underway": f"{DESK} leader mediator",
    },
    "remove_party": {
        "registered": DESK,
        "accepted": DESK,
        "assigned": f"{DESK} leader",
        "taken": f"{DESK} leader mediator",
        "underway": f"{DESK} leader mediator",
    },
    "hold_session": {"taken": "leader mediator", "underway": "leader mediator"},
    "agree": {"underway": "leader mediator"},
    "sign": {"underway": "leader mediator"},
    "void_agreement": {"underway": "leader mediator"},
    "conclude": {
        "registered": "duty",
        "accepted": "duty",
        "taken": "duty leader mediator",
        "underway": "duty leader mediator",
    },
    "archive": {"concluded": "archivist"},
    "note": {
        "registered": f"{DESK} {WATCHERS}",
        "accepted": f"{DESK} {WATCHERS}",
        "assigned": f"{DESK} {WATCHERS} leader",
        "taken": f"{DESK} {WATCHERS} leader mediator",
        "underway": f"{DESK} {WATCHERS} leader mediator",
        "concluded": f"{DESK} {WATCHERS} leader mediator",
    },
    "correct": {
        "registered": DESK,
        "accepted": DESK,
        "assigned": f"{DESK} leader",
        "taken": f"{DESK} leader mediator",
        "underway": f"{DESK} leader mediator",
        "concluded": f"{DESK} leader mediator",
    },
}


def matter(stage: str, **changed: object) -> MatterFacts:
    """A matter of team-16, its mediator the user 7, both sides willing."""
    with_team = stage in {"assigned", "taken", "underway", "concluded"}
    facts = MatterFacts(
        Stage(stage),
        "team-16" if with_team else "centre",
        NOW,
        parties={1: Answer.AGREED, 2: Answer.AGREED},
        sides={1: Side.APPLICANT, 2: Side.RESPONDENT},
        team="team-16" if with_team else "",
        mediator="7" if stage in {"taken", "underway", "concluded"} else "",
    )
    return replace(facts, **changed)


def frozen(*signed: str) -> AgreementFacts:
    return AgreementFacts(1, required_signers([1, 2]), frozenset(signed))


def ready(step: str, stage: str | None) -> MatterFacts | None:
    if stage is None:
        return None
    if step == "remove_party":
        sides = {1: Side.APPLICANT, 2: Side.RESPONDENT, 3: Side.RESPONDENT}
        return matter(stage, parties=dict.fromkeys(sides, Answer.AGREED), sides=sides)
    return matter(stage, agreement=frozen() if step in {"sign", "void_agreement"} else None)


def holder_of(role: Role, unit: str = "team-16", user: str = "7") -> Actor:
    return Actor(user, "某人", frozenset({role}), frozenset({(role, unit)}))


def test_table_knows_every_step():
    assert ALLOWED.keys() == STEPS.keys()


@pytest.mark.parametrize("step", STEPS)
def test_only_the_right_people_at_the_right_time(step):
    may = {
        (stage, role.value)
        for stage in (None, *STAGES)
        for role in Role
        if why_not(step, ready(step, stage), holder_of(role), NOW) is None
    }
    assert may == {(stage, role) for stage, roles in ALLOWED[step].items() for role in roles.split()}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("stranger", [Actor("7", "无角色的人"), Actor("clock", "时钟")])
def test_nobody_without_a_role_may_do_anything(step, stranger):
    assert all(why_not(step, ready(step, stage), stranger, NOW) for stage in (None, *STAGES))


@pytest.mark.parametrize("step", STEPS)
def test_another_team_and_another_mediator_may_not(step):
    others = [
        holder_of(Role.LEADER, unit="team-06"),
        holder_of(Role.MEDIATOR, unit="team-06"),
        holder_of(Role.MEDIATOR, user="8"),
    ]
    assert all(why_not(step, ready(step, stage), other, NOW) for stage in (None, *STAGES) for other in others)


def test_role_held_for_another_unit_than_the_mediators_is_no_help():
    both = Actor(
        "7",
        "某人",
        frozenset({Role.LEADER, Role.MEDIATOR}),
        frozenset({(Role.LEADER, "team-06"), (Role.MEDIATOR, "team-16")}),
    )
    assert why_not("take", matter("assigned"), both, NOW)
    assert role_used(STEPS["sign"], matter("underway"), both) is Role.MEDIATOR


def test_refusal_names_who_may():
    assert why_not("accept", matter("registered"), holder_of(Role.CLERK), NOW) == "“受理”由值班领导办理。"
    other_team = why_not("take", matter("assigned"), holder_of(Role.LEADER, unit="team-06"), NOW)
    assert other_team == "“接单”只能由承办团队的团队负责人办理；该事项不在您手上。"


def test_refusal_names_the_stage_it_is_in_and_the_one_it_must_be_in():
    told = why_not("take", matter("accepted"), holder_of(Role.LEADER), NOW)
    assert told == "该事项现在是“已受理”，要在“已派单”时才能接单。"
    assert why_not("note", matter("archived"), holder_of(Role.CLERK), NOW) == "该事项已归档，不能再备注。"
    assert why_not("accept", None, holder_of(Role.DUTY), NOW) == "该事项尚未登记。"
    assert why_not("register", matter("registered"), holder_of(Role.CLERK), NOW) == "该事项已经登记。"


@pytest.mark.parametrize("step", [step for step in STEPS if step != "register"])
def test_no_step_before_the_last_one(step):
    stage = next(iter(ALLOWED[step]))
    who = holder_of(Role(ALLOWED[step][stage].split()[-1]))
    facts = ready(step, stage)
    assert why_not(step, facts, who, NOW) is None
    assert "早于上一步（2026-11-23 09:00）" in why_not(step, facts, who, NOW - timedelta(seconds=1))
