from datetime import datetime, timedelta

import pytest

from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Answer, MatterFacts
from fengdan.rulebook.sessions import check_session
from fengdan.rulebook.stages import Stage

TAKEN = datetime(2026, 11, 23, 9, 0, 30, tzinfo=ZONE)
AGREED = TAKEN - timedelta(hours=1)
NOW = TAKEN + timedelta(hours=2)
MATTER = MatterFacts(Stage.TAKEN, "team-16", TAKEN, parties={1: Answer.AGREED, 2: Answer.AGREED})


def check(**changed):
    check_session(
        MATTER,
        **{
            "held_at": NOW,
            "taken_at": TAKEN,
            "agreed_at": AGREED,
            "at": NOW,
            "present": [1, 2],
            "rights_notice": True,
        }
        | changed,
    )


LAST = {"agreed_at": NOW - timedelta(minutes=1), "held_at": (NOW - timedelta(minutes=1)).replace(second=0)}


@pytest.mark.parametrize(
    "changed",
    [{}, {"present": [2]}, {"held_at": TAKEN.replace(second=0)}, {"held_at": NOW - timedelta(hours=1)}, LAST],
)
def test_session_that_counts(changed):
    check(**changed)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"held_at": NOW + timedelta(minutes=1)}, "held_at", "不能晚于现在"),
        ({"held_at": TAKEN - timedelta(minutes=1)}, "held_at", "早于接单时间"),
        ({"agreed_at": NOW, "held_at": NOW - timedelta(minutes=1)}, "held_at", "早于当事人同意调解的时间"),
        ({"present": []}, "present", "请勾选到场的当事人"),
        ({"present": [1, 3]}, "present", "不是本事项的当事人"),
        ({"rights_notice": False}, "rights_notice", "告知当事人权利义务"),
    ],
)
def test_session_that_does_not(changed, field, says):
    with pytest.raises(Refused, match=says) as no:
        check(**changed)
    assert no.value.field == field
