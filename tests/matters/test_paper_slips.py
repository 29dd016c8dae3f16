"""预编号登记单: printed ahead, typed in later under their own numbers, each once."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from fengdan.journal.models import Entry
from fengdan.matters.actions.register import register
from fengdan.matters.models import Counter, Matter, PaperSlip
from fengdan.matters.paper_slips import batch, enter_printing, make_slips, waits_by_pin, waits_by_token
from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.numbering import matter_code
from fengdan.vault import blind
from tests.cast import MORNING, QUARREL, Walk, actor
from tests.matters.test_two_at_once import at_once, one_of
from tests.matters.watch import everything, refused

NEVER_PRINTED = matter_code("621122", date(2026, 1, 2), 1)
LATER = MORNING + timedelta(hours=6)


def printed(how_many: int = 3, once: str = "nonce-1") -> list[PaperSlip]:
    return make_slips(how_many, actor=actor("clerk"), at=MORNING, once=once)


def type_in(code: str, *, at=LATER, who: str = "clerk") -> Matter:
    return register(replace(QUARREL, paper_slip=code), actor=actor(who), at=at)


@pytest.mark.django_db
def test_slips_take_their_numbers_from_the_same_series_as_matters():
    Walk().register()
    slips = printed()
    assert [slip.code[:22] for slip in slips] == [f"621122-20261123-{number:06}" for number in (2, 3, 4)]
    assert Walk().register().matter.code.startswith("621122-20261123-000005-")
    assert len({slip.token for slip in slips} | {slip.pin for slip in slips}) > 3
    assert verify()["problems"] == []


@pytest.mark.django_db
def test_typed_in_the_matter_is_what_the_slip_in_somebodys_hand_says():
    slip = printed()[1]
    matter = type_in(slip.code.replace("-", "").lower())
    assert (matter.code, matter.pin, matter.token) == (slip.code, slip.pin, slip.token)
    assert matter.token_index == blind.index("slip", slip.token)
    assert matter.registered_at == LATER
    assert verify()["problems"] == []


@pytest.mark.django_db
def test_a_slip_missing_from_the_middle_is_no_gap_and_its_row_is():
    first, lost, last = printed()
    type_in(first.code)
    type_in(last.code)
    assert verify()["problems"] == []
    lost.delete()
    assert any("第 2 号缺失" in problem for problem in verify()["problems"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda code: "12345", "登记单的编号不对"),
        (lambda code: f"{code[:-1]}{'0' if code[-1] != '0' else '1'}", "登记单的编号不对"),
        (lambda code: NEVER_PRINTED, "没有印过这个编号"),
    ],
)
def test_a_number_nobody_printed(spoil, says):
    (slip,) = printed(1)
    with refused(says, "paper_slip"):
        type_in(spoil(slip.code))


@pytest.mark.django_db
def test_a_matters_own_number_is_no_slips():
    matter = Walk().register().matter
    with refused("没有印过这个编号", "paper_slip"):
        type_in(matter.code)


@pytest.mark.django_db
def test_typed_in_twice_it_is_refused_with_its_number():
    (slip,) = printed(1)
    type_in(slip.code)
    with refused(f"这张登记单已经录入过（{slip.code}）", "paper_slip"):
        type_in(slip.code, who="duty")


@pytest.mark.django_db
def test_nothing_was_written_on_a_slip_before_it_was_printed():
    (slip,) = printed(1)
    with refused("早于这张登记单的打印时间", "happened_at"):
        type_in(slip.code, at=MORNING - timedelta(minutes=1))


@pytest.mark.django_db
def test_printing_stands_in_the_journal_without_pin_or_token():
    slips = printed(2)
    enter_printing(slips, actor=actor("clerk"), at=MORNING)
    made, shown = Entry.objects.order_by("seq").filter(act__endswith="_slips")
    assert [(each.act, each.actor_id, each.subject) for each in (made, shown)] == [
        ("make_slips", actor("clerk").id, slips[0].code),
        ("print_slips", actor("clerk").id, slips[0].code),
    ]
    written = json.dumps([made.facts, shown.facts])
    assert not [text for slip in slips for text in (slip.pin, slip.token) if text in written]


@pytest.mark.django_db
def test_the_same_form_twice_prints_the_same_slips():
    slips = printed()
    before = everything()
    assert printed() == slips
    assert everything() == before
    assert printed(once="nonce-2")[0].code != slips[0].code


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [0, -1, 51])
def test_how_many_at_once(how_many):
    with refused("1 到 50 张", "how_many"):
        printed(how_many)
    assert not Counter.objects.exists()


@pytest.mark.django_db
def test_printed_again_are_those_not_typed_in_yet():
    slips = printed()
    type_in(slips[1].code)
    assert batch(slips[0].code) == [slips[0], slips[2]]
    assert batch(NEVER_PRINTED) == []


@pytest.mark.django_db
def test_whoever_holds_a_slip_is_known_by_its_qr_or_its_pin():
    (slip,) = printed(1)
    wrong = "".join(str(9 - int(digit)) for digit in slip.pin)
    assert waits_by_token(slip.token)
    assert waits_by_pin(slip.code, f"{slip.pin[:4]} {slip.pin[4:]}")
    assert not waits_by_token("x" * 32)
    assert not waits_by_pin(slip.code, wrong)
    assert not waits_by_pin(NEVER_PRINTED, slip.pin)


@pytest.mark.usefixtures("committed_db")
def test_of_two_who_type_the_same_slip_at_once_one_wins():
    (slip,) = printed(1)
    given = at_once(*(lambda who=who: type_in(slip.code, who=who) for who in ("clerk", "duty", "small")))
    assert one_of(given).code == slip.code
    assert {each.field for each in given if isinstance(each, Refused)} == {"paper_slip"}


@pytest.mark.usefixtures("committed_db")
def test_printing_and_registering_at_once_no_number_goes_out_twice():
    who = actor("clerk")
    acts = [lambda once=once: make_slips(5, actor=who, at=MORNING, once=once) for once in ("a", "b")]
    at_once(*acts, lambda: [register(QUARREL, actor=who, at=MORNING) for _ in range(5)])
    codes = [*PaperSlip.objects.values_list("code", flat=True), *Matter.objects.values_list("code", flat=True)]
    assert sorted(int(code[16:22]) for code in codes) == list(range(1, 16))
