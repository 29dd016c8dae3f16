"""What agreeing on a time and moving it have in common: where, with whom, how long, and the free times of a day."""

import re
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from fengdan.matters.bookings import Wanted
from fengdan.matters.comers import may_be_asked
from fengdan.matters.models import Booking, Matter
from fengdan.matters.queries.free_times import Asked, FreeTimes, free_times
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.booking import HALF_HOUR, LENGTH_LABELS, WHERE_LABELS, Where
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.spoken import day_words, moment_words
from fengdan.units.models import Room
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.areas import area_choices
from fengdan.web.shared.fields import Choice, Several, Text, Tick

OUTSIDE = (Where.VILLAGE, Where.HOME, Where.ELSEWHERE)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
LENGTHS = [(str(number), label) for number, label in LENGTH_LABELS.items()]
HOUR = "2"


class BookingForm(StepForm):
    """The free times of a day are offered for what was chosen before; the buttons of the days look once more."""

    template: ClassVar[str] = "matter/book.html"
    moves: Booking | None = None

    where = Choice("在哪里见面")
    area = Choice("哪个乡镇、哪个村", required=False, hint="到村、上门、去其他地方时选；路上的时间按乡镇算。")
    place = Text("具体地点", 120, required=False, hint="上门、其他地方要写，比如哪一户、在哪里碰头。")
    mediators = Several("和哪位调解员")
    length = Choice("要多久", LENGTHS, radio=True, initial=HOUR)
    evening = Tick("晚间：可以约办公时间以外，最晚到 21:00")
    day = Text("哪一天", 10, required=False, widget=forms.HiddenInput)
    starts = Choice("几点开始", radio=True)

    @property
    def looks(self) -> bool:
        return self.is_bound and "go" in self.data

    def full_clean(self) -> None:
        """Who only looks has made no mistake."""
        super().full_clean()
        if self.looks:
            self._errors = forms.utils.ErrorDict()

    def prepare(self, page: MatterPage) -> None:
        if self.looks and isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["day"] = str(data["go"])
            self.data = data
        rooms = list(Room.objects.order_by("code"))
        indoors = [(f"room:{row.pk}", row.name) for row in rooms]
        self.offer("where", [*indoors, *((where.value, WHERE_LABELS[where]) for where in OUTSIDE)])
        self.offer("area", [("", "请选择"), *area_choices()])
        people = may_be_asked(page.matter, self.at.astimezone(ZONE).date())
        self.offer("mediators", people)
        known = [code for code, _ in people] if page.matter.mediator_id else []
        usual = next(
            (name for (name, _), row in zip(indoors, rooms, strict=True) if row.kind == Room.Kind.MEDIATION), ""
        )
        self.initial = {"where": usual, "area": page.matter.area_id, "mediators": known} | self._moved()
        self.rooms = {row.pk: row.kind for row in rooms}
        self.free: FreeTimes = free_times(self._asked(), self.at, but_not=self.moves.pk if self.moves else 0)
        self.initial["day"] = self.free.day
        self.offer("starts", self._times())

    def _moved(self) -> dict[str, Any]:
        """What was agreed on before, to be changed."""
        row = self.moves
        if row is None:
            return {}
        return {
            "where": f"room:{row.room_id}" if row.room_id else row.kind,
            **({"area": row.area_id} if row.area_id else {}),
            "place": row.place,
            "mediators": row.mediators,
            "length": str((row.ends_at - row.starts_at) // HALF_HOUR),
            "evening": row.evening,
        }

    def _said(self, name: str) -> Any:
        """What stands in a field now, whether it makes sense or not."""
        return self[name].value()

    def _asked(self) -> Asked:
        where, length = str(self._said("where") or ""), str(self._said("length") or "")
        room = where.removeprefix("room:") if where.startswith("room:") else ""
        people = {code for code, _ in self.fields["mediators"].choices}  # type: ignore[attr-defined]
        return Asked(
            mediators=[code for code in self._said("mediators") or [] if code in people],
            room=room if room in self.rooms else "",
            area=str(self._said("area") or ""),
            length=int(length) if length in dict(LENGTHS) else int(HOUR),
            evening=bool(self._said("evening")),
            day=_day(self.data.get("day") or "") if self.is_bound else None,
        )

    @property
    def said_of_day(self) -> str:
        """What stands above the free times of the day."""
        if self.free.starts:
            provisional = "" if self.free.published else "这一年的工作日历还没有公布，遇到放假要改期。"
            return f"{day_words(self.free.day)}的空闲时间。{provisional}"
        if not self._said("mediators"):
            return "先选调解员，再点一天，看那天的空闲时间。"
        return f"{day_words(self.free.day)}没有大家都空的时间，请换一天、换个地方或者换人。"

    def _times(self) -> list[tuple[str, str]]:
        """The free ones; the one somebody has chosen stands there whether it is free or not: the action will say."""
        chosen = None if self.looks else _moment(str(self._said("starts") or ""))
        moments = {*self.free.starts, *([chosen] if chosen else [])}
        return [(f"{each:%Y-%m-%dT%H:%M}", _label(each, self.free.day)) for each in sorted(moments)]

    def clean_starts(self) -> datetime:
        moment = _moment(self.cleaned_data["starts"])
        assert moment is not None
        return moment

    def wanted(self) -> Wanted:
        """What was chosen, for the action to judge."""
        said = self.cleaned_data
        room = said["where"].removeprefix("room:") if said["where"].startswith("room:") else ""
        court = self.rooms.get(room) == Room.Kind.COURT
        kind = said["where"] if not room else Where.COURT if court else Where.ROOM
        starts = said["starts"]
        ends = starts + HALF_HOUR * int(said["length"])
        more = {"area": said["area"], "place": said["place"], "evening": said["evening"]}
        return Wanted(str(kind), starts, ends, said["mediators"], room=room, **more)

    def take(self, matter: Matter, **common: Any) -> Matter:
        raise NotImplementedError


def _day(said: str) -> date | None:
    """A day there is a week before and after."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if MINYEAR < day.year < MAXYEAR else None


def _label(moment: datetime, day: date) -> str:
    return f"{moment:%H:%M}" if moment.date() == day else moment_words(moment)


def _moment(said: str) -> datetime | None:
    if not MOMENT.fullmatch(said):
        return None
    try:
        moment = datetime.fromisoformat(said).replace(tzinfo=ZONE)
    except ValueError:
        return None
    return moment if _day(said.partition("T")[0]) else None
