"""An appointment as another program's calendar reads it: agreed on, moved, called off."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject

from fengdan.paperwork.meeting import Meeting, meeting_file
from fengdan.rulebook.calendars import ZONE

THREE = datetime(2026, 11, 30, 15, 0, tzinfo=ZONE)
ASKED = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
FIRST = Meeting(
    uid="7f0c",
    sequence=0,
    code="621122-20261123-000001-5",
    place="调解室一",
    starts_at=THREE,
    ends_at=THREE + timedelta(hours=1),
    changed_at=ASKED,
    cancelled=False,
    centre="陇西县综治中心",
    phone="0932-0000000",
)


def read(meeting: Meeting):
    return vobject.readOne(meeting_file(meeting).decode())


def test_another_program_reads_when_where_and_about_which_matter():
    calendar = read(FIRST)
    event = calendar.vevent
    assert (calendar.method.value, calendar.version.value) == ("REQUEST", "2.0")
    assert (event.uid.value, event.sequence.value, event.status.value) == ("7f0c", "0", "CONFIRMED")
    assert (event.summary.value, event.location.value) == ("调解会 621122-20261123-000001-5", "调解室一")
    assert (event.dtstart.value, event.dtend.value) == (THREE, THREE + timedelta(hours=1))
    assert event.dtstamp.value == ASKED.astimezone(UTC)
    assert event.organizer.value == "tel:0932-0000000"
    assert event.organizer.params["CN"] == ["陇西县综治中心"]


class Calendar:
    """What a telephone does with what it is sent (RFC 5546): the highest sequence of a uid holds."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[int, datetime, str]] = {}

    def take_in(self, meeting: Meeting) -> None:
        event = read(meeting).vevent
        sequence = int(event.sequence.value)
        if sequence >= self.kept.get(event.uid.value, (-1,))[0]:
            self.kept[event.uid.value] = (sequence, event.dtstart.value, event.status.value)

    def shown(self) -> list[datetime]:
        return [starts for _, starts, status in self.kept.values() if status != "CANCELLED"]


@pytest.mark.parametrize("order", ["012", "0112", "021", "102", "210"])
def test_update_and_cancel_hold_in_whatever_order_they_arrive(order):
    moved = replace(FIRST, sequence=1, starts_at=THREE + timedelta(days=1), ends_at=THREE + timedelta(days=1, hours=1))
    sent = [FIRST, moved, replace(moved, sequence=2, cancelled=True)]
    calendar = Calendar()
    for number, name in enumerate(order):
        calendar.take_in(sent[int(name)])
        if "2" not in order[: number + 1]:
            assert calendar.shown() == [(moved if "1" in order[: number + 1] else FIRST).starts_at]
    assert calendar.shown() == []
    assert read(sent[2]).method.value == "CANCEL"


def test_lines_are_folded_so_that_any_program_reads_them():
    long = replace(FIRST, place="很远的地方，" * 30)
    lines = meeting_file(long).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert read(long).vevent.location.value == long.place
