"""逐级上报: what a level does not settle in its time climbs to the next, by itself, each level once."""

from dataclasses import replace
from datetime import datetime

import pytest

from fengdan.catalogue.models import Ladder
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.climb import climb
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.register import register
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.models import Matter
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.people.models import Grant
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Answer
from fengdan.units.models import Unit
from tests.cast import MORNING, actor
from tests.units import AT_THE_DOOR, CERTIFICATE, TOWN, VILLAGE, WATER, UnitWalk

pytestmark = pytest.mark.django_db

AT_THE_GRID = replace(AT_THE_DOOR, level="grid")
THURSDAY = datetime(2026, 2, 12, 9, 0, tzinfo=ZONE)


def february(day: int, hour: int = 19) -> datetime:
    return datetime(2026, 2, day, hour, 0, tzinfo=ZONE)


def found_by_the_grid_worker(at: datetime = MORNING) -> Matter:
    return register(AT_THE_GRID, actor=actor("grid"), at=at)


def level(matter: Matter) -> tuple[int, str, str]:
    row = Matter.objects.get(pk=matter.pk)
    return row.tier, row.holder_id, row.stage


def until(matter: Matter) -> str | None:
    clock = matter.clocks.filter(name="ladder", stopped_at=None).first()
    return f"{clock.due_at.astimezone(ZONE):%m-%d %H:%M}" if clock else None


def climbs(matter: Matter) -> list[tuple[int, str]]:
    return [(event.facts["tier"], event.facts["to"]) for event in matter.events.filter(step="climb").order_by("seq")]


def told(matter: Matter) -> list[tuple[str, str, str]]:
    rows = Letter.objects.filter(matter_id=matter.pk, matter_seq=Matter.objects.get(pk=matter.pk).version)
    return sorted(rows.values_list("template", "to_unit", "to_role"))


def test_nobody_touches_it_and_it_climbs_level_by_level():
    matter = found_by_the_grid_worker(THURSDAY)
    assert (level(matter), until(matter)) == ((1, VILLAGE, "registered"), "02-13 18:00")
    tick(february(13))
    assert (level(matter), until(matter)) == ((2, VILLAGE, "registered"), "02-24 18:00")
    assert told(matter) == [("climb", VILLAGE, "village"), ("climb_left", VILLAGE, "grid")]
    tick(february(24))
    assert (level(matter), until(matter)) == ((3, TOWN, "registered"), "02-26 18:00")
    assert told(matter) == [("climb", TOWN, "town"), ("climb_left", VILLAGE, "village")]
    tick(february(26))
    assert (level(matter), until(matter)) == ((4, TOWN, "registered"), "02-28 18:00")
    assert told(matter) == [
        ("climb", TOWN, "town"),
        ("climb_lead", "centre", "supervisor"),
        ("climb_left", TOWN, "town"),
    ]
    tick(february(28))
    assert (level(matter), until(matter)) == ((5, "centre", "registered"), "03-03 18:00")
    assert told(matter) == [
        ("climb_county", "centre", "dispatcher"),
        ("climb_county", "centre", "duty"),
        ("climb_left", TOWN, "town"),
    ]
    assert climbs(matter) == [(2, VILLAGE), (3, TOWN), (4, TOWN), (5, "centre")]
    assert verify()["problems"] == []


def test_the_county_that_does_not_decide_is_urged_and_it_climbs_no_higher():
    matter = found_by_the_grid_worker(THURSDAY)
    for day in (13, 24, 26, 28):
        tick(february(day))
    tick(datetime(2026, 3, 6, 19, 0, tzinfo=ZONE))
    rungs = matter.events.filter(facts__clock="ladder", step__in=["urge", "escalate"], seq__gt=1).order_by("seq")
    assert [event.step for event in rungs] == ["urge", "escalate"]
    assert level(matter) == (5, "centre", "registered")


def test_it_is_reminded_of_before_the_end_of_every_level():
    matter = found_by_the_grid_worker(THURSDAY)
    for day in (13, 24, 26, 28):
        tick(february(day))
    reminded = matter.events.filter(step__in=["remind", "climb"]).order_by("seq")
    said = [event.step for event in reminded if event.facts.get("clock", "ladder") == "ladder"]
    assert said == ["remind", "climb"] * 4


def test_down_for_weeks_it_climbs_one_level_and_that_level_has_its_whole_time():
    matter = found_by_the_grid_worker(THURSDAY)
    long_after = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)
    tick(long_after)
    assert (level(matter), until(matter)) == ((2, VILLAGE, "registered"), "03-18 18:00")
    tick(long_after)
    assert climbs(matter) == [(2, VILLAGE)]


def test_what_was_accepted_and_signed_for_waits_for_a_signature_above():
    walk = UnitWalk(at=THURSDAY).report()
    assert level(walk.matter)[:2] == (2, VILLAGE)
    tick(february(24))
    assert level(walk.matter) == (3, TOWN, "assigned")
    row = walk.matter.hand_ups.get()
    assert (row.reason, row.from_unit_id, row.to_unit_id) == ("timed_out", VILLAGE, TOWN)
    assert row.handover.startswith(
        "村（社区）人民调解委员会：2月12日09:05 到本级，2月14日18:00 到期没有办成。本级做过："
    )
    assert "签收（陇西县巩昌镇西街村人民调解委员会）" in row.handover
    assert walk.matter.assignments.get(status="handed_up").unit_id == VILLAGE
    assert walk.matter.assignments.get(status="pending").unit_id == TOWN
    tick(february(28))
    tick(datetime(2026, 3, 2, 19, 0, tzinfo=ZONE))
    assert verify()["problems"] == []


def test_at_the_county_what_was_accepted_waits_for_a_dispatch():
    walk = UnitWalk(at=THURSDAY).report()
    for day in (24, 26, 28):
        tick(february(day))
    assert level(walk.matter) == (5, "centre", "accepted")
    running = set(walk.matter.clocks.filter(stopped_at=None).values_list("name", flat=True))
    assert {"assign", "ladder", "mediation"} <= running
    walk.matter, walk.at = Matter.objects.get(pk=walk.matter.pk), february(28, 20)
    walk.assign()
    assert until(walk.matter) is None
    assert verify()["problems"] == []


def test_handed_up_by_hand_it_stands_on_the_first_level_there():
    walk = UnitWalk(at=THURSDAY).report().hand_up()
    assert (level(walk.matter), until(walk.matter)) == ((3, TOWN, "assigned"), "02-14 18:00")
    walk.sign_for().hand_up()
    assert (level(walk.matter), until(walk.matter)) == ((5, "centre", "accepted"), "02-14 18:00")


def test_a_refusal_never_climbs():
    walk = UnitWalk(at=THURSDAY).report().consent_by_desk(Answer.REFUSED)
    tick(february(24))
    assert level(walk.matter)[:2] == (2, VILLAGE)
    assert climbs(walk.matter) == []
    assert walk.matter.events.filter(step="urge", facts__clock="ladder").count() == 1


def test_what_is_settled_already_does_not_climb():
    walk = UnitWalk(at=THURSDAY).report().both_willing().agree_orally()
    tick(february(24))
    assert climbs(walk.matter) == []
    walk.at = february(24)
    by = {"actor": actor("village"), "at": walk._tick()}
    walk.matter = conclude(walk.matter, conclusion=Conclusion.SETTLED_ORALLY, **by)
    assert until(walk.matter) is None


def test_a_convenience_matter_is_on_no_level():
    told_of = replace(CERTIFICATE, area="621122100201", origin=VILLAGE, level="village")
    matter = register(told_of, actor=actor("village"), at=THURSDAY)
    assert (level(matter)[0], until(matter)) == (0, None)


def test_the_county_starts_with_its_own_time_and_a_department_has_none_of_it():
    walk = UnitWalk(at=THURSDAY).register()
    assert (level(walk.matter)[0], until(walk.matter)) == (5, "02-14 18:00")
    walk.accept().give(WATER)
    assert (level(walk.matter)[0], until(walk.matter)) == (5, None)
    walk.return_it()
    assert until(walk.matter) == "02-14 18:00"


def test_given_down_to_a_township_it_has_the_last_level_there_afresh():
    walk = UnitWalk(at=THURSDAY).register().accept().give(TOWN)
    assert (level(walk.matter), until(walk.matter)) == ((4, TOWN, "assigned"), "02-14 18:00")
    tick(february(14))
    assert level(walk.matter) == (5, "centre", "accepted")
    assert verify()["problems"] == []


def nobody(unit: str) -> None:
    Grant.objects.filter(unit=unit).delete()


def test_a_level_with_nobody_is_passed_over_and_duty_is_told():
    matter = found_by_the_grid_worker(THURSDAY)
    Grant.objects.filter(unit=VILLAGE, role="village").delete()
    tick(february(13))
    assert level(matter) == (3, TOWN, "registered")
    assert ("unreachable", "centre", "duty") in told(matter)


def test_with_nobody_below_the_county_has_it():
    matter = found_by_the_grid_worker(THURSDAY)
    nobody(VILLAGE)
    nobody(TOWN)
    tick(february(13))
    assert level(matter) == (5, "centre", "registered")
    assert ("unreachable", "centre", "duty") in told(matter)


def test_a_climb_somebody_else_took_changes_nothing():
    matter = found_by_the_grid_worker(THURSDAY)
    clock = matter.clocks.get(name="ladder")
    clock.rung = "climb"
    clock.save()
    climb(clock, at=february(13))
    with pytest.raises(Refused):
        climb(clock, at=february(13))
    assert climbs(matter) == [(2, VILLAGE)]


def test_whoever_it_came_to_accepts_it():
    matter = found_by_the_grid_worker(THURSDAY)
    for day in (13, 24):
        tick(february(day))
    matter = accept(Matter.objects.get(pk=matter.pk), actor=actor("town"), at=february(25, 9))
    assert (matter.stage, matter.holder_id, until(matter)) == ("accepted", TOWN, "02-26 18:00")


def test_the_clocks_reason_is_not_for_people():
    walk = UnitWalk(at=THURSDAY).report()
    with pytest.raises(Refused, match="只由系统填写"):
        hand_up(walk.matter, reason="timed_out", handover="到期", actor=actor("village"), at=walk._tick())


def test_another_round_starts_at_the_county():
    walk = UnitWalk(at=THURSDAY).report().both_willing().agree_orally()
    by = {"actor": actor("village"), "at": walk._tick()}
    walk.matter = conclude(walk.matter, conclusion=Conclusion.SETTLED_ORALLY, **by)
    walk.matter = reopen(walk.matter, reason="没有履行", actor=actor("duty"), at=walk._tick())
    assert level(walk.matter) == (5, "centre", "accepted")
    assert until(walk.matter) == "02-14 18:00"
    assert verify()["problems"] == []


def test_a_level_the_county_leaves_by_hand_is_urged_and_keeps_the_matter():
    newest = Ladder.objects.get()
    rows = [row | {"auto": "否"} if row["code"] == "L1" else row for row in newest.rows]
    Ladder.objects.create(version=newest.version + 1, rows=rows)
    matter = found_by_the_grid_worker(THURSDAY)
    tick(february(24))
    assert (level(matter), climbs(matter)) == ((1, VILLAGE, "registered"), [])
    steps = matter.events.filter(facts__clock="ladder").order_by("seq").values_list("step", flat=True)
    assert list(steps) == ["remind", "urge", "escalate"]
    assert matter.events.first().versions["ladder"] == "2"


def test_a_ladder_published_before_levels_said_so_climbs():
    newest = Ladder.objects.get()
    rows = [{name: cell for name, cell in row.items() if name != "auto"} for row in newest.rows]
    Ladder.objects.create(version=newest.version + 1, rows=rows)
    matter = found_by_the_grid_worker(THURSDAY)
    tick(february(13))
    assert level(matter) == (2, VILLAGE, "registered")


def test_a_county_without_a_ladder_has_no_clock_of_it():
    Ladder.objects.all().delete()
    matter = found_by_the_grid_worker(THURSDAY)
    assert (level(matter), until(matter)) == ((0, VILLAGE, "registered"), None)
    assert UnitWalk(at=THURSDAY).register().accept().give(TOWN).matter.tier == 0
    assert verify()["problems"] == []


def test_a_unit_that_was_dissolved_is_followed_by_its_successor():
    matter = found_by_the_grid_worker(THURSDAY)
    tick(february(13))
    after = "town-621122101"
    Unit.objects.filter(pk=TOWN).update(active_to=THURSDAY.date(), successor=after)
    tick(february(24))
    assert level(matter) == (3, after, "registered")
    assert verify()["problems"] == []
