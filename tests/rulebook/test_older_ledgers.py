"""Events written before responsible units existed say less; they are read as what they meant then."""

from datetime import datetime

from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.facts import Answer, MatterFacts, Side
from fengdan.rulebook.faults import fault
from fengdan.rulebook.stages import Stage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
TOLD = (
    ("register", "", "registered", "centre", "clerk", {"parties": {"1": "applicant", "2": "respondent"}}),
    ("accept", "registered", "accepted", "centre", "duty", {}),
    ("assign", "accepted", "assigned", "team-16", "dispatcher", {"assignment": 1, "team": "team-16"}),
    ("give_back", "assigned", "accepted", "centre", "leader", {"assignment": 1, "code": "conflict"}),
    ("assign", "accepted", "assigned", "team-06", "dispatcher", {"assignment": 2, "team": "team-06"}),
    ("take", "assigned", "taken", "team-06", "leader", {"assignment": 2, "mediator_user": "7"}),
)


def test_a_ledger_begun_before_units_is_followed_without_a_fault():
    facts: MatterFacts | None = None
    for step, before, after, holder, role, said in TOLD:
        happening = Happening(step, before, after, holder, role, NOW, said)
        then = apply(happening, facts)
        assert fault(happening, facts, then) is None
        facts = then
    assert facts == MatterFacts(
        Stage.TAKEN,
        "team-06",
        NOW,
        parties={1: Answer.AGREED, 2: Answer.PENDING},
        sides={1: Side.APPLICANT, 2: Side.RESPONDENT},
        unit="team-06",
        unit_kind="team",
        mediator="7",
        gave_back=frozenset({"team-16"}),
        conflicted=frozenset({"team-16"}),
    )
    assert (facts.origin, facts.level, facts.risk, facts.service) == ("centre", "county", "blue", False)


ENDED = (
    ("register", "", "registered", "centre", "clerk", {"parties": {"1": "applicant", "2": "respondent"}}),
    ("record_consent", "registered", "registered", "centre", "clerk", {"party": 2, "answer": "refused"}),
    (
        *("conclude", "registered", "concluded", "centre", "duty"),
        {"conclusion": "not_settled", "remedies_told": True},
    ),
    ("archive", "concluded", "archived", "centre", "archivist", {}),
)


def test_a_matter_that_ended_before_there_were_follow_ups_was_rightly_filed_without_one():
    facts: MatterFacts | None = None
    for step, before, after, holder, role, said in ENDED:
        happening = Happening(step, before, after, holder, role, NOW, said)
        then = apply(happening, facts)
        assert fault(happening, facts, then) is None
        facts = then
    assert not facts.follow_up_due
