"""接待: one save takes a matter in and goes as far as it can at the desk; all of it or nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.receive import Received, Way, receive
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import Conclusion
from fengdan.teams.models import Committee
from tests.cast import MORNING, QUARREL, Walk, actor, mediator_code
from tests.matters.watch import PERSONAL, check_event, everything, last, refused, running
from tests.units import CERTIFICATE, TURNS

pytestmark = pytest.mark.django_db
TERMS = OralTerms(TURNS, MORNING, due="11月30日前")


def do(who: str = "clerk", way: Way = Way.WAIT, **more) -> Matter:
    given = {"told": QUARREL} | more
    return receive(Received(way=way, **given), actor=actor(who), at=MORNING)


def steps(matter: Matter) -> list[tuple[str, str]]:
    return list(matter.events.order_by("seq").values_list("step", "role"))


def at_the_desk(who: str = "clerk", **more) -> Matter:
    terms = replace(TERMS, mediator=more.pop("mediator", mediator_code("mediator")), **more.pop("terms", {}))
    return do(who, Way.MEDIATE, **({"terms": terms, "both_agree": True} | more))


def test_small_office_accepts_and_assigns_in_the_same_save():
    matter = do("small", Way.GIVE, unit="team-16", reason="专门")
    assert steps(matter) == [("register", "clerk"), ("accept", "duty"), ("assign", "dispatcher")]
    assert (matter.stage, matter.version, matter.holder_id) == ("assigned", 3, "team-16")


def test_duty_leader_accepts_at_once_and_a_clerk_lets_it_wait():
    assert steps(do("duty", Way.ACCEPT)) == [("register", "duty"), ("accept", "duty")]
    assert steps(do()) == [("register", "clerk")]


@pytest.mark.parametrize(
    ("who", "more", "says", "field"),
    [
        ("small", {"way": Way.GIVE, "unit": "team-99", "reason": "专门"}, "没有这个单位", "unit"),
        ("small", {"way": Way.GIVE, "unit": "committee-family", "reason": "专门"}, "不直接承办事项", "unit"),
        ("small", {"way": Way.GIVE}, "请填写“交给谁”", "assign_to"),
        ("clerk", {"way": Way.ACCEPT}, "“受理”由值班领导办理", ""),
        ("clerk", {"way": Way.ANSWER, "text": " "}, "请填写“怎么答复的”", "text"),
    ],
)
def test_refused_in_one_save_nothing_is_registered(who, more, says, field):
    with refused(says, field):
        do(who, **more)
    assert do().code.startswith("621122-20261123-000001-")


def test_what_is_typed_later_is_given_only_then():
    typed = MORNING + timedelta(hours=5)
    received = Received(QUARREL, Way.GIVE, "team-16", "专门")
    matter = receive(received, actor=actor("small"), at=MORNING, typed_at=typed)
    assert list(matter.events.order_by("seq").values_list("at", flat=True)) == [MORNING, MORNING, typed]
    assert running(matter)["take"] == "11-24 09:00"  # four working hours from two in the afternoon
    assert matter.clocks.get(name="take").started_at == typed
    assert verify()["problems"] == []


def test_answered_on_the_spot_it_is_over():
    matter = do("clerk", Way.ANSWER, text="带户口簿到政务大厅 3 号窗口，当天能办。", told=CERTIFICATE)
    assert steps(matter) == [("register", "clerk"), ("answer", "clerk")]
    assert (matter.stage, matter.conclusion) == ("concluded", "answered_on_spot")
    assert matter.conclusion_reason.startswith("带户口簿")
    assert set(running(matter)) == {"archive"}
    assert verify()["problems"] == []


@pytest.mark.parametrize("who", ["clerk", "duty", "small"])
def test_settled_at_the_desk_is_four_events_of_one_save(who):
    matter = at_the_desk(who)
    assert [step for step, _ in steps(matter)] == ["register", "record_consent", "agree_orally", "conclude"]
    assert (matter.stage, matter.conclusion, matter.holder_id) == ("concluded", "settled_orally", "centre")
    said = matter.oral_agreements.get()
    assert (said.committee_id, said.number, said.mediator) == (
        "committee-petition",
        "（2026）陇访调口调字第1号",
        "卫丙二",
    )
    assert set(matter.parties.values_list("consent", flat=True)) == {"agreed"}
    (asked,) = matter.parties.get(side="respondent").consents.all()
    assert (asked.how, asked.asked_at) == ("in_person", MORNING)
    assert str(matter.mediator) == "卫丙二"
    assert set(running(matter)) == {"archive", "follow_up"}
    assert verify()["problems"] == []
    written = str([event.facts for event in matter.events.all()])
    assert not [text for text in (*PERSONAL, TURNS, "卫丙二") if text in written]


def test_step_by_step_it_is_the_same():
    walk = Walk().register()
    walk.consent_by_desk("agreed")
    at = walk._tick()
    terms = replace(TERMS, mediator=mediator_code("mediator"), reached_at=at)
    walk.matter = agree_orally(walk.matter, terms=terms, both_agree=True, actor=actor("clerk"), at=at)
    said = walk.matter.oral_agreements.get()
    facts = {"oral_agreement": said.pk, "committee": "committee-petition", "year": 2026, "sequence": 1}
    facts["mediator_user"] = actor("mediator").id
    check_event(walk.matter, "agree_orally", by=("clerk", "clerk"), stages=("registered", "underway"), facts=facts)
    end = {"actor": actor("clerk"), "at": walk._tick()}
    conclude(walk.matter, conclusion=Conclusion.SETTLED_ORALLY, **end)
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("more", "says", "field"),
    [
        ({"mediator": ""}, "请选择当场调解的调解员", "mediator"),
        ({"mediator": "nobody"}, "请选择当场调解的调解员", "mediator"),
        ({"terms": {"due": "尽快"}}, "说不清", "due"),
        ({"terms": {"content": " "}}, "请填写“怎么说定的”", "content"),
        ({"terms": {"content": "李测二赔钱，王测一不得起诉。"}}, "不能写“不得起诉”", "content"),
        ({"both_agree": False}, "还有 1 名当事人的调解意愿没有记录为同意", ""),
        ({"told": CERTIFICATE}, "便民事项，不算调解", "matter_type"),
        ({"told": replace(QUARREL, parties=QUARREL.parties[:1])}, "请填写对方姓名", "respondent_name"),
    ],
)
def test_what_does_not_stand_is_refused_whole(more, says, field):
    with refused(says, field):
        at_the_desk(**more)
    assert not Matter.objects.exists()


def test_whose_committee_has_run_out_of_its_term_does_not_mediate_at_the_desk():
    Committee.objects.filter(pk="committee-petition").update(term_ends=MORNING.date() - timedelta(days=1))
    with refused("请选择当场调解的调解员", "mediator"):
        at_the_desk()


def test_who_has_left_the_team_does_not_mediate_at_the_desk():
    Committee.objects.get(pk="committee-petition").members.filter(mediator=mediator_code("mediator")).update(
        active_to=MORNING.date()
    )
    with refused("请选择当场调解的调解员", "mediator"):
        at_the_desk()


@pytest.mark.parametrize("who", ["dispatcher", "leader", "mediator", "director", "auditor", "admin", "dept"])
def test_others_receive_nobody(who):
    with refused("“登记”由窗口受理员或值班领导或"):
        at_the_desk(who)


@pytest.mark.parametrize("way", [Way.WAIT, Way.ANSWER, Way.MEDIATE])
def test_the_same_form_twice_is_one_matter(way):
    terms = replace(TERMS, mediator=mediator_code("mediator"))
    received = Received(QUARREL, way, text="答复了。", terms=terms, both_agree=True)
    by = {"actor": actor("clerk"), "once": Once("nonce-1", "digest-1")}
    first = receive(received, at=MORNING, **by)
    before = everything()
    assert receive(received, at=MORNING + timedelta(minutes=1), **by) == first
    assert everything() == before
    assert last(first).seq == first.version
