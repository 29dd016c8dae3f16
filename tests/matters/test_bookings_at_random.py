"""Book, move, call off, hold, recall, change the mediator, go on leave, in any order: nobody is ever in two places."""

from datetime import datetime, time, timedelta
from random import Random

import pytest
from django.db import transaction

from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.recall import recall
from fengdan.matters.models import Booking
from fengdan.matters.verify import verify
from fengdan.people.models import Absence
from fengdan.rulebook.booking import Where
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Travel
from tests.booked import FAR, LEAD, MONDAY, SECOND, Booker, away, booker, owed_slots, taken_slots, wanted
from tests.cast import actor
from tests.killing import rounds
from tests.matters.play import told_apart
from tests.matters.watch import brought_to

pytestmark = pytest.mark.django_db
STEPS = 24
DAYS = [MONDAY + timedelta(days=number) for number in range(7)]
PLACES = [
    {"room": "R02"},
    {"room": "R03"},
    {"kind": Where.COURT},
    {"kind": Where.VILLAGE},
    {"kind": Where.HOME, "area": FAR},
]


class Office:
    """Three matters, two of one mediator; what anybody tries is either done whole or refused in a sentence."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.walks: list[Booker] = [booker(brought_to(stage)) for stage in ("taken", "taken", "assigned")]
        self.minutes = dict(Travel.objects.values_list("area_id", "minutes"))
        self.done = self.refused = 0

    def step(self) -> None:
        walk, acts = self.dice.choice(self.walks), (self.book, self.move, self.off, self.leave, self.back, self.rest)
        act = self.dice.choices(acts, weights=(8, 6, 3, 1, 1, 1))[0]
        try:
            with transaction.atomic():
                act(walk)
            self.done += 1
        except Refused:
            self.refused += 1
        self.nobody_is_in_two_places()

    def what(self):
        opens = datetime.combine(self.dice.choice(DAYS), time(8, 30), ZONE)
        starts = opens + self.dice.randrange(20) * timedelta(minutes=30)
        people = self.dice.choice([[LEAD], [LEAD], [SECOND], [LEAD, SECOND]])
        minutes, evening = self.dice.choice([30, 60, 90, 60, 45]), self.dice.randrange(5) == 0
        return wanted(starts, minutes, **self.dice.choice(PLACES), mediators=people, evening=evening)

    def book(self, walk: Booker) -> None:
        walk.book(self.what(), by=self.dice.choice(["duty", "leader", "clerk"]))
        self.not_on_leave(walk.booked())

    def move(self, walk: Booker) -> None:
        live = walk.matter.bookings.filter(status="booked").first()
        walk.rebook(self.what(), by="duty", of=live.pk if live else 1)
        new = walk.booked()
        assert (new.uid, new.sequence) == (live.uid, live.sequence + 1)
        self.not_on_leave(new)

    def off(self, walk: Booker) -> None:
        live = walk.matter.bookings.filter(status="booked").first()
        walk.call_off(by="duty", of=live.pk if live else 1)

    def leave(self, _walk: Booker) -> None:
        away("mediator", self.dice.choice(DAYS))

    def back(self, _walk: Booker) -> None:
        Absence.objects.all().delete()

    def rest(self, walk: Booker) -> None:
        """Whatever takes the matter out of somebody's hands."""
        by = {"at": walk._tick()}
        what = self.dice.choice(["change", "change", "recall", "end"])
        if what == "change":
            named = {"mediator": self.dice.choice([LEAD, SECOND]), "reason": "换", "no_conflict": True}
            walk.matter = change_mediator(walk.matter, **named, actor=actor("leader"), **by)
        elif what == "recall":
            walk.matter = recall(walk.matter, reason="重派", actor=actor("duty"), **by)
        else:
            walk.conclude(Conclusion.WITHDRAWN)

    @staticmethod
    def not_on_leave(row: Booking) -> None:
        day = row.starts_at.astimezone(ZONE).date()
        away_then = Absence.objects.filter(from_day__lte=day, to_day__gte=day).exists()
        assert not (away_then and LEAD in row.mediators)
        assert day.weekday() < 5

    def nobody_is_in_two_places(self) -> None:
        assert len(set(owed_slots())) == len(owed_slots())
        assert taken_slots() == set(owed_slots())
        live = list(Booking.objects.filter(status="booked").select_related("room__unit", "area").order_by("starts_at"))
        for one in live:
            for other in live:
                if one.pk < other.pk and set(one.mediators) & set(other.mediators):
                    first, then = sorted((one, other), key=lambda row: row.starts_at)
                    assert then.starts_at - first.ends_at >= timedelta(minutes=self.road(first.town, then.town))

    def road(self, one: str, other: str) -> int:
        return 0 if one == other else self.minutes.get(one, 0) + self.minutes.get(other, 0)


def test_nobody_is_ever_in_two_places():
    done = refused = 0
    for seed in range(rounds(6, 150)):
        with told_apart(seed), transaction.atomic():
            office = Office(Random(seed))
            for _ in range(STEPS):
                office.step()
            assert verify()["problems"] == []
            done, refused = done + office.done, refused + office.refused
            transaction.set_rollback(True)
    assert min(done, refused) > STEPS
