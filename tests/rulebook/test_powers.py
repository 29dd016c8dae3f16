"""Who may do what when, against a table written down by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side, SupervisionFacts, SupervisionState
from fengdan.rulebook.orders import OrderFacts, OrderState
from fengdan.rulebook.powers import Hat, hat, why_not
from fengdan.rulebook.recusing import Recusal
from fengdan.rulebook.sight import may_see_address
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
STAGES = ("registered", "accepted", "assigned", "taken", "underway", "concluded", "archived")
DESK, WATCHERS = "clerk duty", "dispatcher supervisor followup archivist director"
FIELD, LIAISONS = "town village grid", "dept court justice town village grid"
UNIT = "town-621122100"

# who may while the centre, then a team has it
WORKED = {
    "registered": DESK,
    "accepted": DESK,
    "assigned": f"{DESK} leader",
    "taken": f"{DESK} leader mediator",
    "underway": f"{DESK} leader mediator",
}
FILED = ("registered", "accepted", "assigned", "taken", "underway", "concluded")
TEAM = "leader mediator"


def by_stage(who: str, *stages: str, team: str = "") -> dict[str, str]:
    """The same people at each stage, the team's beside them once it may act."""
    acts = {"assigned": "leader", "taken": TEAM, "underway": TEAM, "concluded": TEAM}
    return {stage: f"{who} {acts.get(stage, '') if team else ''}".strip() for stage in stages}


GIVEN = ("assigned", "taken", "underway")
NEW, CLOSED = ("registered", "accepted"), ("concluded", "archived")
ALLOWED: dict[str, dict[str | None, str]] = {
    "register": {None: f"clerk duty {FIELD} party"},
    "answer": by_stage(DESK, *NEW),
    "guide": by_stage("duty", *NEW),
    "transfer": by_stage("duty", *NEW),
    "reject": {"registered": "duty"},
    "merge": by_stage("duty", *NEW),
    "record_receipt": {"concluded": DESK},
    "visit": by_stage(DESK, *FILED),
    "change_mediator": by_stage("leader", "taken", "underway"),
    "invite": by_stage(TEAM, "taken", "underway"),
    "add_obligation": {"underway": f"{DESK} followup {TEAM}", "concluded": f"{DESK} followup {TEAM}"},
    "record_performance": {"underway": f"{DESK} followup {TEAM}", "concluded": f"{DESK} followup {TEAM}"},
    "follow_up": {"concluded": "followup"},
    "rate": by_stage("party clerk", *CLOSED),
    "handle_rating": by_stage("duty director", *CLOSED),
    "reopen": by_stage("duty", *CLOSED),
    "attach": by_stage(f"{DESK} {WATCHERS}", *FILED, team=TEAM),
    "alarm": by_stage(f"{DESK} {WATCHERS}", *FILED, team=TEAM),
    "raise_risk": by_stage(f"{DESK} {WATCHERS}", *FILED[:-1], team=TEAM),
    "ask_lower_risk": by_stage(f"{DESK} {WATCHERS}", *FILED[:-1], team=TEAM),
    "lower_risk": by_stage("duty director", *FILED[:-1]),
    "handle_risk": by_stage(f"{DESK} supervisor director", *FILED[:-1], team=TEAM),
    "protect": by_stage(DESK, *FILED, team=TEAM),
    **dict.fromkeys(("ask_suspend", "ask_extend"), by_stage(TEAM, "taken", "underway")),
    **dict.fromkeys(("suspend", "extend", "undo_limit_change"), by_stage("duty director", "taken", "underway")),
    "resume": by_stage(f"duty director {TEAM}", "taken", "underway"),
    **dict.fromkeys(("remind", "escalate", "recount"), by_stage("clock", *FILED, "archived")),
    "urge": by_stage("clock supervisor director duty", *FILED, "archived"),
    **dict.fromkeys(("draft_supervision", "judge_supervision"), by_stage("supervisor director", *FILED, "archived")),
    **dict.fromkeys(("issue_supervision", "drop_supervision"), by_stage("director", *FILED, "archived")),
    "answer_supervision": {
        **by_stage("duty", *NEW, "archived"),
        **by_stage(TEAM, "taken", "underway", "concluded"),
        "assigned": "leader",
    },
    "lead_personally": by_stage("director", *FILED[:-1]),
    "declare_conflict": {"assigned": "leader", **by_stage(TEAM, "taken", "underway")},
    "challenge_mediator": by_stage(f"{DESK} party", "taken", "underway"),
    "rule_on_challenge": by_stage("leader duty", "taken", "underway"),
    **dict.fromkeys(("waive_conflict", "ask_override"), by_stage("leader duty", "assigned", "taken", "underway")),
    "override_conflict": by_stage("duty director", "assigned", "taken", "underway"),
    "report_up": by_stage(f"{DESK} director", *FILED, "archived"),
    "accept": {"registered": "duty"},
    "assign": {"accepted": "dispatcher duty"},
    "recall": {"assigned": "dispatcher duty", "taken": "dispatcher duty", "underway": "dispatcher duty"},
    "reassign": {"assigned": "dispatcher duty"},
    "time_out": {"assigned": "clock"},
    "take": {"assigned": "leader"},
    "give_back": {"assigned": "leader"},
    "rule_on_return": {"accepted": "duty"},
    "decide_conference": by_stage("duty director", "accepted", "assigned", "taken", "underway"),
    "hand_up": {},
    "climb": {},  # what a team has stays with it
    **dict.fromkeys(
        ("order", "answer_order", "withdraw_order"), by_stage(f"{DESK} party", "registered", "accepted", "assigned")
    ),
    "arrange_order": by_stage("dispatcher duty", "registered", "accepted", "assigned"),
    "raise_objection": by_stage(f"{DESK} party", "assigned", "taken", "underway"),
    "rule_on_objection": by_stage("duty", "assigned", "taken", "underway"),
    "ask_help": {},
    "respond": WORKED,
    "ask_party": WORKED,
    "record_consent": {stage: f"{who} party" for stage, who in WORKED.items()},
    "add_party": WORKED,
    "remove_party": WORKED,
    "hold_session": {"taken": "leader mediator", "underway": "leader mediator"},
    "agree": {"underway": "leader mediator"},
    "sign": {"underway": "leader mediator"},
    "void_agreement": {"underway": "leader mediator"},
    "agree_orally": {**by_stage(DESK, *NEW), "taken": TEAM, "underway": TEAM},
    "reply": {},
    "send_back_reply": {"underway": "duty"},
    "approve_reply": {"underway": "duty"},
    "conclude": {
        **by_stage(f"{DESK} party", *NEW),
        **by_stage(f"duty party {TEAM}", "taken", "underway"),
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
    "correct": WORKED | {"concluded": f"{DESK} leader mediator"},
    **dict.fromkeys(
        ("book", "rebook", "cancel_booking"),
        by_stage(f"{DESK} dispatcher", "accepted", "assigned", "taken", "underway", team=TEAM),
    ),
    "register_need": by_stage(f"{DESK} dispatcher", *FILED[:-1], team=TEAM),
    "plan_need": by_stage("dispatcher duty", *FILED),
    "answer_need": by_stage(f"{DESK} dispatcher", *FILED, team=TEAM),
    "add_task": by_stage("dispatcher duty", *GIVEN, team=TEAM),
    "do_task": by_stage("", *GIVEN, team=TEAM),
    "drop_task": by_stage("dispatcher duty leader", *GIVEN),
    "prepare": by_stage("", *GIVEN, team=TEAM),
}

# who may while a unit has it that took it in itself
UNIT_WORKED = dict.fromkeys(("registered", "accepted", "assigned", "taken", "underway"), f"{DESK} {LIAISONS}")
UNIT_ALLOWED: dict[str, dict[str | None, str]] = {
    "register": {None: f"clerk duty {FIELD} party"},
    "answer": by_stage(FIELD, *NEW),
    "guide": {},
    "transfer": {},
    "reject": {},
    "merge": {},
    "record_receipt": {"concluded": DESK},
    "visit": by_stage(f"{DESK} {FIELD}", *FILED),
    "change_mediator": {},
    "invite": by_stage(FIELD, "taken", "underway"),
    "add_obligation": by_stage(f"{DESK} followup {FIELD}", "underway", "concluded"),
    "record_performance": by_stage(f"{DESK} followup {FIELD}", "underway", "concluded"),
    "follow_up": {"concluded": "followup"},
    "rate": by_stage("party clerk", *CLOSED),
    "handle_rating": by_stage("duty director", *CLOSED),
    "reopen": by_stage("duty", *CLOSED),
    "attach": by_stage(f"{DESK} {WATCHERS} {LIAISONS}", *FILED),
    "alarm": by_stage(f"{DESK} {WATCHERS} {LIAISONS}", *FILED),
    "raise_risk": by_stage(f"{DESK} {WATCHERS} {LIAISONS}", *FILED[:-1]),
    "ask_lower_risk": by_stage(f"{DESK} {WATCHERS} {LIAISONS}", *FILED[:-1]),
    "lower_risk": by_stage("duty director", *FILED[:-1]),
    "handle_risk": by_stage(f"{DESK} supervisor director {LIAISONS}", *FILED[:-1]),
    "protect": by_stage(f"{DESK} {LIAISONS}", *FILED),
    **dict.fromkeys(("ask_suspend", "ask_extend"), by_stage(LIAISONS, "taken", "underway")),
    **dict.fromkeys(("suspend", "extend", "undo_limit_change"), by_stage("duty director", "taken", "underway")),
    "resume": by_stage(f"duty director {LIAISONS}", "taken", "underway"),
    **dict.fromkeys(("remind", "escalate", "recount"), by_stage("clock", *FILED, "archived")),
    "urge": by_stage("clock supervisor director duty", *FILED, "archived"),
    **dict.fromkeys(("draft_supervision", "judge_supervision"), by_stage("supervisor director", *FILED, "archived")),
    **dict.fromkeys(("issue_supervision", "drop_supervision"), by_stage("director", *FILED, "archived")),
    "answer_supervision": by_stage(LIAISONS, *FILED, "archived"),
    "lead_personally": by_stage("director", *FILED[:-1]),
    **{name: {} for name in ("declare_conflict", "challenge_mediator", "waive_conflict", "ask_override")},
    "rule_on_challenge": by_stage("duty", "taken", "underway"),
    "override_conflict": by_stage("duty director", "assigned", "taken", "underway"),
    "report_up": by_stage(f"{DESK} director", *FILED, "archived"),
    "accept": {"registered": FIELD},
    "assign": {"accepted": FIELD},
    "recall": {"assigned": "dispatcher duty", "taken": "dispatcher duty", "underway": "dispatcher duty"},
    "reassign": {"assigned": "dispatcher duty"},
    "time_out": {},
    "take": {"assigned": LIAISONS},
    "give_back": {"assigned": LIAISONS},
    "rule_on_return": {"accepted": "duty"},
    "decide_conference": by_stage("duty director", "accepted", "assigned", "taken", "underway"),
    "climb": by_stage("clock", *FILED[:4]),
    "order": {},  # the centre's: what a unit has is not ordered
    **dict.fromkeys(
        ("answer_order", "withdraw_order"), by_stage(f"{DESK} party", "registered", "accepted", "assigned")
    ),
    "arrange_order": by_stage("dispatcher duty", "registered", "accepted", "assigned"),
    "raise_objection": by_stage(f"{DESK} party", "assigned", "taken", "underway"),
    "rule_on_objection": by_stage("duty", "assigned", "taken", "underway"),
    "hand_up": {"accepted": FIELD, "assigned": FIELD, "taken": FIELD, "underway": FIELD},
    "ask_help": {"accepted": FIELD, "assigned": FIELD, "taken": FIELD, "underway": FIELD},
    "respond": UNIT_WORKED,
    "ask_party": UNIT_WORKED,
    "record_consent": {stage: f"{who} party" for stage, who in UNIT_WORKED.items()},
    "add_party": UNIT_WORKED,
    "remove_party": UNIT_WORKED,
    "hold_session": {},
    "agree": {},
    "sign": {},
    "void_agreement": {},
    "agree_orally": {"taken": FIELD, "underway": FIELD},
    "reply": {"taken": LIAISONS, "underway": LIAISONS},
    "send_back_reply": {"underway": "duty"},
    "approve_reply": {"underway": "duty"},
    "conclude": by_stage(f"duty party {FIELD}", "registered", "accepted", "taken", "underway"),
    "archive": {"concluded": "archivist"},
    "note": dict.fromkeys(
        ("registered", "accepted", "assigned", "taken", "underway", "concluded"), f"{DESK} {WATCHERS} {LIAISONS}"
    ),
    "correct": UNIT_WORKED | {"concluded": f"{DESK} {LIAISONS}"},
    "book": {},
    "rebook": {},
    "cancel_booking": by_stage(f"{DESK} dispatcher", "accepted", "assigned", "taken", "underway"),
    "register_need": by_stage(f"{DESK} dispatcher", *FILED[:-1]),
    "plan_need": by_stage("dispatcher duty", *FILED),
    "answer_need": by_stage(f"{DESK} dispatcher {LIAISONS}", *FILED),
    "add_task": by_stage(f"dispatcher duty {LIAISONS}", *GIVEN),
    "do_task": by_stage(LIAISONS, *GIVEN),
    "drop_task": by_stage(f"dispatcher duty {LIAISONS}", *GIVEN),
    "prepare": {},
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
        unit="team-16" if with_team else "",
        unit_kind="team" if with_team else "",
        mediator="7" if stage in {"taken", "underway", "concluded"} else "",
    )
    return replace(facts, **changed)


def with_unit(stage: str, **changed: object) -> MatterFacts:
    """The same matter with a township that took it in itself."""
    given = stage in {"assigned", "taken", "underway", "concluded"}
    unit = {"unit": UNIT, "unit_kind": "township"} if given else {}
    return matter(stage, **{"holder": UNIT, "origin": UNIT, "mediator": "", **unit, **changed})


def frozen(*signed: str) -> AgreementFacts:
    return AgreementFacts(1, required_signers([1, 2]), frozenset(signed))


OPEN_ORDER = OrderFacts(1, OrderState.OPEN, Side.APPLICANT)
NEEDS = {
    "handle_risk": {"risk": "red"},
    "rebook": {"booked": 1},
    "cancel_booking": {"booked": 1},
    "sign": {"agreement": frozen()},
    "void_agreement": {"agreement": frozen()},
    "rule_on_return": {"returned": "dept-land"},
    "decide_conference": {"conference": "dept-land"},
    "climb": {"tier": 2},
    "rule_on_challenge": {"recusal": Recusal(challenge=1, challenged="8")},
    "override_conflict": {"recusal": Recusal(override=1, asked_by="8")},
    "raise_objection": {"objection": "may"},
    "rule_on_objection": {"objection": "raised"},
    "send_back_reply": {"reply": "submitted"},
    "approve_reply": {"reply": "submitted"},
    "record_receipt": {"receipt_due": True},
    "ask_lower_risk": {"risk": "red"},
    "lower_risk": {"risk": "red", "lowering": "blue", "lowering_by": "8"},
    **{step: {"order": OPEN_ORDER} for step in ("answer_order", "withdraw_order", "arrange_order")},
    "suspend": {"suspending": "8"},
    "resume": {"suspended": 1},
    "extend": {"extending": "8"},
    "undo_limit_change": {"changed": frozenset({"extension:1"})},
    "add_obligation": {"oral": True},
    "record_performance": {"owed": frozenset({1})},
    "handle_rating": {"low_ratings": frozenset({1})},
    "follow_up": {"conclusion": "settled_orally", "mediator": "9"},
    "issue_supervision": {"supervisions": {1: SupervisionFacts(SupervisionState.DRAFT, "order", UNIT)}},
    "drop_supervision": {"supervisions": {1: SupervisionFacts(SupervisionState.DRAFT, "order", UNIT)}},
    "answer_supervision": {"supervisions": {1: SupervisionFacts(SupervisionState.ISSUED, "order", UNIT)}},
    "judge_supervision": {"supervisions": {1: SupervisionFacts(SupervisionState.REPLIED, "order", UNIT)}},
    **{step: {"need": 1} for step in ("plan_need", "answer_need")},
    **{step: {"tasks": frozenset({1})} for step in ("do_task", "drop_task")},
}


def ready(step: str, stage: str | None, at=matter) -> MatterFacts | None:
    """A matter in which nothing but stage and person can keep the step from being taken."""
    if stage is None:
        return None
    if step == "remove_party":
        sides = {1: Side.APPLICANT, 2: Side.RESPONDENT, 3: Side.RESPONDENT}
        return at(stage, parties=dict.fromkeys(sides, Answer.AGREED), sides=sides)
    return at(stage, **NEEDS.get(step, {}))


def holder_of(role: Role, unit: str = "", user: str = "7") -> Actor:
    """Somebody with this role at the unit where it counts: the team, a responsible unit, else the centre."""
    own = "team-16" if role in {Role.LEADER, Role.MEDIATOR} else UNIT if role in LIAISONS.split() else "centre"
    return Actor(user, "某人", frozenset({role}), frozenset({(role, unit or own)}))


def test_tables_know_every_step():
    assert ALLOWED.keys() == UNIT_ALLOWED.keys() == STEPS.keys()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("at", "table"), [(matter, ALLOWED), (with_unit, UNIT_ALLOWED)])
def test_only_the_right_people_at_the_right_time(step, at, table):
    may = {
        (stage, role.value)
        for stage in (None, *STAGES)
        for role in Role
        if why_not(step, ready(step, stage, at), holder_of(role), NOW) is None
    }
    assert may == {(stage, role) for stage, roles in table[step].items() for role in roles.split()}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("stranger", [Actor("7", "无角色的人"), Actor("clock", "时钟")])
def test_nobody_without_a_role_may_do_anything(step, stranger):
    assert all(why_not(step, ready(step, stage), stranger, NOW) for stage in (None, *STAGES))


@pytest.mark.parametrize("step", [step for step in STEPS if step != "register"])
def test_another_unit_may_not(step):
    others = [holder_of(Role(role), unit="dept-water") for role in LIAISONS.split()]
    assert all(why_not(step, ready(step, stage, with_unit), other, NOW) for stage in STAGES for other in others)


def test_a_remark_is_open_also_to_those_the_matter_touches():
    facts = matter("taken", origin="village-1", above="town-1", supporting=frozenset({"dept-water"}))
    for role, unit in ((Role.VILLAGE, "village-1"), (Role.TOWN, "town-1"), (Role.DEPT, "dept-water")):
        assert why_not("note", facts, holder_of(role, unit), NOW) is None
        assert why_not("correct", facts, holder_of(role, unit), NOW)
    assert why_not("note", facts, holder_of(Role.DEPT, "dept-land"), NOW)


def test_whoever_stands_in_signs_for_the_absent_one_and_the_own_hat_comes_first():
    roles, pair = frozenset({Role.TOWN}), (Role.TOWN, UNIT)
    standing = Actor("8", "代办", roles, frozenset({pair}), frozenset({(*pair, "7")}))
    assert hat(STEPS["take"], with_unit("assigned"), standing) == Hat(Role.TOWN, UNIT, "7")
    own = Actor("8", "本人", roles, frozenset({pair}))
    assert hat(STEPS["take"], with_unit("assigned"), own) == Hat(Role.TOWN, UNIT, "")
    both = replace(standing, units=frozenset({pair, (Role.VILLAGE, UNIT)}), roles=frozenset({Role.TOWN, Role.VILLAGE}))
    assert hat(STEPS["ask_help"], with_unit("taken"), both).on_behalf_of == "7"  # town stands before village
    assert hat(STEPS["take"], with_unit("assigned", holder="dept-water"), standing) is None


def test_a_unit_takes_in_only_what_comes_to_itself():
    town = holder_of(Role.TOWN)
    assert hat(STEPS["register"], None, town, UNIT) == Hat(Role.TOWN, UNIT, "")
    assert hat(STEPS["register"], None, town, "town-621122101") is None
    assert hat(STEPS["register"], None, town, "centre") is None
    assert hat(STEPS["register"], None, holder_of(Role.CLERK), "centre") == Hat(Role.CLERK, "centre", "")


def test_a_mediator_is_not_stood_in_for():
    pair = (Role.MEDIATOR, "team-16")
    standing = Actor("7", "代办", frozenset({Role.MEDIATOR}), frozenset({pair}), frozenset({(*pair, "9")}))
    assert hat(STEPS["hold_session"], matter("taken"), standing) is None


@pytest.mark.parametrize("step", STEPS)
def test_another_team_and_another_mediator_may_not(step):
    others = [
        holder_of(Role.LEADER, unit="team-06"),
        holder_of(Role.MEDIATOR, unit="team-06"),
        holder_of(Role.MEDIATOR, user="8"),
    ]
    assert all(why_not(step, ready(step, stage), other, NOW) for stage in (None, *STAGES) for other in others)


MEDIATED = [step for step, table in ALLOWED.items() if "mediator" in table.get("taken", "").split()]


@pytest.mark.parametrize("step", MEDIATED)
def test_who_mediates_beside_the_lead_may_all_that_the_lead_may(step):
    for stage in ("taken", "underway", "concluded"):
        facts = ready(step, stage)
        shared = replace(facts, co_mediators=frozenset({"8"}))
        lead, beside = (why_not(step, shared, holder_of(Role.MEDIATOR, user=user), NOW) for user in "78")
        assert beside == lead
        assert why_not(step, facts, holder_of(Role.MEDIATOR, user="8"), NOW)


def test_who_mediates_beside_the_lead_is_no_leader_and_of_no_other_team():
    shared = matter("taken", co_mediators=frozenset({"8"}))
    assert why_not("change_mediator", shared, holder_of(Role.MEDIATOR, user="8"), NOW)
    assert why_not("hold_session", shared, holder_of(Role.MEDIATOR, "team-06", "8"), NOW)


def test_lowering_a_risk_takes_two():
    asked = matter("taken", risk="red", lowering="blue", lowering_by="7")
    for role in (Role.DUTY, Role.DIRECTOR):
        assert why_not("lower_risk", asked, holder_of(role, user="7"), NOW) == (
            "降低风险要两个人：申请的人不能自己批准，请另一位值班领导或主任决定。"
        )
        assert why_not("lower_risk", asked, holder_of(role, user="8"), NOW) is None


def test_who_asked_does_not_decide_in_the_name_of_another():
    asked = matter("taken", risk="red", lowering="blue", lowering_by="7")
    pair = (Role.DUTY, "centre")
    standing = Actor("7", "代办", frozenset({Role.DUTY}), frozenset({pair}), frozenset({(*pair, "9")}))
    assert why_not("lower_risk", asked, standing, NOW)


def test_nobody_asks_how_their_own_work_was_liked():
    done = matter("concluded", conclusion="settled_orally", mediator="7", co_mediators=frozenset({"8"}))
    for user, may in (("7", False), ("8", False), ("9", True)):
        told = why_not("follow_up", done, holder_of(Role.FOLLOWUP, user=user), NOW)
        assert told == (None if may else "承办调解员不能回访自己办的事项，请由别的回访员回访。")


def test_a_protected_address_is_for_the_heads_and_whoever_has_the_matter():
    facts = matter("taken", co_mediators=frozenset({"8"}))
    assert {role for role in Role if may_see_address(holder_of(role), facts)} == {
        *(Role.DUTY, Role.DIRECTOR, Role.LEADER, Role.MEDIATOR),
    }
    beside, third = (holder_of(Role.MEDIATOR, user=user) for user in "89")
    assert (may_see_address(beside, facts), may_see_address(third, facts)) == (True, False)
    assert not may_see_address(holder_of(Role.LEADER, "team-06"), facts)
    assert not may_see_address(holder_of(Role.MEDIATOR), matter("archived", mediator="7"))
    at_unit = with_unit("taken")
    assert {role for role in Role if may_see_address(holder_of(role), at_unit)} == {
        *(Role(role) for role in LIAISONS.split()),
        *(Role.DUTY, Role.DIRECTOR),
    }
    assert not may_see_address(
        Actor("", "某人", frozenset({Role.MEDIATOR}), frozenset({(Role.MEDIATOR, "centre")})), matter("registered")
    )


def test_role_held_for_another_unit_than_the_mediators_is_no_help():
    both = Actor(
        "7",
        "某人",
        frozenset({Role.LEADER, Role.MEDIATOR}),
        frozenset({(Role.LEADER, "team-06"), (Role.MEDIATOR, "team-16")}),
    )
    assert why_not("take", matter("assigned"), both, NOW)
    assert hat(STEPS["sign"], matter("underway"), both) == Hat(Role.MEDIATOR, "team-16", "")


def test_what_the_centre_is_late_with_the_duty_leader_accounts_for_whoever_has_the_matter():
    ours = {1: SupervisionFacts(SupervisionState.ISSUED, "order", "centre")}
    for facts in (matter("taken", supervisions=ours), with_unit("taken", supervisions=ours)):
        may = {role for role in Role if why_not("answer_supervision", facts, holder_of(role), NOW) is None}
        assert may == {Role.DUTY}
        assert why_not("answer_supervision", facts, holder_of(Role.CLERK), NOW) == "“回复督办”由值班领导办理。"


def test_refusal_names_who_may():
    assert why_not("accept", matter("registered"), holder_of(Role.CLERK), NOW) == "“受理”由值班领导办理。"
    other_team = why_not("take", matter("assigned"), holder_of(Role.LEADER, unit="team-06"), NOW)
    assert other_team == "“接单”只能由承办团队的团队负责人办理；该事项不在您手上。"
    other_unit = why_not("take", with_unit("assigned"), holder_of(Role.DEPT, unit="dept-water"), NOW)
    assert other_unit == "“签收”只能由承办单位的联络员办理；该事项不在您手上。"


def test_whoever_has_it_is_told_whose_step_it_is_and_not_that_it_is_elsewhere():
    department = holder_of(Role.DEPT)
    told = why_not("hand_up", with_unit("taken"), department, NOW)
    assert told == "“上交”由乡镇综治中心专干或村（社区）调委会主任或网格员办理。"


def test_refusal_names_the_stage_it_is_in_and_the_one_it_must_be_in():
    told = why_not("take", matter("accepted"), holder_of(Role.LEADER), NOW)
    assert told == "该事项现在是“已受理”，要在“已派单”时才能接单或签收。"
    signed = why_not("take", with_unit("taken"), holder_of(Role.TOWN), NOW)
    assert signed == "该事项现在是“已签收”，要在“已交办”时才能签收。"
    assert why_not("note", matter("archived"), holder_of(Role.CLERK), NOW) == "该事项已归档，不能再备注。"
    assert why_not("accept", None, holder_of(Role.DUTY), NOW) == "该事项尚未登记。"
    assert why_not("register", matter("registered"), holder_of(Role.CLERK), NOW) == "该事项已经登记。"


@pytest.mark.parametrize("step", [step for step in STEPS if step != "register"])
def test_no_step_before_the_last_one(step):
    at, table = (matter, ALLOWED) if ALLOWED[step] else (with_unit, UNIT_ALLOWED)
    stage = next(iter(table[step]))
    who = holder_of(Role(table[step][stage].split()[-1]))
    facts = ready(step, stage, at)
    assert why_not(step, facts, who, NOW) is None
    stored = replace(facts, last_at=facts.last_at.astimezone(UTC))  # as a database gives it
    assert "早于上一步（11月23日09:00）" in why_not(step, stored, who, NOW - timedelta(seconds=1))
