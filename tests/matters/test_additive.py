"""Steps that only add to the file get in nobody's way."""

from collections.abc import Callable
from functools import partial

import pytest

from fengdan.files.check import Checked
from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.add_task import NewTask, add_task
from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.actions.attach import attach
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.invite import invite
from fengdan.matters.actions.note import note
from fengdan.matters.actions.prepare import Plan, prepare
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register_need import register_need
from fengdan.matters.actions.respond import Responded, respond
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.matters.verify import verify
from fengdan.rulebook.actor import Role
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Stale
from fengdan.rulebook.facts import Answer, Side
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import ADDITIVE, STEPS
from tests.cast import Walk, actor
from tests.matters.watch import brought_to, refused
from tests.needing import unmet, workday_after

pytestmark = pytest.mark.django_db


Act = Callable[..., Matter]


# what a team's mediator may add to a matter under way without an agreement; the rest have files of their own
# only to what was issued, only above blue, only of what waits or is open, only at a time that is free, and after which
# nobody mediates until the leader names another: test_supervision.py, test_handle_risk.py, test_needs.py,
# test_tasks.py, test_book.py, test_recusal.py
ELSEWHERE = {"answer_supervision", "handle_risk", "answer_need", "do_task", "book", "rebook", "cancel_booking"}
ELSEWHERE |= {"declare_conflict"}
OF_A_TEAM = {
    name for name in ADDITIVE - ELSEWHERE if Role.MEDIATOR in STEPS[name].roles and Stage.TAKEN in STEPS[name].before
}
ALSO_AFTER = {name for name in OF_A_TEAM if Stage.CONCLUDED in STEPS[name].before}
PDF = Checked("签字.pdf", "application/pdf", b"%PDF-1.4 %%EOF")
ZHAO = PartyDetails(Side.RESPONDENT, "赵测三", "13800000003")


def additions(walk: Walk) -> dict[str, Act]:
    """The steps that only add to the file, each with what it needs, but for who and when."""
    parties, at = [party.pk for party in walk.parties()], walk.at
    asked = {"party": parties[1], "answer": Answer.AGREED, "how": "telephone", "asked_at": at}
    held = SessionRecord(at, "中心", parties, "谈了。", "continue", rights_notice=True)
    return {
        "note": partial(note, walk.matter, text="来电"),
        "record_consent": partial(record_consent, walk.matter, **asked),
        "hold_session": partial(hold_session, walk.matter, session=held),
        "add_party": partial(add_party, walk.matter, details=ZHAO),
        "ask_party": partial(ask_party, walk.matter, party=parties[1]),
        "invite": partial(invite, walk.matter, name="赵测三", capacity="elder", all_agree=True),
        "alarm": partial(alarm, walk.matter, report=Danger("weapon", at, "110", at, "劝离")),
        "raise_risk": partial(raise_risk, walk.matter, risk="red", reason="扬言报复"),
        "respond": partial(respond, walk.matter, told=Responded(parties[0], "telephone", at, "已安排。")),
        "prepare": partial(prepare, walk.matter, plan=Plan("先单独谈。")),
        "add_task": partial(add_task, walk.matter, task=NewTask("拍照", workday_after(at))),
        "register_need": partial(register_need, walk.matter, unmet=unmet(at)),
        "attach": partial(attach, walk.matter, paper="session_record", file=PDF),
    }


def test_every_addition_is_tried_here():
    assert additions(brought_to("taken")).keys() == OF_A_TEAM


@pytest.mark.parametrize("step", sorted(OF_A_TEAM))
@pytest.mark.parametrize("meanwhile", ["correct", "conclude"])
def test_addition_is_never_stale(step, meanwhile):
    walk = brought_to("underway")
    seen, early, act = walk.matter.version, walk.at, additions(walk)[step]
    if meanwhile == "conclude":
        walk.conclude(Conclusion.WITHDRAWN)
        if step in ALSO_AFTER:
            assert act(actor=actor("mediator"), at=early, seen=seen).version == seen + 2
            return
        with refused("该事项现在是“已办结”"):
            act(actor=actor("mediator"), at=early, seen=seen)
        return
    by = {"actor": actor("clerk"), "at": walk._tick()}
    correct(walk.matter, field="place", new="文峰镇", reason="说错", **by)
    matter = act(actor=actor("mediator"), at=early, seen=seen)
    assert (matter.version, matter.events.last().step) == (seen + 2, step)
    assert matter.events.last().at == walk.at  # moments never run backwards
    assert verify()["problems"] == []


@pytest.mark.parametrize("step", sorted(OF_A_TEAM))
def test_addition_that_left_the_stage_makes_no_page_stale(step):
    walk = brought_to("underway")
    seen = walk.matter.version
    additions(walk)[step](actor=actor("mediator"), at=walk._tick())
    by = {"actor": actor("clerk"), "at": walk._tick(), "seen": seen}
    matter = correct(walk.matter, field="place", new="文峰镇", reason="说错", **by)
    assert matter.version == seen + 2
    assert verify()["problems"] == []


def test_first_session_moves_the_stage_and_makes_other_pages_stale():
    walk = brought_to("taken").consent()
    seen = walk.matter.version
    walk.session()
    with refused("刚刚已被他人办理", kind=Stale):
        by = {"actor": actor("clerk"), "at": walk._tick(), "seen": seen}
        correct(walk.matter, field="place", new="文峰镇", reason="说错", **by)


def test_one_step_among_additions_makes_a_page_stale():
    walk = brought_to("underway")
    seen = walk.matter.version
    note(walk.matter, text="来电", actor=actor("clerk"), at=walk._tick())
    walk.agree()
    note(walk.matter, text="来电", actor=actor("clerk"), at=walk._tick())
    with refused("刚刚已被他人办理", kind=Stale):
        recall(walk.matter, reason="派错", actor=actor("dispatcher"), at=walk._tick(), seen=seen)


def test_later_answer_of_a_party_counts_whoever_typed_it_first():
    walk = Walk().register()
    seen, party = walk.matter.version, walk.matter.parties.last().pk
    walk.consent_by_desk(Answer.REFUSED)
    said = {"party": party, "answer": Answer.AGREED, "how": "telephone", "asked_at": walk.at}
    matter = record_consent(walk.matter, **said, actor=actor("duty"), at=walk._tick(), seen=seen)
    assert [row.answer for row in matter.parties.get(pk=party).consents.all()] == ["refused", "agreed"]
    assert matter.parties.get(pk=party).consent == "agreed"


def test_remark_is_kept_though_somebody_moved_the_matter_meanwhile():
    walk = Walk().register()
    seen, early = walk.matter.version, walk.at
    walk.accept()
    matter = note(walk.matter, text="来电", actor=actor("clerk"), at=early, seen=seen)
    assert (matter.version, matter.events.last().step) == (3, "note")
    assert matter.events.last().at == walk.at  # moments never run backwards
