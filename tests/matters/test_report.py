"""一页上报: taken in where it starts, in one save — settled there, kept there, or passed up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fengdan.matters.actions.agree_orally import OralTerms
from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from tests.cast import MORNING, actor
from tests.matters.watch import refused, running
from tests.units import AT_THE_DOOR, CERTIFICATE, TOWN, TURNS, VILLAGE, UnitWalk

pytestmark = pytest.mark.django_db
ERRAND = replace(AT_THE_DOOR, matter_type="B4", parties=CERTIFICATE.parties)
TERMS = OralTerms(TURNS, MORNING, due="11月30日前")


def told(outcome: Outcome = Outcome.SETTLED, **more) -> Reported:
    given = {"told": AT_THE_DOOR, "terms": TERMS, "both_agree": True, "handover": "村里说不动。"}
    return Reported(outcome=outcome, **(given | more))


def steps(matter: Matter) -> list[str]:
    return list(matter.events.order_by("seq").values_list("step", flat=True))


def test_settled_at_the_door_is_eight_events_of_one_save():
    matter = report(told(), actor=actor("village"), at=MORNING)
    assert steps(matter) == [
        *("register", "accept", "assign", "take", "record_consent", "record_consent", "agree_orally", "conclude"),
    ]
    assert (matter.stage, matter.conclusion, matter.holder_id) == ("concluded", "settled_orally", VILLAGE)
    assert (matter.origin_id, matter.level, matter.channel) == (VILLAGE, "village", "patrol")
    assert set(matter.events.values_list("role", flat=True)) == {"village"}
    sent = Letter.objects.exclude(template="assign_unit").exclude(to_role="party")
    assert [letter.template for letter in sent] == ["conclude", "follow_up"]
    assert verify()["problems"] == []


def test_village_keeps_it():
    matter = report(told(Outcome.OURS), actor=actor("village"), at=MORNING)
    assert (steps(matter), matter.stage) == (["register", "accept", "assign", "take"], "taken")
    assert matter.routes.get().unit_id == VILLAGE
    assert running(matter) == {"mediation": "12-23 18:00"}


def test_village_passes_it_up_at_once():
    matter = report(told(Outcome.UP), actor=actor("village"), at=MORNING)
    assert (steps(matter), matter.holder_id) == (["register", "accept", "hand_up"], TOWN)


def test_grid_worker_reports_at_the_level_of_the_grid():
    at_grid = replace(AT_THE_DOOR, level="grid")
    matter = report(told(Outcome.OURS, told=at_grid), actor=actor("grid"), at=MORNING)
    assert (matter.level, matter.holder_id) == ("grid", VILLAGE)


def test_township_takes_in_itself():
    at_town = replace(AT_THE_DOOR, origin=TOWN, level="township", area="621122100203")
    matter = report(told(told=at_town), actor=actor("town"), at=MORNING)
    assert (matter.stage, matter.origin_id) == ("concluded", TOWN)


def test_typed_on_monday_what_was_settled_on_sunday():
    sunday = MORNING - timedelta(days=1)
    matter = report(told(terms=replace(TERMS, reached_at=sunday)), actor=actor("village"), at=sunday)
    assert matter.code.startswith("621122-20261122-")
    assert (matter.registered_at, matter.concluded_at) == (sunday, sunday)
    assert all(event.recorded_at > event.at for event in matter.events.all())
    assert verify()["problems"] == []


def test_on_patrol_nobody_has_agreed_to_anything_yet():
    matter = report(told(Outcome.OURS), actor=actor("village"), at=MORNING)
    assert set(matter.parties.values_list("consent", flat=True)) == {"pending"}
    asked_for = replace(AT_THE_DOOR, channel="walk_in")
    matter = report(told(Outcome.OURS, told=asked_for), actor=actor("village"), at=MORNING)
    assert list(matter.parties.values_list("consent", flat=True)) == ["agreed", "pending"]


@pytest.mark.parametrize(
    ("more", "says", "field"),
    [
        ({"terms": None}, "请写明怎么说定的", "content"),
        ({"terms": replace(TERMS, due="尽快")}, "说不清", "due"),
        ({"both_agree": False}, "还有 2 名当事人的调解意愿没有记录为同意", ""),
        ({"outcome": Outcome.UP, "handover": ""}, "请填写“交接说明”", "handover"),
        (
            {"told": replace(AT_THE_DOOR, matter_type="B4", parties=CERTIFICATE.parties)},
            "便民事项，不算调解",
            "matter_type",
        ),
        ({"told": replace(AT_THE_DOOR, parties=CERTIFICATE.parties)}, "请填写对方姓名", "respondent_name"),
        ({"told": replace(AT_THE_DOOR, origin="village-621122100202")}, "只能为本单位登记", "origin"),
        ({"told": replace(AT_THE_DOOR, origin="centre", level="county")}, "只能为本单位登记", "origin"),
    ],
)
def test_refused_whole(more, says, field):
    with refused(says, field):
        report(told(**more), actor=actor("village"), at=MORNING)
    assert not Matter.objects.exists()


@pytest.mark.parametrize("who", ["dept", "leader", "mediator", "archivist", "director", "court"])
def test_others_do_not_report(who):
    with refused("“登记”由"):
        report(told(), actor=actor(who), at=MORNING)


def test_same_form_sent_twice_is_one_matter():
    once = Once("nonce-9", "digest-9")
    first = report(told(), actor=actor("village"), at=MORNING, once=once)
    again = report(told(), actor=actor("village"), at=MORNING, once=once)
    assert (first.pk, again.version) == (again.pk, first.version)


def test_an_errand_taken_in_at_the_village_is_answered_by_the_village():
    errand = replace(ERRAND, channel="walk_in")
    walk = UnitWalk().report(Outcome.OURS, told=errand).reply().approve().answered()
    assert (walk.matter.service, walk.matter.conclusion) == (True, "answered_by_unit")
    assert verify()["problems"] == []


def test_red_risk_taken_in_at_a_village_is_before_the_duty_leader_at_once():
    matter = report(told(Outcome.OURS, told=replace(AT_THE_DOOR, risk="red")), actor=actor("village"), at=MORNING)
    assert matter.routes.get().unit_id == "centre"
    assert [letter.text for letter in inbox(actor("duty"))] == ["下级登记了红色风险，请立即处置"]
    for who in ("duty", "supervisor", "director"):
        lists = {each.key: [row.code for row in each.rows] for each in work_lists(actor(who), MORNING)}
        assert lists["red"] == [matter.code]
    assert "red" not in {each.key for each in work_lists(actor("dispatcher"), MORNING)}
