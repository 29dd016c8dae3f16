from dataclasses import replace

import pytest

from fengdan.matters.actions.register import register
from fengdan.matters.models import Counter, Matter
from fengdan.rulebook.numbering import read_code
from fengdan.vault import blind
from tests.cast import LI, MORNING, QUARREL, WANG, Walk, actor
from tests.matters.watch import check_event, letters, refused, running

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
            "route": matter.routes.get().pk,
            "routed_to": "town-621122100",
            "rule": "R11",
        },
    )
    assert running(matter) == {"accept": "11-24 18:00"}
    assert matter.next_due == matter.clocks.get().due_at
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


def small(**asked) -> Matter:
    return register(QUARREL, actor=actor("small"), at=MORNING, **asked)


def test_small_office_accepts_and_assigns_in_the_same_save():
    matter = small(accept_now=True, assign_to="team-16", assign_reason="专门")
    assert list(matter.events.values_list("seq", "step", "role")) == [
        (1, "register", "clerk"),
        (2, "accept", "duty"),
        (3, "assign", "dispatcher"),
    ]
    assert (matter.stage, matter.version, matter.holder_id) == ("assigned", 3, "team-16")


@pytest.mark.parametrize(
    ("asked", "says", "field"),
    [
        ({"accept_now": True, "assign_to": "team-99", "assign_reason": "专门"}, "没有这个单位", "unit"),
        ({"accept_now": True, "assign_to": "committee-family", "assign_reason": "专门"}, "不直接承办事项", "unit"),
    ],
)
def test_refused_in_one_save_nothing_is_registered(asked, says, field):
    with refused(says, field):
        small(**asked)
    assert small().code.startswith("621122-20261123-000001-")


def test_clerk_who_may_not_accept_does_not_register_by_halves():
    with refused("“受理”由值班领导办理"):
        register(QUARREL, actor=actor("clerk"), at=MORNING, accept_now=True)
