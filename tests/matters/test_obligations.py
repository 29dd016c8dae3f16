"""履行: what was agreed is written down item by item, paid in parts that add up, or not done at all."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengdan.matters.actions.add_obligation import FURTHEST, Owed, add_obligation
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.conclude_and_owe import conclude_and_owe
from fengdan.matters.actions.receive import Promise
from fengdan.matters.actions.record_performance import Performed, record_performance
from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.entry import Once
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Obligation
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Side
from tests.cast import MORNING, REASON, Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, check_event, refused
from tests.units import AT_THE_DOOR, TURNS

pytestmark = pytest.mark.django_db
MONTH_END = date(2026, 11, 30)


def owing(amount: int | None = 1200_00) -> Walk:
    return Walk().to_settled().owe(amount)


def owe(walk: Walk, who: str = "mediator", **more) -> None:
    owed = Owed(**{"party": walk.parties()[-1].pk, "what": "赔修理费", "due_on": MONTH_END, "amount": 1200_00} | more)
    walk.matter = add_obligation(walk.matter, owed=owed, actor=actor(who), at=walk._tick())


def tell(walk: Walk, kind: str, amount: int | None = None, who: str = "followup", **more) -> None:
    at = walk._tick()
    told = Performed(kind, more.get("on", at.date()), amount, "有收条")
    owed = more.get("obligation", walk.matter.obligations.last().pk)
    walk.matter = record_performance(walk.matter, obligation=owed, report=told, actor=actor(who), at=at)


def stands(walk: Walk) -> tuple[str, int]:
    return walk.matter.obligations.values_list("status", "paid").last()


@pytest.mark.parametrize("who", ["mediator", "leader", "clerk", "duty", "followup"])
def test_what_is_to_be_done_is_written_down(who):
    walk = Walk().to_settled()
    owe(walk, who)
    row = walk.matter.obligations.get()
    check_event(walk.matter, "add_obligation", by=(who, who), stages=("concluded",) * 2, facts={"obligation": row.pk})
    assert (row.what, row.amount, row.due_on, row.status, row.paid) == ("赔修理费", 1200_00, MONTH_END, "open", 0)
    assert facts_of(walk.matter).owed == {row.pk}
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"party": 0}, "没有这名当事人", "party"),
        ({"what": " "}, "请填写“要做什么”", "what"),
        ({"amount": 0}, "金额要大于 0", "amount"),
        ({"amount": -1}, "金额要大于 0", "amount"),
        ({"amount": 10**13}, "不超过一百亿元", "amount"),
        ({"due_on": date(2025, 11, 30)}, "要在登记那天", "due_on"),
        ({"due_on": MORNING.date() + FURTHEST + timedelta(days=1)}, "请核对年份", "due_on"),
    ],
)
def test_nonsense_is_refused_at_its_field(said, says, field):
    walk = Walk().to_settled()
    with refused(says, field):
        owe(walk, **said)


@pytest.mark.parametrize("who", ["archivist", *OTHER_TEAMS, *STRANGERS])
def test_others_write_down_nothing(who):
    walk = owing()
    with refused("“登记履行事项”"):
        owe(walk, who)
    with refused("“登记履行情况”"):
        tell(walk, "whole", who=who)


def test_nothing_is_owed_before_the_agreement_is_in_effect_nor_when_there_is_none():
    walk = Walk().to_underway().agree()
    with refused("还没有生效的协议"):
        owe(walk)
    walk.sign()
    owe(walk)
    withdrawn = Walk().to_underway().conclude(Conclusion.WITHDRAWN)
    with refused("还没有生效的协议"):
        owe(withdrawn)


def test_parts_add_up_and_the_last_one_is_the_whole():
    walk = owing(100_03)
    for amount in (33_34, 33_34):
        tell(walk, "part", amount)
    assert stands(walk) == ("partly", 66_68)
    with refused("还差 33.35 元，这次的金额超过了", "amount"):
        tell(walk, "part", 33_36)
    tell(walk, "part", 33_35)
    assert stands(walk) == ("performed", 100_03)
    assert facts_of(walk.matter).owed == set()
    assert verify()["problems"] == []


@given(total=st.integers(1, 10**12), cuts=st.lists(st.integers(1, 10**12), max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_paid_adds_up_to_the_fen(total, cuts):
    """Paid in any number of parts, never more than is owed; what is told at the end is their sum."""
    walk, paid = owing(total), 0
    for amount in cuts:
        if paid == total:
            break
        if amount > total - paid:
            with refused("超过了", "amount"):
                tell(walk, "part", amount)
            continue
        tell(walk, "part", amount)
        paid += amount
        assert stands(walk) == ("performed" if paid == total else "partly", paid)
    if paid < total:
        tell(walk, "whole")
    row = walk.matter.obligations.get()
    assert (row.status, row.paid) == ("performed", total)
    assert sum(each.amount for each in row.performances.all()) == total


@pytest.mark.parametrize("amount", [None, 0, -5])
def test_a_part_of_a_sum_says_how_much(amount):
    walk = owing()
    with refused("请填写这次给了多少", "amount"):
        tell(walk, "part", amount)


def test_work_is_done_in_parts_without_a_sum():
    walk = owing(None)
    tell(walk, "part", 500)
    assert stands(walk) == ("partly", 0)
    tell(walk, "whole")
    assert stands(walk) == ("performed", 0)
    assert set(walk.matter.obligations.get().performances.values_list("amount", flat=True)) == {None}


def test_nothing_more_after_a_part_is_a_default_and_keeps_what_was_paid():
    walk = owing()
    tell(walk, "part", 200_00)
    tell(walk, "default")
    assert stands(walk) == ("defaulted", 200_00)
    assert facts_of(walk.matter).owed == set()
    with refused("没有等待履行的事项"):
        tell(walk, "part", 100_00)


@pytest.mark.parametrize("kind", ["default", "part", "whole"])
def test_what_is_paid_already_stays_paid(kind):
    walk = owing().owe(300_00)
    paid = walk.matter.obligations.first().pk
    tell(walk, "whole", obligation=paid)
    with refused("已经登记为“已履行”，不能再改", "obligation"):
        tell(walk, kind, 1_00, obligation=paid)


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"obligation": 0}, "没有这一项", "obligation"),
        ({"on": date(2026, 11, 24)}, "日期不能晚于今天", "happened_on"),
        ({"kind": "later"}, "请从列表里选择", "kind"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused(said, says, field):
    walk = owing()
    with refused(says, field):
        tell(walk, said.pop("kind", "whole"), **said)


def test_an_obligation_of_another_matter_is_not_this_one():
    walk, other = owing(), owing()
    with refused("没有这一项", "obligation"):
        tell(walk, "whole", obligation=other.matter.obligations.get().pk)


def end(walk: Walk, *owed: Owed, code: Conclusion = Conclusion.SETTLED_IN_WRITING, **more) -> None:
    said = {"conclusion": code, "owed": owed, "actor": actor("mediator"), "at": walk._tick()}
    walk.matter = conclude_and_owe(walk.matter, **said | more)


def test_the_end_says_what_remains_in_the_same_save():
    walk = Walk().to_underway().agree().sign()
    other = walk.parties()[-1].pk
    end(walk, Owed(other, "首付", MONTH_END, 500_00), Owed(other, "尾款", date(2026, 12, 31), 700_00))
    assert list(walk.matter.events.values_list("step", flat=True))[-3:] == ["conclude", *["add_obligation"] * 2]
    assert [row.amount for row in Obligation.objects.filter(matter=walk.matter)] == [500_00, 700_00]
    assert verify()["problems"] == []


def test_the_end_says_that_nothing_remains():
    walk = Walk().to_underway().agree().sign()
    end(walk, nothing_due=True)
    assert walk.matter.events.last().facts["nothing_due"] is True
    assert not walk.matter.obligations.exists()
    assert verify()["problems"] == []


def test_the_end_that_says_neither_or_both_is_refused():
    walk = Walk().to_underway().agree().sign()
    with refused("请填写以后要履行什么", "nothing_due"):
        end(walk)
    with refused("请留其中一个", "nothing_due"):
        end(walk, Owed(walk.parties()[-1].pk, "首付", MONTH_END), nothing_due=True)


def test_settled_among_themselves_says_it_as_well():
    walk = Walk().to_underway()
    with refused("请填写以后要履行什么", "nothing_due"):
        end(walk, code=Conclusion.SETTLED_THEMSELVES, reason=REASON)
    end(walk, Owed(walk.parties()[-1].pk, "修好水管", MONTH_END), code=Conclusion.SETTLED_THEMSELVES, reason=REASON)
    assert facts_of(walk.matter).owed == {walk.matter.obligations.get().pk}


def test_one_row_that_is_wrong_leaves_nothing_and_is_named():
    walk = Walk().to_underway().agree().sign()
    other = walk.parties()[-1].pk
    with refused("金额要大于 0", "owed2_amount"):
        end(walk, Owed(other, "首付", MONTH_END, 500_00), Owed(other, "尾款", MONTH_END, 0))
    assert walk.matter.events.last().step == "sign"


def test_who_settled_nothing_owes_nothing():
    walk = Walk().to_underway()
    with refused("没有达成协议的，没有要履行的事项", "nothing_due"):
        end(walk, Owed(walk.parties()[-1].pk, "首付", MONTH_END), code=Conclusion.WITHDRAWN, reason=REASON)
    end(walk, code=Conclusion.WITHDRAWN, reason=REASON)
    assert walk.matter.conclusion == "withdrawn"


def test_what_is_known_already_is_not_asked_again():
    written = Walk().to_underway().agree().sign().owe()
    end(written)
    on_the_spot = Walk().to_underway()
    terms = OralTerms("李测二当场赔了 200 元。", on_the_spot.at, performed=True)
    by = {"actor": actor("mediator"), "at": on_the_spot._tick()}
    on_the_spot.matter = agree_orally(on_the_spot.matter, terms=terms, both_agree=True, **by)
    end(on_the_spot, code=Conclusion.SETTLED_ORALLY)
    assert [walk.matter.stage for walk in (written, on_the_spot)] == ["concluded"] * 2


def test_the_same_form_saved_twice_owes_once():
    walk = Walk().to_underway().agree().sign()
    owed, once = Owed(walk.parties()[-1].pk, "首付", MONTH_END, 500_00), Once("nonce-1", "digest-1")
    before = walk.matter
    end(walk, owed, once=once)
    walk.matter = before
    end(walk, owed, once=once)
    assert walk.matter.obligations.count() == 1


def test_a_village_writes_down_the_promise_with_its_report():
    promised = Promise(Side.RESPONDENT, MONTH_END, 200_00)
    terms = OralTerms(TURNS, MORNING, due="11月30日前")
    reported = Reported(AT_THE_DOOR, Outcome.SETTLED, terms=terms, both_agree=True, promise=promised)
    matter = report(reported, actor=actor("village"), at=MORNING)
    row = matter.obligations.get()
    assert (row.party.side, row.what, row.amount, row.due_on) == ("respondent", TURNS, 200_00, MONTH_END)
    assert verify()["problems"] == []


def test_a_promise_with_a_wrong_year_is_refused_and_nothing_is_reported():
    promised = Promise(Side.RESPONDENT, date(2020, 1, 1), 200_00)
    terms = OralTerms(TURNS, MORNING, due="11月30日前")
    reported = Reported(AT_THE_DOOR, Outcome.SETTLED, terms=terms, both_agree=True, promise=promised)
    with refused("要在登记那天", "promise_due_on"):
        report(reported, actor=actor("village"), at=MORNING)
