"""What the parties are told, by which way, and in which words."""

from dataclasses import replace
from datetime import datetime

import pytest

from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import CENTRE, Answer, MatterFacts, Side
from fengdan.rulebook.letter_texts import DEFAULTS, PART, fill, sms_parts, variables_of
from fengdan.rulebook.orders import OrderFacts, OrderState
from fengdan.rulebook.party_letters import (
    ASKS,
    KNOW_ALREADY,
    OF_BOOKING,
    PARTY_TEXTS,
    TO_BOTH,
    TO_PARTIES,
    URGENT,
    Reader,
    Way,
    party_letter,
    way_to,
    way_to_staff,
)
from fengdan.rulebook.stages import TEAM, Stage

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
AT_CENTRE = MatterFacts(Stage.ACCEPTED, CENTRE, AT)
WITH_TEAM = replace(AT_CENTRE, stage=Stage.ASSIGNED, holder="team-16", unit="team-16", unit_kind=TEAM)
WITH_UNIT = replace(AT_CENTRE, stage=Stage.ASSIGNED, holder="dept-water", unit="dept-water", unit_kind="department")
APPLICANT = Reader(Side.APPLICANT, Answer.PENDING, mobile=True, telephone=True, protected=False)
OTHER = replace(APPLICANT, side=Side.RESPONDENT)


def way(template, reader=APPLICANT, *, quiet=False, conclusion="", sms=True):
    return way_to(template, reader, quiet=quiet, conclusion=conclusion, sms=sms)


def test_every_text_is_for_some_step_and_names_no_person():
    assert {*TO_PARTIES.values(), "party_sent_down", ASKS, *TO_BOTH} == PARTY_TEXTS.keys()
    assert all("PIN" not in text and "查询码 " not in text for text in PARTY_TEXTS.values())
    always = {"centre", "code", "link", "telephone"}
    more = {"party_book": {"when", "place"}, "party_rebook": {"when", "place"}, "party_cancel_booking": {"when"}}
    with_link = {name: text for name, text in PARTY_TEXTS.items() if name != ASKS}  # whoever is asked has no slip
    assert all(always | more.get(name, set()) == variables_of(text) for name, text in with_link.items())
    assert variables_of(PARTY_TEXTS[ASKS]) == {"centre", "code", "telephone"}


@pytest.mark.parametrize(
    ("facts", "unit"),
    [
        (AT_CENTRE, CENTRE),
        (WITH_TEAM, CENTRE),
        (WITH_UNIT, "dept-water"),
        (replace(WITH_TEAM, confidential=True), "team-16"),
        (replace(WITH_TEAM, protected=frozenset({7})), "team-16"),
    ],
)
def test_who_calls(facts, unit):
    assert party_letter("assign", facts) == ("party_assign", unit)


def test_what_the_county_sends_down_is_told_with_the_right_to_object():
    below = replace(WITH_UNIT, holder="town-jia", unit="town-jia", unit_kind="township", objection="may")
    assert party_letter("assign", below) == ("party_sent_down", "town-jia")
    assert party_letter("rule_on_return", below) == ("party_sent_down", "town-jia")
    assert "可以提出异议" in PARTY_TEXTS["party_sent_down"]
    assert party_letter("rule_on_objection", replace(below, objection="heard")) == ("party_objection", "town-jia")


def test_steps_that_are_no_news_to_parties():
    assert party_letter("note", WITH_TEAM) is None
    assert party_letter("extend", WITH_TEAM, approved=False) is None
    assert party_letter("extend", WITH_TEAM) == ("party_extend", CENTRE)
    assert party_letter("change_mediator", WITH_TEAM) == ("party_mediator", CENTRE)
    assert party_letter("follow_up", replace(WITH_TEAM, followed=False)) is None
    assert party_letter("follow_up", replace(WITH_TEAM, followed=True)) == ("party_rate", CENTRE)


def test_what_was_taken_over_from_paper_is_news_to_nobody():
    for step in ("register", "accept", "conclude"):
        assert party_letter(step, replace(AT_CENTRE, on_paper=True)) is None


def test_a_short_message_to_whoever_has_a_mobile():
    assert all(
        way(template, replace(APPLICANT, asked=template == ASKS, applied=True)) is Way.SMS for template in PARTY_TEXTS
    )
    assert way("party_assign", replace(APPLICANT, mobile=False)) is Way.CALL
    assert way("party_assign", replace(APPLICANT, mobile=False, telephone=False)) is Way.SLIP
    assert way("party_assign", sms=False) is Way.CALL


def test_no_short_message_where_something_is_to_be_kept_quiet():
    assert way("party_assign", quiet=True) is Way.CALL
    assert way("party_assign", replace(APPLICANT, protected=True)) is Way.CALL


def test_an_order_is_asked_of_the_side_that_has_to_answer_and_told_to_both():
    asked = replace(OTHER, asked=True)
    assert (way(ASKS, asked), way(ASKS, OTHER), way(ASKS)) == (Way.SMS, Way.NONE, Way.NONE)
    assert {way(template, OTHER) for template in TO_BOTH} == {Way.SMS}
    waiting = replace(AT_CENTRE, order=OrderFacts(1, OrderState.OPEN, Side.APPLICANT))
    assert party_letter("order", waiting) == (ASKS, CENTRE)
    assert party_letter("answer_order", waiting) == (ASKS, CENTRE)
    half = replace(waiting, order=replace(waiting.order, agreed={2: 1}))
    assert party_letter("answer_order", half) is None
    agreed = replace(waiting, order=replace(waiting.order, state=OrderState.AGREED))
    assert party_letter("answer_order", agreed) == ("party_ordered", CENTRE)
    centre = replace(waiting, order=replace(waiting.order, state=OrderState.CENTRE))
    assert party_letter("answer_order", centre) is None
    assert party_letter("arrange_order", AT_CENTRE) == ("party_ordered", CENTRE)


def test_the_other_side_hears_of_the_end_and_of_who_mediates_if_it_agreed_and_of_little_else():
    agreed = replace(OTHER, consent=Answer.AGREED)
    heard = {template for template in PARTY_TEXTS if way(template, agreed) is not Way.NONE}
    assert heard == {"party_mediator", "party_conclude", "party_rate", *TO_BOTH, *OF_BOOKING}
    for consent, more in {Answer.PENDING: OF_BOOKING, Answer.REFUSED: frozenset()}.items():
        told = {template for template in PARTY_TEXTS if way(template, replace(OTHER, consent=consent)) is not Way.NONE}
        assert told == {*TO_BOTH, *more}


def test_nobody_is_called_about_what_they_were_there_for():
    assert all(way(template, sms=False) is Way.NONE for template in KNOW_ALREADY)
    assert way("party_conclude", sms=False, conclusion=Conclusion.SETTLED_ORALLY) is Way.NONE
    assert way("party_conclude", sms=False, conclusion=Conclusion.NOT_SETTLED) is Way.CALL


@pytest.mark.parametrize(
    ("template", "phone", "mail", "gateways", "expected"),
    [
        ("alarm", True, True, {"sms", "mail"}, Way.SMS),
        ("alarm", False, True, {"sms", "mail"}, Way.MAIL),
        ("alarm", True, False, {"mail"}, Way.NONE),
        ("register", True, True, {"sms", "mail"}, Way.MAIL),
        ("register", True, False, {"sms", "mail"}, Way.NONE),
        ("register", True, True, set(), Way.NONE),
    ],
)
def test_staff(template, phone, mail, gateways, expected):
    assert way_to_staff(template, phone=phone, mail=mail, gateways=gateways) is expected


def test_what_is_urgent_exists():
    assert DEFAULTS.keys() >= URGENT


def test_every_text_of_our_own_passes_our_own_check():
    for text in DEFAULTS.values():
        assert "{" not in fill(text, dict.fromkeys(variables_of(text), "某"))


def test_what_has_no_value_is_left_out():
    assert fill("{centre}：{code}", {"code": "1"}) == "：1"
    assert fill("{{}}{code}", {"code": "{limit}"}) == "{}{limit}"


def test_parts():
    assert [sms_parts("字" * length) for length in (1, PART, PART + 1, 2 * PART)] == [1, 1, 2, 2]
