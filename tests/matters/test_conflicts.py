"""Who is kept off a matter by what is known or on record: 200 seeded conflicts and 200 near misses, and few queries."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from fengdan.matters.mediators import refuse_blocked
from fengdan.matters.models import Conflict, Matter, Party
from fengdan.matters.parties import contact_columns
from fengdan.matters.screening import blocked
from fengdan.rulebook.conflicts import SAFE, Found, Kind, Status
from fengdan.rulebook.errors import Refused
from fengdan.teams.models import Mediator
from fengdan.teams.records import strike
from tests.cast import MORNING, QUARREL, actor
from tests.matters.recusing import MEDIATOR, THIRD, Recusing, tie
from tests.standing import stands

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
DAY = timedelta(days=1)
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "测试假设拟造虚例样本"
TOWNS, VILLAGES = ["巩昌镇", "文峰镇", "首阳镇"], ["甲家村", "乙家湾村", "丙家坪村"]
NUMBERS = "一二三四五六七八九"

matter = stands(lambda: Recusing().register(replace(QUARREL, area="621122100")).matter)


class Case:
    """A mediator, one party of a matter, and what links them; the same dice give the same case."""

    def __init__(self, matter: Matter, seed: int) -> None:
        self.dice = Random(seed)
        self.matter = matter
        self.party: Party = self.dice.choice(list(matter.parties.all()))
        self.called = self.person()

    def person(self) -> str:
        return self.dice.choice(SURNAMES) + "".join(self.dice.sample(GIVEN, 2))

    def phone(self) -> str:
        return f"139{self.dice.randrange(10**8):08}"

    def firm(self) -> str:
        return f"{self.dice.choice(TOWNS)}{self.person()}建材有限公司"

    def be(self, name: str = "", phone: str = "", address: str = "") -> None:
        """What the party is called, has and where they live."""
        columns = {"name": name or self.called, "address": address, **contact_columns(phone, "")}
        for column, value in columns.items():
            setattr(self.party, column, value)
        self.party.save()

    def kept(self, kind: Kind, status: Status, mediator: str = MEDIATOR) -> None:
        Conflict.objects.create(
            matter=self.matter,
            mediator_id=mediator,
            party=self.party,
            kind=kind,
            found=Found.DECLARED,
            status=status,
            ground="只给少数人看的话",
            found_by="1",
            found_at=MORNING,
        )


def kin(case: Case) -> Kind:
    by_phone, phone = case.dice.random() < 0.5, case.phone()
    case.be(phone=phone)
    tie(value=case.person() if by_phone else f" {case.called} ", phone=phone if by_phone else "")
    return Kind.KIN


def adviser(case: Case) -> Kind:
    case.be(case.firm() if case.dice.random() < 0.5 else "")
    tie(kind="advised", value=case.party.name, until=case.dice.choice([None, TODAY - 300 * DAY]))
    return Kind.ADVISER


def employer(case: Case) -> Kind:
    firm = case.firm()
    case.be(case.dice.choice(["", "陇西县", "甘肃省陇西县"]) + firm)
    tie(kind="employer", value=case.dice.choice(["", "定西市陇西县"]) + firm, until=case.dice.choice([None, TODAY]))
    return Kind.SAME_EMPLOYER


def group(case: Case) -> Kind:
    town, village, number = case.dice.choice(TOWNS), case.dice.choice(VILLAGES), case.dice.randrange(1, 10)
    way = case.dice.choice(["{}社", "第{}村民小组7号", "{}组"])
    case.be(address=f"陇西县{town}{village}{way.format(case.dice.choice([number, NUMBERS[number - 1]]))}")
    tie(kind="lives_in", value=f"{town}{village}{NUMBERS[number - 1]}社")
    return Kind.SAME_GROUP


def own(case: Case) -> Kind:
    case.be(Mediator.objects.get(pk=MEDIATOR).name)
    return Kind.OWN


def on_record(case: Case) -> Kind:
    case.be()
    kind = case.dice.choice([kind for kind in Kind if kind is not Kind.OWN])
    case.kept(kind, Status.STANDING)
    return kind


def let_be_but_own(case: Case) -> Kind:
    case.be(Mediator.objects.get(pk=MEDIATOR).name)
    case.kept(Kind.OWN, case.dice.choice([Status.WAIVED, Status.OVERRIDDEN]))
    return Kind.OWN


CONFLICTS = [kin, adviser, employer, group, own, on_record, let_be_but_own]


def another_person(case: Case) -> None:
    phone = case.phone()
    case.be(phone=phone)
    kind = case.dice.choice(["kin", "advised"])
    tie(kind=kind, value=case.called + "二", phone=f"{phone[:-1]}{(int(phone[-1]) + 1) % 10}")


def another_mediator(case: Case) -> None:
    case.be()
    tie(THIRD, value=case.called)


def another_group(case: Case) -> None:
    town, other, number = *case.dice.sample(TOWNS, 2), case.dice.randrange(1, 9)
    lives = case.dice.choice(
        [f"{town}甲家村{number + 1}社", f"{other}甲家村{number}社", f"{town}乙家湾村{number}社", f"{town}甲家村"]
    )
    case.be(address=lives)
    tie(kind="lives_in", value=f"{town}甲家村{number}社")


def moved_away(case: Case) -> None:
    firm = case.firm()
    case.be(firm, address="巩昌镇甲家村3社")
    kind, value = case.dice.choice([("employer", firm), ("lives_in", "巩昌镇甲家村三社")])
    days = case.dice.choice([{"until": TODAY - DAY}, {"since": TODAY - 90 * DAY, "until": TODAY - 9 * DAY}])
    tie(kind=kind, value=value, **days)


def another_firm(case: Case) -> None:
    firm = case.firm()
    case.be(firm)
    tie(kind="employer", value=firm.replace("建材", "建筑"))


def of_another_sort(case: Case) -> None:
    """Where somebody works is nobody's name, and the other way round."""
    case.be(case.called)
    tie(kind="employer", value=case.called + "厂")


def struck(case: Case) -> None:
    case.be()
    row = tie(value=case.called)
    strike(MEDIATOR, "tie", row.pk, actor=actor("director"), at=MORNING)


def nearly_own(case: Case) -> None:
    case.be(Mediator.objects.get(pk=MEDIATOR).name + case.dice.choice(GIVEN))


def let_be(case: Case) -> None:
    case.be()
    tie(value=case.called)
    case.kept(Kind.KIN, case.dice.choice([Status.WAIVED, Status.OVERRIDDEN]))


def over(case: Case) -> None:
    case.be()
    case.kept(
        case.dice.choice([Kind.KIN, Kind.UPHELD]), case.dice.choice([Status.RAISED, Status.DISMISSED, Status.LIFTED])
    )
    case.kept(Kind.ADVISER, Status.STANDING, mediator=THIRD)


NEAR_MISSES = [
    *(another_person, another_mediator, another_group, moved_away, another_firm, of_another_sort, struck),
    *(nearly_own, let_be, over),
]


def tried(matter: Matter, seed: int, make: Callable[[Case], object]) -> tuple[object, dict, str]:
    """What is expected, who is kept off, and what appointing the mediator says; nothing of it stays."""
    with transaction.atomic():
        case = Case(matter, seed)
        expected = make(case)
        chosen = list(Mediator.objects.filter(pk=MEDIATOR))
        found = blocked(matter, chosen, TODAY)
        try:
            refuse_blocked(matter, chosen, TODAY, lead=MEDIATOR)
            says = ""
        except Refused as no:
            says = no.reason
        secrets = [each for each in (case.party.name, case.party.phone, case.party.address, "只给少数人看") if each]
        assert make in {own, let_be_but_own, nearly_own} or not [each for each in secrets if each in says]
        transaction.set_rollback(True)
    return expected, found, says


@pytest.mark.parametrize("make", CONFLICTS)
def test_200_seeded_conflicts_are_all_blocked_for_the_right_reason(matter, make):
    for seed in range(CONFLICTS.index(make), 203, len(CONFLICTS)):
        kind, found, says = tried(matter, seed, make)
        assert found[MEDIATOR].kind is kind, seed
        assert says == f"卫丙二{SAFE}，请改由别的调解员承办。"


@pytest.mark.parametrize("make", NEAR_MISSES)
def test_200_near_misses_are_not(matter, make):
    for seed in range(NEAR_MISSES.index(make), 200, len(NEAR_MISSES)):
        _, found, says = tried(matter, seed, make)
        assert (found, says) == ({}, ""), seed


def test_96_mediators_in_three_queries(matter, django_assert_num_queries):
    party = matter.parties.last()
    tie(MEDIATOR, value=party.name)
    tie(THIRD, "lives_in", "巩昌镇甲家村三社", until=date(2026, 11, 22))
    everybody = list(Mediator.objects.all())
    (some,) = [row for row in everybody if row.pk == "m1605"]
    for number in range(96 - len(everybody)):
        more = Mediator.objects.get(pk=some.pk)
        more.pk, more.name, more.user = f"x{number}", f"另测{number}", None
        more.save(force_insert=True)
        everybody.append(more)
    assert len(everybody) == 96
    with django_assert_num_queries(3):
        found = blocked(matter, everybody, TODAY)
    assert [(code, block.kind, block.party) for code, block in found.items()] == [(MEDIATOR, Kind.KIN, party.pk)]


def test_who_knows_of_nobody_and_nothing_asks_little(matter):
    assert blocked(matter, [], TODAY) == {}
    assert blocked(matter, Mediator.objects.filter(pk=MEDIATOR), TODAY) == {}
