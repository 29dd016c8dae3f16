import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.facts import Side
from fengdan.search import index
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, last, letters, refused

pytestmark = pytest.mark.django_db
ZHAO = PartyDetails(Side.RESPONDENT, "赵测三", "13800000003", "62112219900101001X", "巩昌镇某村")


def do(walk: Walk, who: str = "clerk") -> None:
    walk.matter = add_party(walk.matter, details=ZHAO, actor=actor(who), at=walk._tick(), seen=walk.matter.version)


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
def test_party_is_added_and_has_yet_to_be_asked(stage, who):
    walk = brought_to(stage)
    do(walk, who)
    party = walk.matter.parties.last()
    assert (party.name, party.phone, party.id_number, party.address) == (
        ZHAO.name,
        ZHAO.phone,
        ZHAO.id_number,
        ZHAO.address,
    )
    assert party.consent == "pending"
    facts = {"party": party.pk, "side": "respondent"}
    check_event(walk.matter, "add_party", by=(who, who), stages=(stage, stage), facts=facts)
    assert last(walk.matter).digests == {f"party:{party.pk}": party.seal()}
    assert letters(walk.matter) == []


def test_matter_is_found_by_the_new_name():
    walk = Walk().register()
    assert not Matter.objects.filter(pk__in=index.matching("赵测三")).exists()
    do(walk)
    assert Matter.objects.get(pk__in=index.matching("赵测三")) == walk.matter


def test_mediation_waits_for_the_new_party():
    walk = Walk().to_underway()
    do(walk, "mediator")
    with refused("还有 1 名当事人的调解意愿"):
        walk.session()


def test_not_under_a_frozen_agreement():
    walk = Walk().to_underway().agree()
    with refused("协议已经定稿，不能再增减当事人"):
        do(walk, "mediator")


@pytest.mark.parametrize("stage", ["concluded", "archived"])
def test_not_once_it_is_over(stage):
    walk = brought_to(stage)
    with refused("不能再追加" if stage == "archived" else "该事项现在是“已办结”"):
        do(walk)


@pytest.mark.parametrize("who", ["dispatcher", "archivist", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("underway")
    with refused("办理"):
        do(walk, who)
