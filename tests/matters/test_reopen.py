"""恢复办理: another round; what the last one came to stays on paper as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.note import note
from fengdan.matters.models import Consent, PastRound
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import QUARREL, REASON, TERMS, actor
from tests.endings import AGAIN, ANSWERED, Ending, told, unread
from tests.matters.watch import STAGES, brought_to, check_event, last, refused, running
from tests.units import CERTIFICATE, UnitWalk, liaison, signed_by

pytestmark = pytest.mark.django_db


def closed(stage: str = "concluded") -> Ending:
    """Withdrawn by the applicant, in the hands of a team; perhaps archived since."""
    came = brought_to(stage)
    return Ending(matter=came.matter, at=came.at)


@pytest.mark.parametrize("stage", ["concluded", "archived"])
def test_duty_takes_it_up_again_at_the_centre(stage):
    walk = closed(stage)
    ended = walk.matter.concluded_at
    walk.reopen()
    row, assignment = walk.matter.past_rounds.get(), walk.matter.assignments.get()
    facts = {"past_round": row.pk, "assignment": assignment.pk}
    check_event(walk.matter, "reopen", by=("duty", "duty"), stages=(stage, "accepted"), facts=facts)
    said = (row.round, row.conclusion, row.conclusion_reason, row.concluded_at, row.reopened_at, row.reopen_reason)
    assert said == (1, "withdrawn", REASON, ended, walk.at, AGAIN)
    assert assignment.status == "closed"
    matter = walk.matter
    assert (matter.round, matter.conclusion, matter.conclusion_reason, matter.concluded_at) == (2, "", "", None)
    assert (matter.holder_id, matter.unit_id, matter.mediator_id) == ("centre", None, None)
    assert verify()["problems"] == []


def test_everybody_is_asked_anew_and_what_they_said_before_is_kept():
    walk = closed()
    asked = list(Consent.objects.filter(party__matter=walk.matter).values_list("pk", "answer"))
    walk.reopen()
    assert set(walk.matter.parties.values_list("consent", flat=True)) == {"pending"}
    assert list(Consent.objects.filter(party__matter=walk.matter).values_list("pk", "answer")) == asked
    walk.assign().take()
    with refused("还有 2 名当事人的调解意愿没有记录为同意"):
        walk.session()


def test_the_clocks_of_the_file_stop_and_those_of_the_work_begin():
    walk = Ending().to_settled()
    assert running(walk.matter).keys() == {"archive", "follow_up", "confirmation"}
    walk.reopen()
    clocks = running(walk.matter)
    assert clocks.keys() == {"assign", "mediation", "confirmation"}  # the court may still be asked: a right is a right
    assert clocks["mediation"] == "12-23 18:00"


def test_an_errand_has_its_promise_again():
    walk = Ending().register(CERTIFICATE).answer().reopen()
    assert running(walk.matter).keys() == {"assign", "service_reply"}
    assert verify()["problems"] == []


def test_a_labour_dispute_taken_up_again_has_its_fifteen_days_from_then():
    walk = Ending().register(replace(QUARREL, matter_type="11")).accept()
    first = walk.matter.clocks.get(name="mediation")
    assert (first.limit, first.started_at) == ("mediation_labour", walk.matter.registered_at)
    walk.at += timedelta(days=90)
    withdrawn = {"conclusion": Conclusion.WITHDRAWN, "reason": "先不调了。"}
    walk.matter = conclude(walk.matter, **withdrawn, actor=actor("duty"), at=walk._tick())
    walk.reopen()
    again = walk.matter.clocks.get(name="mediation", stopped_at=None)
    assert (again.limit, again.started_at) == ("mediation_labour", walk.at)
    assert verify()["problems"] == []


def test_the_dispatcher_and_duty_are_told_and_older_news_is_put_away():
    walk = closed()
    assert "conclude" in unread(walk.matter)
    walk.reopen()
    assert told(walk.matter) == [("reopen", "centre", "dispatcher"), ("reopen", "centre", "duty")]
    assert unread(walk.matter) == {"reopen"}


def test_a_second_round_goes_its_whole_way_beside_the_first():
    walk = Ending().to_settled().archive().reopen()
    walk.assign().take().everybody_willing().session().agree().sign().conclude().archive()
    assert (walk.matter.stage, walk.matter.round, walk.matter.conclusion) == ("archived", 2, "settled_in_writing")
    first, second = walk.matter.agreements.order_by("pk")
    assert (first.round, first.status, second.round, second.status) == (1, "effective", 2, "effective")
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.number != second.number
    assert list(walk.matter.case_files.order_by("round").values_list("round", flat=True)) == [1, 2]
    assert [row.round for row in walk.matter.sessions.order_by("pk")] == [1, 2]
    assert walk.matter.clocks.filter(name="confirmation", stopped_at=None).count() == 1
    assert verify() == {"ok": True, "matters": 1, "events": walk.matter.version, "problems": []}


def test_the_papers_of_the_first_round_are_shown_and_nothing_more_is_done_to_them():
    walk = Ending().to_settled().archive()
    paper = walk.matter.agreements.get()
    walk.reopen().assign().take().everybody_willing().session()
    page = matter_page(actor("mediator"), walk.matter.code, walk.at)
    (past,) = page.endings.past
    assert (past.number, past.conclusion, past.why) == (1, "调解成功（书面协议）", AGAIN)
    assert ([row.number for row in past.agreements], past.agreements[0].content) == ([paper.number], TERMS.content)
    assert past.case_file == walk.matter.case_files.get()
    assert (page.agreement, page.case_file, page.facts.agreement) == (None, None, None)
    with refused("还没有定稿的协议"):
        walk.sign("mediator")
    with refused("还没有书面协议", "conclusion"):
        walk.conclude()
    walk.agree()
    paper.refresh_from_db()
    assert (paper.status, walk.matter.agreements.count()) == ("effective", 2)


def test_an_oral_agreement_of_the_first_round_does_not_settle_the_second():
    came = signed_by("town-621122100").both_willing().agree_orally()
    by = {"actor": liaison("town-621122100"), "at": came._tick()}
    came.matter = conclude(came.matter, conclusion=Conclusion.SETTLED_ORALLY, **by)
    walk = Ending(matter=came.matter, at=came.at).reopen()
    page = matter_page(actor("duty"), walk.matter.code, walk.at)
    assert page.endings.past[0].oral == walk.matter.oral_agreements.get()
    assert (page.handling.oral, page.facts.oral) == (None, False)
    assert verify()["problems"] == []


def test_what_a_unit_answered_before_is_no_answer_now():
    came = signed_by("dept-water").reply().approve().answered()
    walk = Ending(matter=came.matter, at=came.at).reopen()
    page = matter_page(actor("duty"), walk.matter.code, walk.at)
    assert page.facts.reply == ""
    assert [row.state for row in page.handling.replies] == ["approved"]  # still to be read
    again = UnitWalk(matter=walk.matter, at=walk.at).give().sign_for()
    with refused("还没有审核通过", "conclusion"):
        again.answered()
    again.reply().approve().answered()
    assert verify()["problems"] == []


def test_each_line_of_the_history_keeps_the_words_of_its_own_round():
    walk = Ending().register().answer().reopen().guide().reopen().answer(text="第三次：说清楚了。")
    lines = matter_page(actor("director"), walk.matter.code, walk.at).history
    said = {line.seq: line.text for line in lines}
    assert said[2] == ANSWERED
    assert said[3] == f"开始第 2 轮。{AGAIN}"
    assert said[4].startswith("引导到")
    assert said[5] == f"开始第 3 轮。{AGAIN}"
    assert said[6] == "第三次：说清楚了。"
    assert [row.round for row in walk.matter.past_rounds.all()] == [1, 2]
    assert verify()["problems"] == []


def test_whoever_it_was_with_has_it_no_more():
    walk = closed()
    assert walk.matter.unit_id == "team-16"
    walk.reopen()
    with refused("“备注”"):
        note(walk.matter, text="我再问问", actor=actor("mediator"), at=walk._tick())


@pytest.mark.parametrize("reason", ["", " \n"])
def test_not_without_saying_why(reason):
    walk = closed()
    with refused("请填写“为什么恢复办理”", "reason"):
        walk.reopen(reason=reason)
    assert not PastRound.objects.exists()


@pytest.mark.parametrize("stage", STAGES[:5])
def test_not_what_is_still_open(stage):
    came = brought_to(stage)
    with refused("要在“已办结、已归档”时才能恢复办理"):
        Ending(matter=came.matter, at=came.at).reopen()


@pytest.mark.parametrize(
    "who", ["clerk", "dispatcher", "leader", "mediator", "director", "archivist", "followup", "village"]
)
def test_only_the_duty_officer_takes_it_up_again(who):
    walk = closed()
    with refused("“恢复办理”"):
        walk.reopen(who)


def test_the_reason_is_in_the_history_and_not_in_the_event():
    walk = closed().reopen()
    assert AGAIN not in str(last(walk.matter).facts)
    assert matter_page(actor("duty"), walk.matter.code, walk.at).history[0].text == f"开始第 2 轮。{AGAIN}"
