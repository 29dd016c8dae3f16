"""Who is told of which step, against a table written down by hand."""

from itertools import product

import pytest

from fengdan.rulebook.actor import Role
from fengdan.rulebook.notices import BY_THE_CLOCK, LIAISON, NOTICES, told
from fengdan.rulebook.rungs import RUNGS, Rung
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS
from tests.rulebook.story import history, played

DESK = "register at the centre, accept"
WITH_TEAM = f"{DESK}, assign a team, take by a mediator"
WITH_LAND = f"{DESK}, assign a department, take"
OWN = "register in the village, accept"

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
    f"{OWN}, alarm": ["alarm centre director", "alarm centre duty", "alarm centre supervisor"],
    f"{DESK}, raise_risk to red, ask_lower_risk": ["ask_lower_risk centre director", "ask_lower_risk centre duty"],
    f"{DESK}, raise_risk to red, ask_lower_risk, lower_risk": [],
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
}
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
GIVEN = [what for what in TOLD if what.split(", ")[-1].split()[0] in {"assign", "rule_on_return", "hand_up"}]


def letters(what: str, *, above: str = "centre", reachable: bool = True, by: str = "") -> list[str]:
    (*_, (step, facts)) = played(*history(what))
    return sorted(" ".join(letter) for letter in told(step, facts, above=above, reachable=reachable, by=by))


@pytest.mark.parametrize("what", TOLD)
def test_who_is_told(what):
    assert letters(what) == TOLD[what]


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
        for template, _unit, _role in told(step, facts, above=above, reachable=reachable, by=by):
            written.setdefault(template, set()).add((step, facts.stage))
        for by_itself in BY_THE_CLOCK:
            for template, _unit, _role in told(
                by_itself, facts, above=above, reachable=reachable, desk=("duty", "centre")
            ):
                written.setdefault(template, set()).add((by_itself, facts.stage))
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
        "low_rating",
        *BY_THE_CLOCK,
    }
    assert NOTICES["conclude"].stages == {Stage.CONCLUDED}


def test_texts_are_short_and_hold_no_place_for_a_name():
    assert all(0 < len(notice.text) <= 24 for notice in NOTICES.values())
    plain = [notice.text.replace("{limit}", "") for notice in NOTICES.values()]
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


def test_roles_are_roles_or_whoever_answers():
    assert {role for letters_ in TOLD.values() for role in (line.split()[-1] for line in letters_)} <= {*Role, LIAISON}


def test_the_table_knows_every_step_that_writes_letters():
    taken = {what.split(", ")[-1].split()[0] for what in [*TOLD, *HELP]}
    (*_, (_, facts)) = played(*history(WITH_LAND))
    silent = [step for step in STEPS if step not in {*taken, *BY_THE_CLOCK}]
    assert [step for step in silent if told(step, facts, above="centre", reachable=False)] == []
