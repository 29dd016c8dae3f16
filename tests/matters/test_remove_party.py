import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.search import find, same_person
from fengdan.matters.verify import verify
from fengdan.rulebook.facts import Answer, Side
from fengdan.search import index
from tests.cast import LI, Walk, actor
from tests.matters.watch import (
    OTHER_TEAMS,
    STRANGERS,
    brought_to,
    check_event,
    last,
    letters,
    refused,
    running,
)

pytestmark = pytest.mark.django_db
ZHAO = PartyDetails(Side.RESPONDENT, "赵测三", "13800000003", "62112219900101001X", "巩昌镇某村")


def with_zhao(stage: str = "registered") -> Walk:
    walk = brought_to(stage)
    walk.matter = add_party(walk.matter, details=ZHAO, actor=actor("clerk"), at=walk._tick())
    return walk


def zhao(walk: Walk) -> int:
    return walk.parties()[-1].pk


def do(walk: Walk, party: int, who: str = "clerk", reason: str = "把同名的人登错了") -> None:
    by = {"actor": actor(who), "at": walk._tick(), "seen": walk.matter.version}
    walk.matter = remove_party(walk.matter, party=party, reason=reason, **by)


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("registered", "clerk"),
        ("accepted", "duty"),
        ("assigned", "leader"),
        ("taken", "mediator"),
        ("underway", "leader"),
    ],
)
def test_party_counts_no_more_and_the_row_stays(stage, who):
    walk = with_zhao(stage)
    party, clocks = zhao(walk), running(walk.matter)
    do(walk, party, who)
    row, why = walk.matter.parties.get(pk=party), walk.matter.corrections.get()
    facts = {"party": party, "correction": why.pk}
    check_event(walk.matter, "remove_party", by=(who, who), stages=(stage, stage), facts=facts)
    assert (row.removed, row.name, row.phone) == (True, ZHAO.name, ZHAO.phone)
    assert (why.party_id, why.field, why.old, why.new) == (party, "removed", ZHAO.name, "")
    assert (why.reason, why.corrected_at) == ("把同名的人登错了", walk.at)
    assert last(walk.matter).digests == {f"party:{party}": row.seal(), f"correction:{why.pk}": why.seal()}
    known = facts_of(walk.matter)
    assert party not in known.parties
    assert party not in known.sides
    assert (running(walk.matter), letters(walk.matter)) == (clocks, [])
    assert verify()["problems"] == []


def test_page_shows_those_who_remain_and_the_history_tells_who_went():
    walk = with_zhao()
    do(walk, zhao(walk))
    page = matter_page(actor("clerk"), walk.matter.code, walk.at)
    assert [party.name for party in page.parties] == ["王测一", "李测二"]
    assert page.title == "王测一 与 李测二"
    assert [told.text for told in page.history[:2]] == ["赵测三。把同名的人登错了", "被申请人 赵测三"]


def test_history_of_one_who_was_corrected_and_asked_before():
    walk = with_zhao()
    party = zhao(walk)
    said = {"field": "name", "new": "赵测肆", "reason": "错字", "party": party}
    walk.matter = correct(walk.matter, **said, actor=actor("clerk"), at=walk._tick())
    do(walk, party)
    page = matter_page(actor("clerk"), walk.matter.code, walk.at)
    assert page.history[0].text == "赵测肆。把同名的人登错了"


def test_matter_is_found_by_that_name_no_more():
    walk = with_zhao()
    assert Matter.objects.filter(pk__in=index.matching("赵测三")).exists()
    do(walk, zhao(walk))
    assert not Matter.objects.filter(pk__in=index.matching("赵测三")).exists()
    assert Matter.objects.get(pk__in=index.matching("李测二")) == walk.matter


@pytest.mark.parametrize("wanted", [ZHAO.name, ZHAO.phone, ZHAO.id_number])
def test_search_finds_nothing_by_one_who_was_removed(wanted):
    walk = with_zhao()
    clerk = actor("clerk")
    assert find(clerk, wanted).total == 1
    do(walk, zhao(walk))
    assert find(clerk, wanted).total == 0
    assert find(clerk, LI.phone).total == 1
    assert same_person(clerk, ZHAO.phone, ZHAO.id_number) == []


@pytest.mark.parametrize("answer", [Answer.PENDING, Answer.REFUSED])
def test_mediation_waits_no_longer_for_who_was_removed(answer):
    walk = with_zhao("underway")
    party = walk.parties()[-1]
    if answer is Answer.REFUSED:
        from_desk = {"answer": answer, "how": "telephone", "asked_at": walk.at, "actor": actor("clerk")}
        walk.matter = record_consent(walk.matter, party=party.pk, at=walk._tick(), **from_desk)
    with refused("明确拒绝" if answer is Answer.REFUSED else "还有 1 名当事人"):
        walk.agree()
    do(walk, party.pk, "mediator")
    walk.session().agree().sign().conclude()
    assert verify()["problems"] == []


@pytest.mark.parametrize("side", ["applicant", "respondent"])
def test_last_of_a_side_stays(side):
    walk = Walk().register()
    party = walk.matter.parties.get(side=side).pk
    with refused("每一方至少要留一名当事人"):
        do(walk, party)
    walk = with_zhao()
    if side == "applicant":
        with refused("这一方只有这一名当事人，不能移除", "party"):
            do(walk, walk.matter.parties.get(side=side).pk)
    else:
        do(walk, walk.matter.parties.filter(side=side).first().pk)
        with refused("每一方至少要留一名当事人"):
            do(walk, zhao(walk))


@pytest.mark.parametrize("whose", ["stranger", "gone", "nobody"])
def test_only_a_party_of_this_matter_and_once(whose):
    walk, other = with_zhao(), Walk().register()
    walk.matter = add_party(walk.matter, details=ZHAO, actor=actor("clerk"), at=walk._tick())
    gone = zhao(walk)
    do(walk, gone)
    party = {"stranger": other.parties()[-1].pk, "gone": gone, "nobody": 10**9}[whose]
    with refused("没有这名当事人", "party"):
        do(walk, party)


@pytest.mark.parametrize("reason", ["", " "])
def test_not_without_saying_why(reason):
    walk = with_zhao()
    with refused("请填写“为什么移除”", "reason"):
        do(walk, zhao(walk), reason=reason)


@pytest.mark.parametrize("signed", [False, True])
def test_not_under_a_frozen_agreement(signed):
    walk = with_zhao()
    party = zhao(walk)
    clerk = actor("clerk")
    for each in walk.parties()[1:]:
        said = {"answer": Answer.AGREED, "how": "telephone", "asked_at": walk.at}
        walk.matter = record_consent(walk.matter, party=each.pk, **said, actor=clerk, at=walk._tick())
    walk.accept().assign().take().session().agree()
    if signed:
        walk.sign()
    with refused("协议已经定稿，不能再增减当事人"):
        do(walk, party, "mediator")


@pytest.mark.parametrize("stage", ["concluded", "archived"])
def test_not_once_it_is_over(stage):
    walk = brought_to(stage)
    with refused("不能再移除" if stage == "archived" else "该事项现在是“已办结”"):
        do(walk, walk.parties()[-1].pk)


@pytest.mark.parametrize("who", ["dispatcher", "archivist", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = with_zhao("underway")
    with refused("办理"):
        do(walk, zhao(walk), who)
