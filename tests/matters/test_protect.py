"""设定保密: a matter for those who have to act on it, an address for nobody on the other side."""

from dataclasses import replace

import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.protect import protect
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.page import MatterPage, matter_page
from fengdan.matters.queries.papers import filled
from fengdan.matters.queries.reach import reach
from fengdan.matters.verify import verify
from fengdan.paperwork.kinds import KINDS
from fengdan.rulebook.facts import Side
from fengdan.vault.mask import WITHHELD
from tests.cast import LI, QUARREL, TERMS, WANG, Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, letters, refused, running
from tests.units import WATER, UnitWalk

pytestmark = pytest.mark.django_db
HOME = "文峰镇某村五社十一号"
ELSEWHERE = "首阳镇某村二社"
AT_HOME = replace(QUARREL, parties=(replace(WANG, address=HOME), replace(LI, address=ELSEWHERE)))


def do(walk: Walk, who: str = "mediator", *, confidential: bool = True, whom: int = 1, **changed) -> None:
    told = {"protected": [party.pk for party in walk.parties()[:whom]], "reason": "怕对方找上门"}
    by = {"actor": actor(who), "at": walk._tick(), "seen": walk.matter.version}
    walk.matter = protect(walk.matter, confidential=confidential, **told | changed, **by)


def at_home() -> Walk:
    """In the hands of the mediator; both have said where they live."""
    return Walk().register(AT_HOME).accept().assign().take()


def page(walk: Walk, who: str = "mediator", *, revealed: bool = False) -> MatterPage:
    return matter_page(actor(who), walk.matter.code, walk.at, revealed=revealed)


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("registered", "clerk"),
        ("accepted", "duty"),
        ("assigned", "leader"),
        ("taken", "mediator"),
        ("concluded", "leader"),
    ],
)
def test_whoever_works_on_it_sets_the_flag_and_hides_an_address(stage, who):
    walk = brought_to(stage)
    clocks = running(walk.matter)
    do(walk, who)
    party = walk.parties()[0]
    check_event(
        walk.matter,
        "protect",
        by=(who, who),
        stages=(stage, stage),
        facts={"confidential": True, "protected": [party.pk], "note": walk.matter.notes.get().pk},
    )
    assert (walk.matter.confidential, party.protected, walk.parties()[1].protected) == (True, True, False)
    assert (running(walk.matter), letters(walk.matter)) == (clocks, [])
    assert matter_page(actor("duty"), walk.matter.code, walk.at).history[0].text == (
        "设为保密事项，1 名当事人的住址保密。怕对方找上门"
    )
    assert verify()["problems"] == []


def test_what_is_protected_may_be_opened_again_with_a_reason():
    walk = at_home()
    do(walk)
    do(walk, confidential=False, whom=0, reason="本人要求公开")
    assert (walk.matter.confidential, walk.parties()[0].protected) == (False, False)
    assert page(walk).history[0].text == "不是保密事项。本人要求公开"
    assert verify()["problems"] == []


def test_a_confidential_matter_is_for_those_who_have_to_act_on_it():
    walk = at_home()
    do(walk)
    assert sees(walk, "clerk", "dispatcher", "supervisor", "followup") == set()
    assert sees(walk, "duty", "director", "leader", "mediator") == {"duty", "director", "leader", "mediator"}
    do(walk, confidential=False)
    assert sees(walk, "clerk", "dispatcher") == {"clerk", "dispatcher"}


def sees(walk: Walk, *usernames: str) -> set[str]:
    return {name for name in usernames if reach(actor(name)).filter(pk=walk.matter.pk).exists()}


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"reason": ""}, "请填写“为什么”", "reason"),
        ({"protected": [987654321]}, "不是本事项的当事人", "protected"),
    ],
)
def test_refused_without_a_reason_or_for_somebody_else(changed, says, field):
    walk = at_home()
    with refused(says, field):
        do(walk, **changed)


def test_who_was_taken_off_is_nobody_to_protect():
    walk = at_home()
    extra = PartyDetails(Side.RESPONDENT, "赵测三")
    walk.matter = add_party(walk.matter, details=extra, actor=actor("clerk"), at=walk._tick())
    gone = walk.parties()[2].pk
    do(walk, whom=3)
    walk.matter = remove_party(walk.matter, party=gone, reason="认错", actor=actor("clerk"), at=walk._tick())
    assert verify()["problems"] == []
    with refused("不是本事项的当事人", "protected"):
        do(walk, protected=[gone])


@pytest.mark.parametrize("who", ["dispatcher", "director", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = at_home()
    with refused("“设定保密”"):
        do(walk, who)


def test_not_once_it_is_filed():
    walk = brought_to("archived")
    with refused("该事项已归档"):
        do(walk, "clerk")


# --- the address ---


@pytest.mark.parametrize(
    ("who", "may"),
    [
        *(("duty", True), ("director", True), ("leader", True), ("mediator", True)),
        *(("clerk", False), ("dispatcher", False), ("supervisor", False), ("followup", False)),
    ],
)
def test_only_who_has_it_in_hand_and_the_heads_may_look_at_a_protected_address(who, may):
    walk = at_home()
    do(walk, confidential=False)
    assert [party.address for party in page(walk, who).parties] == [WITHHELD, "首阳镇某村二****"]
    looked = [party.address for party in page(walk, who, revealed=True).parties]
    assert looked == [HOME if may else WITHHELD, ELSEWHERE]


def test_so_may_the_liaison_of_the_unit_and_nobody_of_one_that_helps():
    walk = UnitWalk().register(AT_HOME).accept().give(WATER, supporting=["dept-land"]).sign_for()
    do(walk, WATER)
    assert page(walk, WATER, revealed=True).parties[0].address == HOME
    assert page(walk, "dept", revealed=True).parties[0].address == WITHHELD


def test_a_correction_of_a_protected_address_leaves_nothing_to_read():
    walk = at_home()
    party = walk.parties()[0].pk
    for new in ("", "菜子镇某村一社"):
        said = {"field": "address", "new": new, "reason": "搬家", "party": party}
        walk.matter = correct(walk.matter, **said, actor=actor("mediator"), at=walk._tick())
    assert page(walk).history[0].text == "住址：“空”改为“菜子镇某村一****”。搬家"
    do(walk)
    said = {"field": "address", "new": ELSEWHERE, "reason": "又搬家", "party": party}
    walk.matter = correct(walk.matter, **said, actor=actor("mediator"), at=walk._tick())
    told = [line.text for line in page(walk, revealed=True).history if line.step == "correct"]
    assert told == ["住址（依法保密）。又搬家", "住址（依法保密）。搬家", "住址（依法保密）。搬家"]


def frozen(walk: Walk) -> str:
    walk.consent().session().agree()
    return walk.matter.agreements.get().parties


def test_the_agreement_that_both_sides_get_does_not_say_where_they_live():
    walk = at_home()
    do(walk)
    assert frozen(walk) == (
        "申请人：王测一，住址依法保密，电话 13800000001\n被申请人：李测二，住址 首阳镇某村二社，电话 13800000002"
    )
    assert HOME not in str(filled(page(walk), "agreement"))


def test_who_is_protected_after_the_text_was_frozen_does_not_stand_on_the_next_print():
    walk = at_home()
    before = frozen(walk)
    assert HOME in before
    digest = page(walk).agreement.digest
    do(walk)
    printed = str(filled(page(walk, revealed=True), "agreement"))
    assert (HOME in printed, ELSEWHERE in printed, WITHHELD in printed) == (False, True, True)
    shown = page(walk).agreement
    assert (shown.row.parties, shown.digest) == (before, digest)  # what was signed stays as it was signed
    walk.sign()
    assert verify()["problems"] == []


def test_no_paper_of_the_matter_says_where_a_protected_party_lives():
    walk = Walk().register(replace(AT_HOME, story=f"他在{HOME}门口骂人。")).accept().assign().take()
    do(walk)
    walk.consent().session().agree().sign().conclude()
    shown = page(walk, "duty", revealed=True)
    printed = {code: str(filled(shown, code)) for code in KINDS}
    assert [code for code, text in printed.items() if HOME in text] == []
    assert sum(text != "None" for text in printed.values()) >= 6
    assert f"{WITHHELD}门口" in "".join(printed.values())


@pytest.mark.parametrize("field", ["facts", "content", "performance", "place"])
def test_nor_may_it_stand_in_the_terms(field):
    walk = at_home()
    do(walk)
    walk.consent().session()
    terms = replace(TERMS, **{field: f"{getattr(TERMS, field)}，送到{HOME}"})
    with refused("这里写有依法保密的住址", field):
        agree(walk.matter, terms=terms, actor=actor("mediator"), at=walk._tick())
    spoken = OralTerms(f"李测二把钱送到{HOME}。", walk.at, due="12月1日前")
    with refused("这里写有依法保密的住址", "content"):
        agree_orally(walk.matter, terms=spoken, both_agree=True, actor=actor("mediator"), at=walk._tick())
    agree(walk.matter, terms=TERMS, actor=actor("mediator"), at=walk._tick())
