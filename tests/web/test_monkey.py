"""Somebody who presses whatever the pages offer, in any order, with any of the choices: nothing breaks, all adds up."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from fengdan.matters.intake import Sender
from fengdan.matters.models import Event, Matter
from fengdan.matters.verify import verify
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.steps import STEPS
from tests.cast import QUARREL
from tests.web.reader import read
from tests.web.scene import LAND, NO_WATER, TOWN, VILLAGE, WATER, WEST_STREET, brought, photo, screen

pytestmark = pytest.mark.django_db
# of three hundred units, those somebody here answers for
PEOPLE = {
    LAND: ["dept"],
    WATER: [WATER],
    TOWN: ["town"],
    VILLAGE: ["village", "grid"],
    "team-16": ["leader", "mediator"],
    CENTRE: ["small", "dispatcher", "archivist"],
}
PRESSES = 110
TYPED = {"due": "12月1日前", "pages": "3", "name": "赵测三", "applicant_name": "王测一", "respondent_name": "李测二"}
LEFT_OUT = {"phone", "id_number", "new_phone", "new_id_number", "happened_at", "applicant_phone"}


class Monkey:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.saved = Counter()
        self.seats = {who: screen(who) for people in PEOPLE.values() for who in people}

    def press(self):
        """Open a matter as somebody, mostly somebody who has it, and send in a step that the page offers."""
        open_ones = Matter.objects.exclude(stage="archived").order_by("id").values_list("code", "holder_id")
        code, holder = self.chance.choice(list(open_ones))
        who = self.chance.choice(PEOPLE[holder] if self.chance.random() < 0.85 else list(self.seats))
        seat = self.seats[who]
        page = read(seat.get(f"/m/{code}/"))
        offered = [attrs.get("href", "") for _, attrs in page.tags] + [form.action for form in page.forms]
        steps = sorted({address.split("?")[0] for address in offered if self._is_a_step(address)})
        if not steps:
            return
        fewest = [1 / (1 + self.saved[address.split("/")[3]]) ** 2 for address in steps]
        (address,) = self.chance.choices(steps, fewest)  # curious: what it has seldom done attracts it
        sheet = read(seat.get(address))
        answer = seat.post(address, self._filled(sheet, sheet.form(address)))
        assert answer.status_code in {302, 409, 422}, (who, address)
        self.saved[address.split("/")[3]] += answer.status_code == 302

    def _is_a_step(self, address):
        parts = address.split("/")
        return len(parts) == 5 and parts[1] == "m" and parts[3] in STEPS

    def _filled(self, sheet, form):
        sent = {name: values for name, values in form.sends.items() if name not in LEFT_OUT}
        for name in sorted(form.typed().keys() - LEFT_OUT - {"attachment"}):
            sent[name] = [self._typed(sheet, name, form.typed()[name])]
        for name in sorted({attrs["name"] for _, attrs in sheet.tags if attrs.get("type") in {"radio", "checkbox"}}):
            sent[name] = self._ticked(name, [attrs for _, attrs in sheet.tags if attrs.get("name") == name])
        if "attachment" in sent:
            sent["attachment"] = photo() if self.chance.random() < 0.3 else ""
        return sent

    def _typed(self, sheet, name, was):
        if name in sheet.options:
            offered = sheet.options[name]
            return self.chance.choice([each for each in offered if each in PEOPLE] or offered)
        return was[0] or TYPED.get(name, "说清楚了。")

    def _ticked(self, name, boxes):
        values = [attrs.get("value", "on") for attrs in boxes]
        if boxes[0]["type"] == "radio":
            return [self.chance.choice([each for each in values if each in [*PEOPLE, "other"]] or values)]
        if name == "supporting":
            return [self.chance.choice(values)] if self.chance.random() < 0.2 else []
        return values if self.chance.random() < 0.9 else []


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_pressed_nothing_breaks_and_the_ledger_adds_up(seed):
    for _ in range(3):
        brought("accepted")
    brought("accepted", NO_WATER)
    brought("accepted", replace(QUARREL, channel="petition", sender=Sender("县信访局"), area=WEST_STREET))
    brought("in hand")
    monkey = Monkey(seed)
    for _ in range(PRESSES):
        monkey.press()
    assert len(+monkey.saved) > 12
    assert Event.objects.count() > monkey.saved.total() > PRESSES // 8
    report = verify()
    assert (report["problems"], report["matters"]) == ([], 6)
    for matter in Matter.objects.all():
        for seat in monkey.seats.values():
            assert seat.get(f"/m/{matter.code}/").status_code in {200, 404}
