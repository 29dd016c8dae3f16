import pytest

from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.page import matter_page
from fengdan.rulebook.facts import Side
from fengdan.search import index
from fengdan.vault import blind
from tests.cast import LI, QUARREL, Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, field: str, new: str, who: str = "clerk", party: int | None = None) -> None:
    walk.matter = correct(
        walk.matter,
        field=field,
        new=new,
        reason="身份证与口述不符",
        party=party,
        actor=actor(who),
        at=walk._tick(),
        seen=walk.matter.version,
    )


def respondent(walk: Walk) -> int:
    return walk.matter.parties.get(side="respondent").pk


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("name", LI.name, "李测贰"),
        ("phone", LI.phone, "13900000002"),
        ("id_number", "", "62112219900101001X"),
        ("address", "", "巩昌镇某村某社"),
    ],
)
def test_party_is_put_right_and_what_it_was_stays_readable(field, old, new):
    walk = Walk().register()
    party = respondent(walk)
    do(walk, field, new, party=party)
    row = walk.matter.corrections.get()
    check_event(
        walk.matter,
        "correct",
        by=("clerk", "clerk"),
        stages=("registered", "registered"),
        facts={"correction": row.pk, "field": field, "party": party},
    )
    assert getattr(walk.matter.parties.get(pk=party), field) == new
    assert (row.field, row.old, row.new, row.reason, row.party_id) == (field, old, new, "身份证与口述不符", party)
    assert last(walk.matter).digests.keys() == {f"party:{party}", f"correction:{row.pk}"}
    assert (letters(walk.matter), running(walk.matter)) == ([], {"accept": "11-24 18:00"})


@pytest.mark.parametrize(
    ("field", "new", "old_words", "new_words"),
    [
        ("place", "文峰镇某小区", QUARREL.place, "文峰镇某小区"),
        ("matter_type", "03", "邻里", "房屋宅基地"),
        ("area", "621122101", "巩昌镇", "文峰镇"),
    ],
)
def test_matter_is_put_right_in_words_people_read(field, new, old_words, new_words):
    walk = Walk().register()
    do(walk, field, new)
    row = walk.matter.corrections.get()
    facts = {"correction": row.pk, "field": field, "party": None} | _routed_anew(walk, field)
    check_event(walk.matter, "correct", by=("clerk", "clerk"), stages=("registered", "registered"), facts=facts)
    assert getattr(walk.matter, field if field == "place" else f"{field}_id") == new
    assert (row.old, row.new, row.party) == (old_words, new_words, None)
    routed = {f"route:{facts['route']}"} if "route" in facts else set()
    assert last(walk.matter).digests.keys() == {f"matter:{walk.matter.pk}", f"correction:{row.pk}", *routed}


def _routed_anew(walk: Walk, field: str) -> dict[str, object]:
    """Another type or place may be another unit's."""
    if field == "place":
        return {}
    route = walk.matter.routes.last()
    assert walk.matter.routes.count() == 2
    return {"route": route.pk, "routed_to": route.unit_id, "rule": route.rule}


def test_matter_is_routed_by_what_is_right():
    walk = Walk().register()
    assert walk.matter.routes.get().unit_id == "town-621122100"
    do(walk, "area", "621122101201")
    assert walk.matter.routes.last().unit_id == "town-621122101"
    do(walk, "matter_type", "03")
    assert walk.matter.routes.last().unit_id == "team-10"


def test_a_dispute_does_not_become_an_errand():
    walk = Walk().register()
    with refused("不能互相更正", "new"):
        do(walk, "matter_type", "B1")


def test_search_and_look_up_follow_the_correction():
    walk = Walk().register()
    party = respondent(walk)
    do(walk, "name", "李测贰", party=party)
    do(walk, "phone", "13900000002", party=party)
    do(walk, "place", "文峰镇某小区")
    assert Matter.objects.filter(pk__in=index.matching("李测贰")).exists()
    assert Matter.objects.filter(pk__in=index.matching("文峰")).exists()
    assert not Matter.objects.filter(pk__in=index.matching("李测二")).exists()
    assert not Matter.objects.filter(pk__in=index.matching("巩昌")).exists()
    assert walk.matter.parties.get(pk=party).phone_index == blind.index("phone", "13900000002")


def test_every_correction_is_kept():
    walk = Walk().register()
    for new in ("李测贰", "李测二", "李测叁"):
        do(walk, "name", new, party=respondent(walk))
    rows = walk.matter.corrections.values_list("old", "new")
    assert list(rows) == [("李测二", "李测贰"), ("李测贰", "李测二"), ("李测二", "李测叁")]


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("accepted", "duty"),
        ("assigned", "leader"),
        ("taken", "mediator"),
        ("underway", "mediator"),
        ("concluded", "leader"),
    ],
)
def test_who_works_on_it_corrects_it(stage, who):
    walk = brought_to(stage)
    do(walk, "address", "巩昌镇某村", who, respondent(walk))
    assert walk.matter.stage == stage


def test_not_in_a_closed_file():
    walk = brought_to("archived")
    with refused("该事项已归档，不能再更正"):
        do(walk, "place", "文峰镇")


@pytest.mark.parametrize("who", ["dispatcher", "archivist", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = Walk().to_underway()
    with refused("办理"):
        do(walk, "place", "文峰镇", who)


@pytest.mark.parametrize(
    ("field", "new", "whose", "says", "at_field"),
    [
        ("name", "李测贰", None, "请选择要更正的是哪一位当事人", "party"),
        ("name", "李测贰", "stranger", "请选择要更正的是哪一位当事人", "party"),
        ("name", "李测二", "own", "与原来一样", "new"),
        ("name", "", "own", "姓名不能为空", "new"),
        ("place", QUARREL.place, None, "与原来一样", "new"),
        ("matter_type", "99", None, "请从列表里选择", "new"),
        ("area", "", None, "请从列表里选择", "new"),
        ("stage", "archived", None, "请从列表里选择", "new"),
    ],
)
def test_refused_correction(field, new, whose, says, at_field):
    walk, other = Walk().register(), Walk().register()
    party = {"own": respondent(walk), "stranger": respondent(other)}.get(whose)
    with refused(says, at_field):
        do(walk, field, new, party=party)


@pytest.mark.parametrize("reason", ["", "\t"])
def test_not_without_saying_why(reason):
    walk = Walk().register()
    with refused("请填写“为什么更正”", "reason"):
        correct(walk.matter, field="place", new="文峰镇", reason=reason, actor=actor("clerk"), at=walk._tick())


def test_not_of_somebody_who_was_removed():
    walk = Walk().register()
    extra = PartyDetails(Side.RESPONDENT, "赵测三")
    walk.matter = add_party(walk.matter, details=extra, actor=actor("clerk"), at=walk._tick())
    (*_, gone) = walk.parties()
    walk.matter = remove_party(walk.matter, party=gone.pk, reason="认错", actor=actor("clerk"), at=walk._tick())
    with refused("请选择要更正的是哪一位当事人", "party"):
        do(walk, "name", "赵测四", party=gone.pk)


@pytest.mark.parametrize(
    ("field", "old", "new", "told"),
    [
        ("phone", LI.phone, "13900000012", "电话：“138****0002”改为“139****0012”。"),
        ("id_number", "", "62112219900101001X", "身份证号：“空”改为“621122********001X”。"),
        ("address", "", "巩昌镇某村某社十二号", "住址：“空”改为“巩昌镇某村某****”。"),
        ("name", LI.name, "李测贰", "姓名：“李测二”改为“李测贰”。"),
    ],
)
def test_history_shows_contacts_masked(field, old, new, told):
    walk = Walk().register()
    do(walk, field, new, party=respondent(walk))
    for revealed in (False, True):
        page = matter_page(actor("clerk"), walk.matter.code, walk.at, revealed=revealed)
        assert page.history[0].text == f"{told}身份证与口述不符"


def test_names_on_a_frozen_paper_stay():
    walk = Walk().to_underway().agree()
    for field in ("name", "id_number"):
        with refused("协议已经定稿", "field"):
            do(walk, field, "62112219900101001X", "mediator", respondent(walk))
    do(walk, "phone", "13900000002", "mediator", respondent(walk))
