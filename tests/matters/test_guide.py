"""引导: it belongs elsewhere, and the person is told where, with what, until when (人民调解法 Art. 26)."""

from dataclasses import replace

import pytest

from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.places import place_in_county
from fengdan.matters.verify import verify
from fengdan.rulebook.guiding import PLACES
from fengdan.units.models import Unit
from tests.cast import MORNING, actor
from tests.endings import TOLD, Ending, told
from tests.matters.watch import STAGES, brought_to, check_event, last, refused, running
from tests.units import UnitWalk, given_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", ["registered", "accepted"])
def test_duty_guides_somebody_to_where_it_is_for(stage):
    walk = Ending().register()
    if stage == "accepted":
        walk.accept()
    walk.guide()
    row = walk.matter.guidances.get()
    facts = {"guidance": row.pk, "conclusion": "guided"}
    check_event(walk.matter, "guide", by=("duty", "duty"), stages=(stage, "concluded"), facts=facts)
    said = (row.round, row.organ, row.address, row.phone, row.materials, row.limits, row.reason)
    assert said == (1, TOLD.organ, TOLD.address, TOLD.phone, TOLD.materials, TOLD.limits, TOLD.reason)
    assert walk.matter.conclusion_reason == f"引导到{TOLD.organ}。{TOLD.reason}"
    assert running(walk.matter).keys() == {"archive"}
    assert told(walk.matter) == [("conclude", "centre", "archivist")]
    walk.archive()
    assert verify()["problems"] == []


def test_the_page_of_the_matter_shows_where_to_until_it_is_taken_up_again():
    walk = Ending().register().guide()
    page = matter_page(actor("director"), walk.matter.code, walk.at)
    assert page.endings.guidance == walk.matter.guidances.get()
    assert page.history[0].text == f"引导到{TOLD.organ}。{TOLD.reason}"
    walk.reopen()
    page = matter_page(actor("director"), walk.matter.code, walk.at)
    assert page.endings.guidance is None
    assert page.endings.past[0].reason == f"引导到{TOLD.organ}。{TOLD.reason}"


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("organ", "请填写“去哪个机关”"),
        ("address", "请填写“地址”"),
        ("materials", "请填写“带什么材料”"),
        ("reason", "请填写“为什么不在这里办”"),
    ],
)
def test_nobody_is_sent_away_without_being_told_where_and_with_what(field, says):
    walk = Ending().register()
    with refused(says, field):
        walk.guide(replace(TOLD, **{field: " "}))


def test_without_telephone_and_limits_where_there_are_none():
    walk = Ending().register().guide(replace(TOLD, phone="", limits=""))
    assert (walk.matter.guidances.get().phone, walk.matter.guidances.get().limits) == ("", "")


@pytest.mark.parametrize("stage", STAGES[2:])
def test_not_once_it_is_in_other_hands_or_over(stage):
    came = brought_to(stage)
    with refused("引导"):
        Ending(matter=came.matter, at=came.at).guide()


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "leader", "mediator", "director", "village", "court"])
def test_only_the_duty_officer_decides_it(who):
    walk = Ending().register()
    with refused("“引导”"):
        walk.guide(by=who)


def test_not_while_a_returned_matter_waits_for_a_ruling():
    came = given_to().return_it()
    with refused("要先由值班领导裁定由谁牵头"):
        Ending(matter=came.matter, at=came.at).guide()
    assert last(came.matter).step == "give_back"


def test_not_what_a_village_keeps():
    came = UnitWalk().report()
    with refused("引导"):
        Ending(matter=came.matter, at=came.at).guide()


# the ready-made words


def test_every_place_has_words_that_fit_the_form_and_a_unit_the_county_has():
    units = set(Unit.objects.values_list("pk", flat=True))
    for place in PLACES.values():
        assert 0 < len(place.organ) <= 60
        assert 0 < len(place.materials) <= 1000
        assert len(place.limits) <= 600
        assert "法" not in place.limits or "条" in place.limits  # a limit names its article
        assert place.unit in units | {""}


def test_the_county_adds_the_telephone_of_its_unit_where_there_is_no_national_number():
    day = MORNING.date()
    assert place_in_county("petition", day).phone == "0932-0000206"
    assert place_in_county("labour", day).phone == "12333"
    assert place_in_county("discipline", day).phone == "12388"
    Unit.objects.filter(pk="dept-petition").update(active_to="2026-11-01")
    assert place_in_county("petition", day).phone == ""
    assert place_in_county("nowhere", day) is None
