"""Who works in the demo county, and the invented people who come to it."""

import random
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import product

from fengdan.demo.script import Script
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.people.actor import actor_of
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import LIAISONS, Actor, Role
from fengdan.rulebook.facts import Side
from fengdan.teams.models import TeamMember
from fengdan.units.models import Area

# characters that no account of the demo bears, so that nobody is taken for somebody who works here
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜潘葛范彭鲁韦马苗方俞任袁柳"
MIDDLE, LAST = "申酉戌亥", "一二三四五六七八九"
SECTIONS = "一二三四五六"


class Office:
    """Accounts by what they do. An actor is asked for once a day."""

    def __init__(self) -> None:
        held = list(
            Grant.objects.filter(active_to=None).order_by("pk").values_list("unit_id", "role", "user__username")
        )
        answers = {Role.LEADER, *LIAISONS} - {Role.GRID}
        self.answering = {unit: user for unit, role, user in reversed(held) if role in answers}
        self.grid = {unit: user for unit, role, user in held if role == Role.GRID}
        rows = TeamMember.objects.filter(active_to=None).exclude(mediator__user=None).order_by("team", "mediator")
        self.mediators: dict[str, list[str]] = {}
        for team, code in rows.values_list("team_id", "mediator_id"):
            self.mediators.setdefault(team, []).append(code)

    @lru_cache(maxsize=10_000)  # noqa: B019 - an office lives as long as the telling
    def actor(self, username: str, day: date) -> Actor:
        return actor_of(User.objects.get(username=username), day)

    def has(self, matter: Matter) -> str:
        """The account that has the matter in hand: its mediator, else whoever answers for team or unit."""
        if matter.mediator_id and matter.mediator and matter.mediator.user:
            return matter.mediator.user.username
        return self.answering[str(matter.holder_id)]


class People:
    """Names and telephone numbers that nobody bears, each given out once."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._names = self._shuffled()
        self._areas = {area.pk: area for area in Area.objects.select_related("parent")}

    def _shuffled(self) -> Iterator[str]:
        names = ["".join(parts) for parts in product(SURNAMES, MIDDLE, LAST)]
        self._dice.shuffle(names)
        yield from names

    def name(self) -> str:
        return next(self._names)

    def phone(self) -> str:
        """No such numbers are in use: the four digits that tell where a number is from are noughts."""
        return f"1380000{self._dice.randrange(10_000):04d}"

    def of(self, script: Script) -> dict[str, PartyDetails]:
        """Everybody the script names, by letter. The `silent` ones have no telephone."""
        found = {}
        for letter in sorted({*script.applicants, *script.respondents, *script.extra}):
            side = Side.APPLICANT if letter in script.applicants else Side.RESPONDENT
            body = script.names.get(letter)
            phone = "" if letter in script.silent else "0932-0000000" if body else self.phone()
            address = "" if body else self._address(script.area)
            found[letter] = PartyDetails(side, body or self.name(), phone, address=address)
        return found

    def _address(self, code: str) -> str:
        area = self._areas[code]
        section = f"{self._dice.choice(SECTIONS)}社"
        town = area.parent.name if area.kind == Area.Kind.VILLAGE and area.parent else ""
        return f"{town}{area.name}{section}"
