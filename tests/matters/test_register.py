from dataclasses import replace
from datetime import timedelta

import pytest

from fengdan.matters.actions.register import ANONYMOUS, register
from fengdan.matters.intake import ContactDetails, Sender
from fengdan.matters.models import Counter, Matter
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.rulebook.actor import ONLINE
from fengdan.rulebook.numbering import read_code
from fengdan.rulebook.sources import REFERRED
from fengdan.vault import blind
from tests.cast import LI, MORNING, QUARREL, WANG, Walk, actor
from tests.matters.watch import check_event, last, letters, refused, running
from tests.units import AT_THE_DOOR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["clerk", "duty"])
def test_desk_registers_what_it_is_told(who):
    matter = register(QUARREL, actor=actor(who), at=MORNING)

    applicant, respondent = matter.parties.all()
    assert matter.code.startswith("621122-20261123-000001-")
    assert read_code(matter.code) == matter.code
    assert (matter.story, matter.place, matter.holder_id, matter.unit) == (QUARREL.story, QUARREL.place, "centre", None)
    assert (applicant.name, applicant.phone, applicant.side, applicant.consent) == (
        WANG.name,
        WANG.phone,
        "applicant",
        "agreed",
    )
    assert (respondent.name, respondent.consent) == (LI.name, "pending")
    assert [consent.how for consent in applicant.consents.all()] == ["applied"]
    assert not respondent.consents.exists()
    check_event(
        matter,
        "register",
        by=(who, who),
        stages=("", "registered"),
        facts={
            "parties": {str(applicant.pk): "applicant", str(respondent.pk): "respondent"},
            "code": matter.code,
            "channel": "walk_in",
            "matter_type": "02",
            "area": "621122100",
            "origin": "centre",
            "level": "county",
            "risk": "blue",
            "service": False,
            "on_initiative": False,
            "visit": matter.visits.get().pk,
            "people": 1,
            "route": matter.routes.get().pk,
            "routed_to": "town-621122100",
            "rule": "R11",
        },
    )
    assert running(matter) == {"accept": "11-24 18:00"}
    assert matter.next_due == matter.clocks.get(name="accept").due_at
    assert letters(matter) == [("centre", "duty")]


def test_same_person_is_found_again_by_telephone_only():
    walk, again = Walk().register(), Walk().register()
    one, other = (each.matter.parties.get(side="applicant") for each in (walk, again))
    assert one.phone_index == other.phone_index == blind.index("phone", WANG.phone)
    assert one.phone_index != walk.matter.parties.get(side="respondent").phone_index
    assert one.id_index == ""
    assert one.salt != other.salt


def test_slip_opens_by_its_token_and_pin():
    matter = Walk().register().matter
    assert matter.token_index == blind.index("slip", matter.token)
    assert len(matter.pin) == 8
    assert matter.token != Walk().register().matter.token


def test_numbers_of_a_day_run_without_gaps():
    codes = [Walk().register().matter.code for _ in range(3)]
    assert [code[:22] for code in codes] == [f"621122-20261123-{number:06}" for number in (1, 2, 3)]
    assert Counter.objects.get().last == 3


@pytest.mark.parametrize("who", ["dispatcher", "leader", "mediator", "director", "auditor", "admin", "dept"])
def test_others_do_not_register(who):
    with refused("“登记”由窗口受理员或值班领导或"):
        register(QUARREL, actor=actor(who), at=MORNING)


def test_somebody_must_have_applied():
    with refused("请填写申请人", "applicant_name"):
        register(replace(QUARREL, parties=(LI,)), actor=actor("clerk"), at=MORNING)


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"channel": ""}, "请从列表里选择", "channel"),
        ({"channel": "pigeon"}, "请从列表里选择", "channel"),
        ({"matter_type": "99"}, "没有这个类型", "matter_type"),
        ({"matter_type": ""}, "没有这个类型", "matter_type"),
        ({"area": "110101"}, "没有这个乡镇", "area"),
        ({"area": ""}, "没有这个乡镇", "area"),
        ({"area": "621122"}, "没有这个乡镇", "area"),
        ({"risk": "purple"}, "请从列表里选择", "risk"),
        ({"origin": "nowhere"}, "登记单位和层级对不上", "origin"),
        ({"origin": "team-16"}, "登记单位和层级对不上", "origin"),
        ({"level": "village"}, "登记单位和层级对不上", "origin"),
    ],
)
def test_codes_the_county_does_not_have(changed, says, field):
    with refused(says, field):
        register(replace(QUARREL, **changed), actor=actor("clerk"), at=MORNING)
    assert not Counter.objects.exists()


def take(who: str = "clerk", **changed) -> Matter:
    return register(replace(QUARREL, **changed), actor=actor(who), at=MORNING)


def test_those_who_come_together_are_one_visit_of_so_many():
    visit = take(people=3).visits.get()
    assert (visit.people, visit.visited_at) == (3, MORNING)
    assert not take(people=0).visits.exists()
    with refused("不能是负数", "people"):
        take(people=-1)


def test_nobody_comes_when_a_village_is_on_patrol():
    matter = register(AT_THE_DOOR, actor=actor("village"), at=MORNING)
    assert not matter.visits.exists()
    told = register(replace(AT_THE_DOOR, channel="walk_in"), actor=actor("village"), at=MORNING)
    assert told.visits.get().people == 1


def test_a_daughter_is_kept_as_the_contact_of_who_has_no_telephone():
    matter = take(contact=ContactDetails("王小花", "13800000009", "女儿"))
    contact = matter.parties.get(side="applicant").contact
    assert (contact.name, contact.phone, contact.relation) == ("王小花", "13800000009", "女儿")
    assert last(matter).facts["contact"] == contact.pk
    assert f"contact:{contact.pk}" in last(matter).digests
    assert verify()["problems"] == []
    with refused("请填写“联系人姓名”", "contact_name"):
        take(contact=ContactDetails(phone="13800000009"))


@pytest.mark.parametrize("channel", sorted(REFERRED))
def test_what_another_body_sends_keeps_its_number_and_day(channel):
    matter = take(channel=channel, sender=Sender("县人民法院", "（2026）甘委12号", MORNING.date()), people=0)
    row = matter.referral
    assert (row.organ, row.number, row.sent_on) == ("县人民法院", "（2026）甘委12号", MORNING.date())
    assert last(matter).facts["referral"] == row.pk
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"channel": "court"}, "请填写“来件单位”", "organ"),
        ({"channel": "court", "sender": Sender(number="12号")}, "请填写“来件单位”", "organ"),
        ({"sender": Sender("县人民法院")}, "不是转来的事项", "organ"),
        ({"channel": "patrol", "sender": Sender(number="12号")}, "不是转来的事项", "organ"),
        ({"channel": "court", "sender": Sender("法院", "", MORNING.date() + timedelta(days=1))}, "不能晚于", "sent_on"),
    ],
)
def test_senders_that_do_not_fit(changed, says, field):
    with refused(says, field):
        take(**changed)


def test_an_anonymous_question_needs_no_name():
    matter = take(anonymous=True, parties=(), matter_type="B1")
    assert [party.name for party in matter.parties.all()] == [ANONYMOUS]
    assert matter.service
    assert verify()["problems"] == []


@pytest.mark.parametrize("changed", [{"parties": (), "matter_type": "02"}, {"matter_type": "B1"}])
def test_no_dispute_and_nobody_with_a_name_is_anonymous(changed):
    with refused("匿名", "anonymous"):
        take(anonymous=True, **changed)


def test_before_the_centres_first_day_nothing_happened():
    with refused("更早的事请不要补录", "happened_at"):
        register(QUARREL, actor=actor("clerk"), at=MORNING.replace(year=2025))


def test_told_on_the_public_page_it_is_the_partys_own_registration():
    matter = register(replace(QUARREL, channel="online", people=0), actor=ONLINE, at=MORNING)
    event = last(matter)
    assert (event.actor_id, event.role, matter.holder_id, matter.stage) == ("online", "party", "centre", "registered")
    assert [told.by for told in matter_page(actor("clerk"), matter.code, MORNING).history] == ["网上提交 · 当事人本人"]
    assert letters(matter) == [("centre", "duty")]
    assert verify()["problems"] == []


def test_online_nothing_is_taken_in_for_a_village():
    with refused("只能为本单位登记", "origin"):
        register(replace(AT_THE_DOOR, channel="online"), actor=ONLINE, at=MORNING)
