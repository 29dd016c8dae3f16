"""Who is told of which step, against a table written down by hand."""

import re
from itertools import product

import pytest

from fengdan.rulebook.actor import Role
from fengdan.rulebook.news import NOTICES
from fengdan.rulebook.notices import BY_THE_CLOCK, climbed, told
from fengdan.rulebook.rungs import LIAISON, RUNGS, Rung
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS
from tests.rulebook.story import SAYS, history, played

DESK = "register at the centre, accept"
WITH_TEAM = f"{DESK}, assign a team, take by a mediator"
WITH_LAND = f"{DESK}, assign a department, take"
ISSUED = "draft_supervision, issue_supervision"
OWN = "register in the village, accept"

PASSED_AROUND = f"{DESK}, assign a team, give_back, assign a township"
AT_TABLE = [
    "convened centre director",
    "convened centre duty",
    "convened dept-land liaison",
    "convened team-16 leader",
    "convened town-jia liaison",
]
# what happened, its last step being the one that is told of → the letters: template, unit, role
TOLD: dict[str, list[str]] = {
    "register at the centre": ["register centre duty"],
    "register a service at the centre": ["register centre duty"],
    "register in the village": [],
    "register a service in the village": [],
    "register a red risk in the village": ["red centre duty"],
    "register in the township": [],
    DESK: ["accept centre dispatcher"],
    "register a service at the centre, accept": ["accept centre dispatcher"],
    OWN: [],
    f"{DESK}, assign a team": ["assign team-16 leader"],
    f"{DESK}, assign a team with help": [
        "assign team-16 leader",
        "supporting dept-land liaison",
        "supporting dept-water liaison",
    ],
    f"{DESK}, assign a department": ["assign_unit dept-land liaison"],
    f"{DESK}, assign a department with help": [
        "assign_unit dept-land liaison",
        "supporting dept-water liaison",
        "supporting town-jia liaison",
    ],
    f"{DESK}, assign a township": ["assign_unit town-jia liaison"],
    f"{OWN}, assign the village": ["assign_unit village-jia-1 liaison"],
    f"{DESK}, assign a team, give_back": ["give_back centre dispatcher"],
    f"{DESK}, assign a department, give_back": ["give_back_unit centre duty"],
    f"{DESK}, assign a department with help, give_back": ["give_back_unit centre duty"],
    f"{DESK}, assign a department, give_back, rule_on_return to a department": ["assign_unit dept-water liaison"],
    f"{DESK}, assign a department, give_back, rule_on_return to a township with help": [
        "assign_unit town-jia liaison",
        "supporting dept-land liaison",
    ],
    f"{DESK}, assign a department, give_back, rule_on_return to a team": ["assign team-16 leader"],
    f"{PASSED_AROUND}, give_back again": AT_TABLE,
    f"{PASSED_AROUND}, give_back of a red one": ["assign_unit dept-land liaison", *AT_TABLE],
    f"{PASSED_AROUND}, give_back again, decide_conference for a department": [
        "assign_unit dept-land liaison",
        "decided team-16 leader",
        "decided town-jia liaison",
        "supporting dept-water liaison",
    ],
    f"{PASSED_AROUND}, give_back of a red one, take, decide_conference for whoever has it": [
        "decided dept-land liaison",
        "decided team-16 leader",
        "decided town-jia liaison",
    ],
    f"{OWN}, hand_up to the township": ["hand_up town-jia liaison"],
    f"{OWN}, assign the village, take, hand_up to the township": ["hand_up town-jia liaison"],
    f"{OWN}, hand_up to the township, hand_up to the county": [
        "hand_up_county centre dispatcher",
        "hand_up_county centre duty",
    ],
    "register in the township, accept, hand_up to the county": [
        "hand_up_county centre dispatcher",
        "hand_up_county centre duty",
    ],
    WITH_TEAM: ["take team-16 mediator"],
    WITH_LAND: [],
    f"{OWN}, assign the village, take": [],
    f"{WITH_LAND}, reply": ["reply centre duty"],
    f"{OWN}, assign the village, take, reply": ["reply centre duty"],
    f"{WITH_LAND}, reply, send_back_reply": ["send_back_reply dept-land liaison"],
    f"{WITH_LAND}, reply, approve_reply": [],
    f"{WITH_TEAM}, conclude": ["conclude centre archivist"],
    f"{WITH_LAND}, conclude": ["conclude centre archivist"],
    f"{OWN}, conclude": ["conclude centre archivist"],
    f"{WITH_TEAM}, conclude, archive": [],
    f"{DESK}, record_consent, agree_orally, conclude as settled": [
        "conclude centre archivist",
        "follow_up centre followup",
    ],
    f"{DESK}, record_consent": [],
    f"{DESK}, record_consent of a refusal": ["refused centre duty"],
    f"{OWN}, record_consent of a refusal": ["refused village-jia-1 liaison"],
    f"{DESK}, assign a team, record_consent of a refusal": ["refused team-16 leader"],
    f"{WITH_TEAM}, record_consent of a refusal": ["refused team-16 mediator"],
    f"{WITH_LAND}, record_consent of a refusal": ["refused dept-land liaison"],
    f"{WITH_TEAM}, change_mediator": ["change_mediator team-16 mediator"],
    f"{DESK}, raise_risk to orange": [],
    f"{DESK}, raise_risk to red": ["red centre duty"],
    f"{DESK}, visit": [],
    f"{DESK}, visit of a dozen": [],
    f"{DESK}, raise_risk to red, handle_risk": [],
    f"{OWN}, alarm": ["alarm centre director", "alarm centre duty", "alarm centre supervisor"],
    f"{DESK}, raise_risk to red, ask_lower_risk": ["ask_lower_risk centre director", "ask_lower_risk centre duty"],
    f"{DESK}, raise_risk to red, ask_lower_risk, lower_risk": [],
    f"{WITH_TEAM}, ask_suspend": ["ask_suspend centre director", "ask_suspend centre duty"],
    f"{WITH_TEAM}, ask_suspend, suspend": ["suspend team-16 mediator"],
    f"{WITH_LAND}, ask_suspend, suspend, resume": ["resume dept-land liaison"],
    f"{WITH_LAND}, ask_extend": ["ask_extend centre director", "ask_extend centre duty"],
    f"{WITH_LAND}, ask_extend, extend": ["extend dept-land liaison"],
    f"{WITH_TEAM}, ask_extend, extend, undo_limit_change": ["undo_limit_change team-16 mediator"],
    f"{DESK}, answer": ["conclude centre archivist"],
    f"{DESK}, guide": ["conclude centre archivist"],
    f"{DESK}, transfer": ["conclude centre archivist"],
    "register at the centre, reject": ["conclude centre archivist"],
    f"{DESK}, merge": ["conclude centre archivist"],
    f"{WITH_TEAM}, conclude, rate": [],
    f"{WITH_TEAM}, conclude, rate low": ["low_rating centre duty"],
    f"{WITH_TEAM}, conclude, archive, rate low": ["low_rating centre duty"],
    f"{WITH_TEAM}, conclude, reopen": ["reopen centre dispatcher", "reopen centre duty"],
    f"{DESK}, note": [],
    f"{DESK}, book": ["book centre duty"],
    f"{DESK}, assign a team, book": ["book team-16 leader"],
    f"{WITH_TEAM}, book": ["book team-16 mediator"],
    f"{WITH_TEAM}, book, rebook": ["rebook team-16 mediator"],
    f"{WITH_TEAM}, book, rebook, cancel_booking": ["cancel_booking team-16 mediator"],
    f"{WITH_LAND}, draft_supervision": ["draft_supervision centre director"],
    f"{WITH_LAND}, draft_supervision for duty to arrange": ["unsigned centre duty"],
    f"{WITH_LAND}, draft_supervision, drop_supervision": ["drop_supervision centre supervisor"],
    f"{WITH_LAND}, draft_supervision, issue_supervision": ["issue_supervision dept-land liaison"],
    f"{WITH_TEAM}, draft_supervision, issue_supervision": ["issue_supervision team-16 mediator"],
    f"{WITH_LAND}, draft_supervision of the centre, issue_supervision": ["issue_supervision centre duty"],
    f"{WITH_LAND}, draft_supervision, issue_supervision with nobody there": [
        "issue_supervision dept-land liaison",
        "nobody centre duty",
    ],
    f"{WITH_LAND}, {ISSUED}, answer_supervision": ["answer_supervision centre supervisor"],
    f"{WITH_LAND}, {ISSUED}, answer_supervision, judge_supervision": ["accept_supervision dept-land liaison"],
    f"{WITH_LAND}, {ISSUED}, answer_supervision, judge_supervision back": ["send_back_supervision dept-land liaison"],
    f"{WITH_LAND}, {ISSUED}, draft_supervision of the next": ["draft_supervision centre director"],
    f"{WITH_LAND}, protect, {ISSUED}, answer_supervision": ["answer_supervision centre director"],
    f"{WITH_TEAM}, declare_conflict": ["declare_conflict team-16 leader"],
    f"{WITH_TEAM}, challenge_mediator": ["challenge_mediator centre duty", "challenge_mediator team-16 leader"],
    f"{WITH_TEAM}, challenge_mediator, rule_on_challenge": ["rule_on_challenge team-16 leader"],
    f"{WITH_TEAM}, challenge_mediator, rule_on_challenge turned down": ["rule_on_challenge team-16 leader"],
    f"{WITH_TEAM}, declare_conflict, waive_conflict": [],
    f"{WITH_TEAM}, ask_override": ["ask_override centre director", "ask_override centre duty"],
    f"{WITH_TEAM}, ask_override, override_conflict": ["override_conflict team-16 leader"],
    f"{WITH_LAND}, lead_personally": ["lead_personally dept-land liaison"],
    f"{DESK}, register_need": ["register_need centre dispatcher", "register_need centre duty"],
    f"{DESK}, register_need, plan_need": [],
    f"{WITH_LAND}, register_need, plan_need by the department": ["plan_need dept-land liaison"],
    f"{WITH_TEAM}, register_need, plan_need by the team": ["plan_need team-16 mediator"],
    f"{WITH_TEAM}, register_need, plan_need by whoever helps": ["plan_need dept-water liaison"],
    f"{DESK}, register_need, answer_need": [],
}
ORDERED = "register at the centre, order"
TOLD |= {
    ORDERED: ["order centre clerk"],
    f"{ORDERED}, answer_order": ["order_agreed centre dispatcher"],
    f"{ORDERED}, answer_order with others": ["order centre clerk"],
    f"{ORDERED}, answer_order for the centre": ["order_centre centre dispatcher"],
    f"{ORDERED}, withdraw_order": [],
    f"{ORDERED}, arrange_order": [],
    f"{DESK}, assign a team, order, answer_order": ["order_agreed centre dispatcher", "order_agreed team-16 leader"],
    f"{DESK}, assign a team, reassign to another team": ["assign team-06 leader", "taken_back team-16 leader"],
    f"{DESK}, assign a department, reassign from a department": [
        "assign team-16 leader",
        "taken_back dept-land liaison",
    ],
    f"{DESK}, assign a team, time_out": ["taken_back team-16 leader", "timed_out centre dispatcher"],
}
SENT_DOWN = "register at the centre on the ladder, accept, assign a township below"
TOLD |= {
    f"{SENT_DOWN}": ["assign_unit town-jia liaison"],
    f"{SENT_DOWN}, raise_objection": ["raise_objection centre duty"],
    f"{SENT_DOWN}, raise_objection, rule_on_objection turned down": [],
    f"{SENT_DOWN}, raise_objection, rule_on_objection upheld": [
        "objection_upheld centre dispatcher",
        "objection_upheld centre duty",
    ],
}
BELOW = {"left": "village-jia-1", "left_as": "grid", "lead": False, "skipped": False}
# what a climb says → the letters; the history it is the last step of
CLIMBED = [
    (
        "register at the grid, climb to the village",
        BELOW | {"to": "village-jia-1", "as": "village"},
        ["climb village-jia-1 village", "climb_left village-jia-1 grid"],
    ),
    (
        "register at the grid, accept, assign the village, climb to the township",
        BELOW | {"to": "town-jia", "as": "town", "lead": True, "skipped": True},
        [
            "climb town-jia town",
            "climb_lead centre supervisor",
            "climb_left village-jia-1 grid",
            "unreachable centre duty",
        ],
    ),
    (
        "register at the grid, accept, climb to the county",
        BELOW | {"to": "centre", "as": "duty", "skipped": True},
        [
            "climb_county centre dispatcher",
            "climb_county centre duty",
            "climb_left village-jia-1 grid",
            "unreachable centre duty",
        ],
    ),
]
# the same taken by a party without an account
BY_A_PARTY: dict[str, list[str]] = {
    f"{WITH_TEAM}, conclude": ["conclude centre archivist", "withdrawn team-16 mediator"],
    f"{WITH_LAND}, conclude": ["conclude centre archivist", "withdrawn dept-land liaison"],
    f"{DESK}, conclude": ["conclude centre archivist", "withdrawn centre duty"],
    f"{WITH_TEAM}, record_consent": ["party_answered team-16 mediator"],
    f"{DESK}, record_consent": ["party_answered centre duty"],
    f"{OWN}, record_consent of a refusal": ["party_answered village-jia-1 liaison", "refused village-jia-1 liaison"],
    f"{WITH_TEAM}, conclude, rate": [],
}
HELP = [f"{OWN}, ask_help", f"{OWN}, assign the village, take, ask_help", f"{WITH_LAND}, ask_help"]
GIVING = {"assign", "rule_on_return", "hand_up", "reassign"}
GIVEN = [what for what in TOLD if what.split(", ")[-1].split()[0] in GIVING]
GIVEN += [what for what in TOLD if what.endswith(("of a red one", "decide_conference for a department"))]


def letters(what: str, *, above: str = "centre", reachable: bool = True, by: str = "") -> list[str]:
    (*_, (step, facts)) = played(*history(what))
    said = SAYS.get(history(what)[-1], {})
    return sorted(" ".join(letter) for letter in told(step, facts, above=above, reachable=reachable, by=by, said=said))


@pytest.mark.parametrize("what", TOLD)
def test_who_is_told(what):
    assert letters(what) == TOLD[what]


@pytest.mark.parametrize(("what", "said", "letters_"), CLIMBED)
def test_a_climb_is_told_above_below_and_over_both(what, said, letters_):
    assert sorted(" ".join(letter) for letter in climbed(said)) == letters_


@pytest.mark.parametrize("what", BY_A_PARTY)
def test_whoever_has_it_is_told_what_a_party_did_without_an_account(what):
    assert letters(what, by=Role.PARTY) == BY_A_PARTY[what]


@pytest.mark.parametrize("what", GIVEN)
def test_duty_is_told_when_nobody_can_be_reached_where_a_matter_went(what):
    alarm = [] if what.endswith("county") else ["unreachable centre duty"]
    assert letters(what, reachable=False) == sorted(TOLD[what] + alarm)


@pytest.mark.parametrize("what", [what for what in TOLD if what not in GIVEN])
def test_no_alarm_for_a_step_that_sends_a_matter_nowhere(what):
    assert letters(what, reachable=False) == TOLD[what]


@pytest.mark.parametrize("what", HELP)
@pytest.mark.parametrize("reachable", [True, False])
def test_help_is_asked_of_the_unit_above_at_the_county_of_duty(what, reachable):
    assert letters(what, above="town-jia", reachable=reachable) == ["ask_help town-jia liaison"]
    assert letters(what, above="centre", reachable=reachable) == ["ask_help centre duty"]


def test_the_mediator_of_record_and_no_liaison_is_told_of_the_taking():
    assert [letter.split()[-1] for letter in letters(WITH_TEAM)] == [Role.MEDIATOR]


def all_letters() -> dict[str, set[tuple[str, Stage]]]:
    """Every template that is written in the histories above → the steps and the stages in which it is."""
    written: dict[str, set[tuple[str, Stage]]] = {}
    ways = product([*TOLD, *HELP, *BY_A_PARTY], [True, False], ["centre", "town-jia"], ["", Role.PARTY])
    for what, reachable, above, by in ways:
        (*_, (step, facts)) = played(*history(what))
        said = SAYS.get(history(what)[-1], {})
        for template, _unit, _role in told(step, facts, above=above, reachable=reachable, by=by, said=said):
            written.setdefault(template, set()).add((step, facts.stage))
        for rung, hand in [*((rung, Role.CLOCK) for rung in BY_THE_CLOCK), (Rung.URGE, Role.SUPERVISOR)]:
            found = {"above": above, "reachable": reachable, "desk": ("duty", "centre"), "by": hand}
            for template, _unit, _role in told(rung, facts, **found):
                written.setdefault(template, set()).add((rung, facts.stage))
    for what, said, _ in CLIMBED:
        (*_, (step, facts)) = played(*history(what))
        for template, _unit, _role in climbed(said):
            written.setdefault(template, set()).add((step, facts.stage))
    return written


def test_every_template_in_use_has_a_text_and_every_text_is_in_use():
    assert all_letters().keys() == NOTICES.keys()


def test_a_letter_is_news_at_the_stage_in_which_it_is_written():
    wrong = {
        (template, stage)
        for template, written in all_letters().items()
        for _, stage in written
        if stage not in NOTICES[template].stages
    }
    assert wrong == set()


def test_a_letter_is_news_no_longer_once_what_it_asks_for_is_done():
    assert NOTICES["register"].stages == {Stage.REGISTERED}
    assert NOTICES["assign"].stages == NOTICES["assign_unit"].stages == NOTICES["hand_up"].stages == {Stage.ASSIGNED}
    assert {name for name, notice in NOTICES.items() if Stage.ARCHIVED in notice.stages} == {
        *("low_rating", "nobody", "urge_by_hand", "unsigned", *BY_THE_CLOCK),
        *(name for name in NOTICES if name.endswith("_supervision")),
    }
    assert NOTICES["conclude"].stages == {Stage.CONCLUDED}


def test_texts_are_short_and_hold_no_place_for_a_name():
    assert all(0 < len(notice.text) <= 24 for notice in NOTICES.values())
    plain = [re.sub("{(limit|when|place)}", "", notice.text) for notice in NOTICES.values()]
    assert not [text for text in plain if set(text) & set("{}%")]
    assert {name for name, notice in NOTICES.items() if "{limit}" in notice.text} == BY_THE_CLOCK
    assert len({notice.text for notice in NOTICES.values()}) == len(NOTICES)


def test_a_limit_that_runs_out_is_told_where_somebody_was_found_and_when_late_to_the_supervisor():
    (*_, (_, facts)) = played(*history(WITH_TEAM))
    found = {rung: told(rung, facts, above="centre", reachable=True, desk=("leader", "team-16")) for rung in RUNGS}
    assert found[Rung.REMIND] == [("remind", "team-16", "leader")]
    assert told("recount", facts, above="centre", reachable=True, desk=("leader", "team-16")) == [
        ("recount", "team-16", "leader")
    ]
    assert found[Rung.URGE] == [("urge", "team-16", "leader"), ("urge", "centre", "supervisor")]
    alone = told("escalate", facts, above="centre", reachable=True, desk=("supervisor", "centre"))
    assert alone == [("escalate", "centre", "supervisor")]


def test_whoever_urges_by_hand_tells_whoever_has_to_act_and_not_themselves():
    (*_, (_, facts)) = played(*history(WITH_TEAM))
    by_hand = told("urge", facts, above="centre", reachable=True, by="supervisor", desk=("mediator", "team-16"))
    assert by_hand == [("urge_by_hand", "team-16", "mediator")]


def test_where_nobody_is_at_a_desk_that_had_to_know_the_duty_leader_is_alerted():
    (*_, (_, facts)) = played(*history(WITH_TEAM))
    there = {"above": "centre", "reachable": True, "desk": ("leader", "team-16")}
    nobody = told("urge", facts, **there, said={"nobody": [["mediator", "team-16"], ["supervisor", "centre"]]})
    assert nobody == [("urge", "team-16", "leader"), ("nobody", "centre", "duty")]


def test_a_draft_the_clock_made_goes_to_whoever_may_sign_it():
    (*_, (_, facts)) = played(*history(WITH_TEAM))
    drafted = {"supervision": 1, "kind": "order", "unit": "team-16", "signer": "director"}
    found = told("escalate", facts, above="centre", reachable=True, desk=("duty", "centre"), said=drafted)
    assert found == [
        ("escalate", "centre", "duty"),
        ("escalate", "centre", "supervisor"),
        ("draft_supervision", "centre", "director"),
    ]


def test_roles_are_roles_or_whoever_answers():
    assert {role for letters_ in TOLD.values() for role in (line.split()[-1] for line in letters_)} <= {*Role, LIAISON}


def test_the_table_knows_every_step_that_writes_letters():
    taken = {what.split(", ")[-1].split()[0] for what in [*TOLD, *HELP]}
    (*_, (_, facts)) = played(*history(WITH_LAND))
    silent = [step for step in STEPS if step not in {*taken, *BY_THE_CLOCK, "climb"}]
    assert [step for step in silent if told(step, facts, above="centre", reachable=False)] == []
