"""What a party reads of the way their matter went."""

import pytest

from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.track import IF_APPROVED, UNTOLD, WORDS, words

NAMES = {"unit": "巩昌镇综治中心", "mediator": "王测一", "ending": "书面协议"}


def test_of_every_step_it_is_decided_whether_the_parties_read_of_it():
    assert WORDS.keys() | UNTOLD == STEPS.keys()
    assert not WORDS.keys() & UNTOLD


@pytest.mark.parametrize("step", sorted(WORDS))
def test_a_line_has_no_gap_and_nothing_that_is_not_for_parties(step):
    line = words(step, approved=True, **NAMES)
    assert line
    assert "{" not in line
    assert not [word for word in ("风险", "督办", "催办", "被申请人", "案件", "退单", "推诿") if word in line]


def test_a_unit_signs_for_it_and_a_mediator_takes_it_on():
    assert words("take", approved=False, **NAMES) == "巩昌镇综治中心接手，调解员王测一"
    assert words("take", approved=False, **NAMES | {"mediator": ""}) == "巩昌镇综治中心签收"


@pytest.mark.parametrize("step", sorted(IF_APPROVED))
def test_what_was_asked_for_in_vain_is_no_news(step):
    assert words(step, approved=False, **NAMES) == ""
