"""What becomes of an order as the other side answers it, party by party."""

from fengdan.rulebook.orders import OrderFacts, OrderState, answered, asked, decided, unanswered, waits

SIDES = {1: "applicant", 2: "respondent", 3: "respondent"}
ORDER = OrderFacts(9, OrderState.OPEN, "applicant")


def test_all_of_the_other_side_are_asked_and_nobody_else():
    assert asked(ORDER, SIDES) == {2, 3}
    assert unanswered(ORDER, SIDES) == {2, 3}
    assert unanswered(None, SIDES) == set()


def test_agreed_once_all_agree_with_the_same_one():
    half = answered(ORDER, SIDES, 2, "agree", 1)
    assert (half.state, unanswered(half, SIDES)) == (OrderState.OPEN, {3})
    whole = answered(half, SIDES, 3, "agree", 1)
    assert (whole.state, waits(whole)) == (OrderState.AGREED, False)


def test_with_no_common_choice_it_is_for_the_centre():
    apart = answered(answered(ORDER, SIDES, 2, "agree", 1), SIDES, 3, "agree", 2)
    assert (apart.state, waits(apart)) == (OrderState.CENTRE, True)
    assert answered(ORDER, SIDES, 3, "centre", 0).state is OrderState.CENTRE


def test_others_turns_it_round():
    turned = answered(answered(ORDER, SIDES, 2, "agree", 1), SIDES, 3, "others", 0)
    assert turned == OrderFacts(9, OrderState.OPEN, "respondent", 2)
    assert unanswered(turned, SIDES) == {1}


def test_when_the_last_one_unanswered_is_taken_off_it_is_decided():
    half = answered(ORDER, SIDES, 2, "agree", 1)
    assert decided(half, SIDES) == half
    assert decided(half, {1: "applicant", 2: "respondent"}).state is OrderState.AGREED
