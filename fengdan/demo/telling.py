"""One matter being told: where it stands, who does the next step, and the moment of it."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from fengdan.demo.office import Office
from fengdan.demo.script import Line, Script, fill
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import Actor, party_actor
from fengdan.rulebook.calendars import ZONE

BEFORE = datetime.fromtimestamp(0, ZONE)


@dataclass
class Telling:
    """`people` are the details by letter, `parties` the ids once registered; `others` are all matters by key."""

    script: Script
    people: dict[str, PartyDetails]
    office: Office
    dice: random.Random
    today: date
    others: "dict[str, Telling]"
    matter: Matter = field(default_factory=Matter)
    parties: dict[str, int] = field(default_factory=dict)
    line: Line = field(default_factory=lambda: Line(0, "", (), ()))
    at: datetime = BEFORE

    @property
    def names(self) -> dict[str, str]:
        return {letter: details.name for letter, details in self.people.items()}

    def argument(self, place: int, otherwise: str = "") -> str:
        return self.line.arguments[place] if place < len(self.line.arguments) else otherwise

    def words(self, place: int = 0, otherwise: str = "") -> str:
        said = self.line.words[place] if place < len(self.line.words) else otherwise
        return fill(said, self.names, self.today)

    def day(self, place: int) -> date:
        """The date an argument such as `+9` means."""
        return self.today + timedelta(days=int(self.argument(place)))

    def actor(self, usual: str = "") -> Actor:
        """Whoever the line names, else the usual account, else whoever has the matter in hand."""
        account = self.line.account
        if account.startswith("party:"):
            letter = account.removeprefix("party:")
            return party_actor(self.parties[letter], self.people[letter].name)
        return self.office.actor(account or usual or self.office.has(self.matter), self.at.astimezone(ZONE).date())

    def by(self, usual: str = "") -> dict[str, Any]:
        return {"actor": self.actor(usual), "at": self.at}

    def register_parties(self) -> None:
        """Remember which row is whose; they are made in the order of the script."""
        letters = self.script.applicants + self.script.respondents
        rows = self.matter.parties.order_by("pk").values_list("pk", flat=True)
        self.parties = dict(zip(letters, rows, strict=False))
