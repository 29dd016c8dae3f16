"""五级九天: which level a matter stands on, what its clock does as it runs out, and what one level tells the next."""

from datetime import datetime, timedelta

import pytest

from fengdan.catalogue.rules import rules_in_force
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.deadlines import Rules
from fengdan.rulebook.handover import SHOWN, Done, handover_text
from fengdan.rulebook.ladder import LADDER, Tier, above, first, is_lead, last, tier
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.rungs import Rung, following
from fengdan.rulebook.sources import Level
from fengdan.rulebook.workdays import Calendar

NOON = datetime(2026, 2, 12, 12, 0, tzinfo=ZONE)


def ladder(*levels: str) -> tuple[Tier, ...]:
    return tuple(
        Tier(number, f"L{number}", f"第{number}级", Level(level), parse_limit("2wd"))
        for number, level in enumerate(levels, start=1)
    )


OURS = ladder("grid", "village", "township", "township", "county")
SHORT = ladder("village", "county")
DEPARTMENTS = ladder("grid", "village", "township", "county", "county")  # another reading (domain.md §1.2)


@pytest.mark.parametrize(
    ("levels", "level", "lowest", "highest"),
    [
        (OURS, "grid", 1, 1),
        (OURS, "village", 2, 2),
        (OURS, "township", 3, 4),
        (OURS, "county", 5, 5),
        (SHORT, "grid", 1, 1),
        (SHORT, "township", 2, 2),
        (DEPARTMENTS, "county", 4, 5),
        ((), "grid", 0, 0),
    ],
)
def test_the_first_and_the_last_rung_of_a_level(levels, level, lowest, highest):
    assert (first(levels, level), last(levels, level)) == (lowest, highest)


def test_above_are_the_higher_ones_nearest_first():
    assert [each.number for each in above(OURS, 2)] == [3, 4, 5]
    assert list(above(OURS, 5)) == []
    assert (tier(OURS, 3).code, tier(OURS, 0), tier(OURS, 9)) == ("L3", None, None)


def test_the_townships_last_word_is_its_leaders():
    assert [number for number in range(7) if is_lead(OURS, number)] == [4]
    assert not any(is_lead(SHORT, number) for number in range(4))


@pytest.mark.django_db
def test_the_countys_file_is_one_two_two_two_two():
    rules = rules_in_force()
    assert [str(each.budget) for each in rules.ladder] == ["1wd", "2wd", "2wd", "2wd", "2wd"]
    assert all(each.auto for each in rules.ladder)
    assert rules.versions["ladder"] == "1"
    assert [str(rules.limit(LADDER, number)) for number in (1, 5)] == ["1wd", "2wd"]
    assert rules.limit(LADDER, 0) is None
    assert rules.limit("take", 3) == rules.limits["take"]


def test_a_levels_clock_climbs_where_others_urge():
    rules = Rules(Calendar({}, ""), {}, {})
    assert following(Rung.REMIND, LADDER, NOON, rules) == (Rung.CLIMB, NOON)
    assert following(Rung.REMIND, "take", NOON, rules) == (Rung.URGE, NOON)
    for rung in (Rung.CLIMB, Rung.URGE):
        assert following(rung, LADDER, NOON, rules)[0] is Rung.ESCALATE
    assert following(Rung.ESCALATE, LADDER, NOON, rules) is None


def test_the_handover_says_what_was_done_and_nothing_else():
    done = [Done(NOON, "登记", "西街村"), Done(NOON + timedelta(hours=3), "签收", "西街村")]
    told = handover_text("村级", NOON, NOON + timedelta(days=2), done)
    assert told == (
        "村级：2月12日12:00 到本级，2月14日12:00 到期没有办成。"
        "本级做过：2月12日12:00 登记（西街村）；2月12日15:00 签收（西街村）。"
    )
    assert handover_text("村级", NOON, NOON, []).endswith("本级没有办理记录。")


def test_a_long_handover_tells_the_last_of_it_and_how_much_it_left_out():
    many = [Done(NOON + timedelta(minutes=number), f"备注{number}", "村") for number in range(SHOWN + 5)]
    told = handover_text("村级", NOON, NOON, many)
    assert "此前另有 5 步，见办理记录。" in told
    assert "备注4（" not in told
    assert "备注5（" in told
    assert f"备注{SHOWN + 4}（" in told
