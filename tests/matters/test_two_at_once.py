"""Two people at the same moment, on real connections: somebody is first, nobody's work is lost."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.agree_orally import OralTerms
from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.approve_reply import approve_and_conclude
from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.climb import climb
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.decide_conference import decide_conference
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.lower_risk import lower_risk
from fengdan.matters.actions.note import note
from fengdan.matters.actions.raise_objection import raise_objection
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.rate import rate
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.receive import Received, Way, receive
from fengdan.matters.actions.register import register
from fengdan.matters.actions.reply import reply
from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.actions.rule_on_return import rule_on_return
from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.take import take
from fengdan.matters.entry import Once
from fengdan.matters.models import Agreement, Clock, Event, Invitation, Matter, Note, OralAgreement
from fengdan.matters.verify import verify
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.signing import SignatureRecord
from tests.cast import MORNING, QUARREL, TERMS, Walk, actor, mediator_code
from tests.matters.watch import brought_to
from tests.units import (
    AT_THE_DOOR,
    LAND,
    TOWN,
    TURNS,
    VILLAGE,
    WATER,
    UnitWalk,
    conferring,
    given_to,
    liaison,
    signed_by,
)

pytestmark = pytest.mark.usefixtures("committed_db")
LATER = MORNING + timedelta(hours=3)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """As `together`; and everything is as it should be afterwards."""
    given = together(*acts)
    assert verify()["problems"] == []
    return given


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do these in a thread each, started together. What each gave, or its Refused; anything else is raised."""
    gate = threading.Barrier(len(acts))
    given: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            given[place] = act()
        except Exception as fault:  # noqa: BLE001 - handed over to the test below
            given[place] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for fault in given:
        if isinstance(fault, Exception) and not isinstance(fault, Refused):
            raise fault
    return given


def one_of(given: list[Any]) -> Matter:
    """What the one who was first got; the others were told why not."""
    (done,) = [each for each in given if isinstance(each, Matter)]
    assert all(isinstance(each, Refused) and each.reason for each in given if each is not done)
    return done


def test_two_dispatchers_assign_the_same_matter():
    walk = brought_to("accepted")
    who, seen = actor("dispatcher"), walk.matter.version
    given = at_once(
        *(
            lambda team=team: assign(walk.matter, unit=team, reason="专门", actor=who, at=LATER, seen=seen)
            for team in ("team-16", "team-06", "team-09")
        )
    )
    matter = one_of(given)
    assert matter.assignments.count() == 1
    assert matter.assignments.get().unit_id == matter.holder_id
    assert matter.events.filter(step="assign").count() == 1


@pytest.mark.parametrize("seen", [3, None])
def test_one_leader_takes_while_the_other_gives_back(seen):
    walk = brought_to("assigned")
    who, code = actor("leader"), mediator_code("mediator")
    given = at_once(
        lambda: take(walk.matter, mediator=code, no_conflict=True, actor=who, at=LATER, seen=seen),
        lambda: give_back(walk.matter, code="overload", reason="忙", actor=who, at=LATER, seen=seen),
    )
    matter = one_of(given)
    assert matter.version == 4
    assert matter.stage in {"taken", "accepted"}


def test_two_register_at_the_same_time():
    who = actor("clerk")
    given = at_once(*[lambda: [register(QUARREL, actor=who, at=MORNING) for _ in range(5)]] * 4)
    codes = sorted(matter.code for made in given for matter in made)
    assert [int(code[16:22]) for code in codes] == list(range(1, 21))


def test_two_agree_in_the_same_committee():
    walks = [Walk().to_underway() for _ in range(4)]
    who = actor("mediator")
    at_once(*(lambda walk=walk: agree(walk.matter, terms=TERMS, actor=who, at=LATER) for walk in walks))
    assert sorted(Agreement.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]
    assert Agreement.objects.values("number").distinct().count() == 4


def test_two_put_the_last_two_signatures_and_it_is_in_effect_once():
    walk = Walk().to_underway().agree()
    walk.sign(*walk.signers()[:2])
    who = actor("mediator")

    def put(signer: str, manner: str) -> Matter:
        return sign(walk.matter, signature=SignatureRecord(signer, manner, LATER), actor=who, at=LATER)

    given = at_once(lambda: put("mediator", "signed"), lambda: put("seal", "stamped"))
    assert all(isinstance(each, Matter) for each in given)
    agreement = walk.matter.agreements.get()
    assert (agreement.status, agreement.effective_at, agreement.signatures.count()) == ("effective", LATER, 4)
    assert walk.matter.clocks.filter(name="confirmation").count() == 1


def test_same_signature_twice_at_once_is_put_once():
    walk = Walk().to_underway().agree()
    who = actor("mediator")
    put = SignatureRecord("mediator", "signed", LATER)
    one_of(at_once(*[lambda: sign(walk.matter, signature=put, actor=who, at=LATER)] * 3))
    assert walk.matter.agreements.get().signatures.count() == 1


def test_eight_people_write_ten_remarks_each_and_none_is_lost():
    walk = Walk().register()
    who = actor("clerk")

    def write(person: int) -> None:
        for number in range(10):
            note(walk.matter, text=f"{person}-{number}", actor=who, at=LATER, seen=1)

    at_once(*(lambda person=person: write(person) for person in range(8)))
    assert sorted(row.text for row in Note.objects.all()) == sorted(f"{p}-{n}" for p in range(8) for n in range(10))
    assert list(walk.matter.events.values_list("seq", flat=True)) == list(range(1, 82))
    assert Matter.objects.get().version == 81


def test_same_form_posted_twice_at_once_is_one_matter():
    who, once = actor("small"), Once("nonce-1", "digest-1")
    given = at_once(
        *[lambda: receive(Received(QUARREL, Way.GIVE, "team-16", "专门"), actor=who, at=MORNING, once=once)] * 4
    )
    assert {matter.pk for matter in given} == {Matter.objects.get().pk}
    assert list(Event.objects.values_list("step", flat=True)) == ["register", "accept", "assign"]
    assert Matter.objects.get().code[16:22] == "000001"


def test_two_of_the_same_unit_sign_for_it_or_return_it():
    walk = given_to(TOWN)
    who, seen = liaison(TOWN), walk.matter.version
    back = {"code": "out_of_field", "reason": "三定", "believed": LAND}
    given = at_once(
        lambda: take(walk.matter, actor=who, at=LATER, seen=seen),
        lambda: take(walk.matter, actor=who, at=LATER, seen=seen),
        lambda: give_back(walk.matter, **back, actor=who, at=LATER, seen=seen),
    )
    assert one_of(given).version == seen + 1


@pytest.mark.parametrize("seen", [True, None])
def test_two_duty_officers_rule_on_the_same_return(seen):
    walk = given_to(WATER).return_it(LAND)
    who, seen = actor("duty"), walk.matter.version if seen else None
    given = at_once(
        *(
            lambda unit=unit: rule_on_return(walk.matter, unit=unit, ruling="归它", actor=who, at=LATER, seen=seen)
            for unit in (LAND, TOWN, WATER)
        )
    )
    matter = one_of(given)
    row = matter.returns.get()
    assert (row.assignment.unit_id, matter.assignments.filter(status="pending").count()) == (matter.holder_id, 1)


@pytest.mark.parametrize("seen", [True, None])
def test_two_decide_on_the_same_conference(seen):
    walk = conferring()
    seen = walk.matter.version if seen else None
    given = at_once(
        *(
            lambda who=who, unit=unit: decide_conference(
                walk.matter, unit=unit, decision="归它", actor=actor(who), at=LATER, seen=seen
            )
            for who, unit in (("duty", LAND), ("director", TOWN), ("duty", WATER))
        )
    )
    matter = one_of(given)
    row = matter.conferences.get()
    assert (row.decided_id, matter.assignments.filter(status="pending").count()) == (matter.holder_id, 1)


@pytest.mark.parametrize("seen", [True, None])
@pytest.mark.parametrize("unit", [LAND, TOWN])
def test_it_is_decided_while_the_lead_of_a_red_one_signs_for_it(unit, seen):
    """Whoever is second sees that the other was first, or goes on from there; it is with one unit."""
    walk = conferring(red=True)
    who, seen = liaison(LAND), walk.matter.version if seen else None
    given = at_once(
        lambda: take(walk.matter, actor=who, at=LATER, seen=seen),
        lambda: decide_conference(walk.matter, unit=unit, decision="归它", actor=actor("duty"), at=LATER, seen=seen),
    )
    done = [each for each in given if isinstance(each, Matter)]
    assert done if seen is None else len(done) == 1
    matter = Matter.objects.get()
    assert matter.assignments.filter(status__in=["pending", "taken"]).get().unit_id == matter.holder_id


def test_two_return_it_for_the_second_time_at_once_and_one_conference_is_open():
    walk = given_to(WATER).return_it(LAND).rule(LAND)
    back = {"code": "out_of_field", "reason": "三定", "believed": WATER, "actor": liaison(LAND), "at": LATER}
    matter = one_of(at_once(*[lambda: give_back(walk.matter, **back)] * 3))
    assert matter.conferences.count() == 1


@pytest.mark.parametrize("seen", [True, None])
def test_two_answers_at_once_are_one_answer(seen):
    walk = signed_by(WATER)
    who, seen = liaison(WATER), walk.matter.version if seen else None
    said = {"result": "好了", "basis": "《水法》", "actor": who, "at": LATER, "seen": seen}
    one_of(at_once(*[lambda: reply(walk.matter, **said)] * 3))
    assert walk.matter.replies.count() == 1


def test_one_approves_while_the_other_sends_back():
    walk = signed_by(WATER).reply()
    by = {"actor": actor("duty"), "at": LATER}
    given = at_once(
        lambda: approve_and_conclude(walk.matter, comment="同意", **by),
        lambda: send_back_reply(walk.matter, comment="没说清", **by),
    )
    matter = one_of(given)
    assert (matter.replies.get().state, matter.stage) in {("approved", "concluded"), ("sent_back", "underway")}


def test_village_hands_up_while_the_centre_calls_back():
    walk = UnitWalk().report()
    who, seen = liaison(VILLAGE), walk.matter.version
    given = at_once(
        lambda: hand_up(walk.matter, reason="beyond", handover="办不了", actor=who, at=LATER, seen=seen),
        lambda: recall(walk.matter, reason="另有安排", actor=actor("duty"), at=LATER, seen=seen),
    )
    matter = one_of(given)
    assert matter.holder_id in {TOWN, "centre"}


def used_up(walk: UnitWalk) -> Clock:
    """The clock of its level, at the end of its time."""
    clock = walk.matter.clocks.get(name="ladder", stopped_at=None)
    Clock.objects.filter(pk=clock.pk).update(rung="climb", rung_at=clock.due_at)
    return Clock.objects.select_related("matter").get(pk=clock.pk)


def test_two_sweeps_at_once_pass_it_up_one_level():
    walk = UnitWalk().report()
    clocks = [used_up(walk) for _ in range(3)]
    at_once(*[lambda clock=clock: climb(clock, at=clock.due_at) for clock in clocks])
    assert walk.matter.events.filter(step="climb").count() == 1
    assert Matter.objects.get().holder_id == TOWN


def test_it_climbs_while_the_township_signs_for_it():
    walk = UnitWalk().report().hand_up()
    clock, who = used_up(walk), liaison(TOWN)
    at_once(
        lambda: climb(clock, at=clock.due_at),
        lambda: take(walk.matter, actor=who, at=clock.due_at, seen=walk.matter.version),
    )
    matter = Matter.objects.get()
    assert (matter.tier, matter.holder_id, matter.stage) == (4, TOWN, "assigned")
    assert matter.assignments.get(status="pending").unit_id == TOWN


def test_it_climbs_while_the_village_ends_it():
    walk = UnitWalk().report()
    clock, by = used_up(walk), {"actor": liaison(VILLAGE), "at": used_up(walk).due_at}
    ended = {"conclusion": Conclusion.SETTLED_THEMSELVES, "reason": "两家和好了", "nothing_due": True}
    at_once(
        lambda: climb(clock, at=clock.due_at),
        lambda: conclude(walk.matter, **ended, **by, seen=walk.matter.version),
    )
    matter = Matter.objects.get()
    assert (matter.stage, matter.holder_id) in {("assigned", TOWN), ("concluded", VILLAGE)}


def test_two_objections_at_once_are_one():
    walk = UnitWalk().register().accept().give(TOWN)
    said = {"party": walk.parties()[0].pk, "words": "不去镇上", "actor": actor("clerk"), "at": LATER}
    one_of(at_once(*[lambda: raise_objection(walk.matter, **said)] * 3))
    assert walk.matter.objections.count() == 1


def test_same_report_sent_twice_at_once_is_one_matter():
    who, once = liaison(VILLAGE), Once("nonce-2", "digest-2")
    reported = Reported(AT_THE_DOOR, Outcome.SETTLED, terms=OralTerms(TURNS, MORNING, due="12月1日前"), both_agree=True)
    given = at_once(*[lambda: report(reported, actor=who, at=MORNING, once=once)] * 3)
    assert {matter.pk for matter in given} == {Matter.objects.get().pk}
    assert Matter.objects.get().version == 8


def test_villages_number_their_oral_agreements_without_a_gap():
    who = liaison(VILLAGE)
    reported = Reported(AT_THE_DOOR, Outcome.SETTLED, terms=OralTerms(TURNS, MORNING, due="12月1日前"), both_agree=True)
    at_once(*[lambda: report(reported, actor=who, at=MORNING)] * 4)
    assert sorted(OralAgreement.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]


def test_two_ask_the_same_party_and_there_is_one_address():
    walk = brought_to("taken")
    party = walk.parties()[-1].pk
    given = at_once(
        *(
            lambda who=who: ask_party(walk.matter, party=party, actor=actor(who), at=LATER)
            for who in ("clerk", "duty", "mediator")
        )
    )
    assert all(isinstance(each, Matter) for each in given)
    assert Invitation.objects.filter(party_id=party).count() == 1
    assert walk.matter.events.filter(step="ask_party").count() == 3


def test_the_applicant_withdraws_while_the_mediator_concludes():
    walk = brought_to("underway")
    own = {"conclusion": Conclusion.WITHDRAWN, "reason": "我们说好了", "at": LATER}
    given = at_once(
        lambda: conclude(walk.matter, actor=party_actor(walk.parties()[0].pk, ""), **own),
        lambda: conclude(
            walk.matter,
            conclusion=Conclusion.SETTLED_THEMSELVES,
            reason="双方说好了",
            actor=actor("mediator"),
            at=LATER,
        ),
    )
    assert one_of(given).stage == "concluded"
    assert walk.matter.events.filter(step="conclude").count() == 1


def test_one_letter_opened_twice_rates_once():
    walk = brought_to("concluded")
    party = walk.parties()[0].pk
    given = at_once(
        *(
            lambda score=score: rate(walk.matter, party=party, score=score, actor=party_actor(party, ""), at=LATER)
            for score in (1, 5)
        )
    )
    assert one_of(given).ratings.count() == 1


@pytest.mark.parametrize("seen", [True, None])
def test_two_decide_on_the_same_lowering(seen):
    walk = brought_to("taken")
    by = {"actor": actor("mediator"), "at": walk.at}
    raise_risk(walk.matter, risk="orange", reason="扬言", **by)
    walk.matter = ask_lower_risk(walk.matter, risk="blue", reason="和好", **by)
    seen = walk.matter.version if seen else None
    given = at_once(
        lambda: lower_risk(walk.matter, approved=True, actor=actor("duty"), at=LATER, seen=seen),
        lambda: lower_risk(walk.matter, approved=False, comment="再看看", actor=actor("director"), at=LATER, seen=seen),
    )
    matter = one_of(given)
    decided = matter.risk_changes.last()
    assert (decided.approved, matter.risk) in {(True, "blue"), (False, "orange")}


def test_two_ask_for_a_lower_risk_and_one_lowering_waits():
    walk = brought_to("taken")
    walk.matter = raise_risk(walk.matter, risk="red", reason="扬言", actor=actor("mediator"), at=walk.at)
    given = at_once(
        *(
            lambda who=who: ask_lower_risk(walk.matter, risk="yellow", reason="和好", actor=actor(who), at=LATER)
            for who in ("mediator", "leader", "clerk")
        )
    )
    assert one_of(given).risk_changes.filter(decided_at=None).count() == 1


def test_danger_is_reported_while_a_lowering_is_agreed_to_and_the_matter_ends_red_or_is_lowered_first():
    walk = brought_to("taken")
    by = {"actor": actor("mediator"), "at": walk.at}
    raise_risk(walk.matter, risk="orange", reason="扬言", **by)
    walk.matter = ask_lower_risk(walk.matter, risk="blue", reason="和好", **by)
    report = Danger("weapon", LATER, "110", LATER, "分开双方")
    at_once(
        lambda: alarm(walk.matter, report=report, actor=actor("mediator"), at=LATER),
        lambda: lower_risk(walk.matter, approved=True, actor=actor("duty"), at=LATER),
    )
    matter = Matter.objects.get()
    assert (matter.risk, matter.alarms.count()) == ("red", 1)
    assert not matter.risk_changes.filter(decided_at=None).exists()


@pytest.mark.parametrize("seen", [True, None])
def test_a_leader_changes_the_mediator_twice_at_once(seen):
    walk = brought_to("taken")
    who, seen = actor("leader"), walk.matter.version if seen else None
    said = {"no_conflict": True, "reason": "换人", "actor": who, "at": LATER, "seen": seen}
    at_once(
        *(
            lambda lead=lead, beside=beside: change_mediator(walk.matter, mediator=lead, assistants=[beside], **said)
            for lead, beside in (("m1601", "m1603"), ("m1603", "m1604"), ("m1604", "m1601"))
        )
    )
    matter = Matter.objects.get()
    beside = matter.co_mediators.get(ended_at=None)
    assert (matter.mediator_id, beside.mediator_id) in {("m1601", "m1603"), ("m1603", "m1604"), ("m1604", "m1601")}
    assert matter.assignments.get().mediator_id == matter.mediator_id
