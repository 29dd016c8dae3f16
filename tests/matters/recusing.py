"""回避 for tests: ties of mediators, and matters walked through declaring, applying, deciding, letting be."""

from datetime import date

from fengdan.matters.actions.ask_override import ask_override
from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.actions.declare_conflict import declare_conflict
from fengdan.matters.actions.override_conflict import override_conflict
from fengdan.matters.actions.rule_on_challenge import rule_on_challenge
from fengdan.matters.actions.take import take
from fengdan.matters.actions.waive_conflict import waive_conflict
from fengdan.matters.models import Conflict
from fengdan.rulebook.ties import TieKind
from fengdan.teams.models import Tie
from fengdan.teams.tying import Tied, enter_tie
from tests.cast import MORNING, Walk, actor

LEADER, MEDIATOR, THIRD, FOURTH = "m1601", "m1602", "m1603", "m1604"  # of team-16; the last two have no account
UNCLE = "对方李测二是我的外甥。"
UNFAIR = "听说调解员和对方常在一起吃饭。"
LONG_AGO = date(2020, 1, 1)


def tie(code: str = MEDIATOR, kind: str = "kin", value: str = "李测二", phone: str = "", **days: date | None) -> Tie:
    """What the director knows of a mediator."""
    tied = Tied(TieKind(kind), value, phone, **{"since": LONG_AGO, "until": None, **days})
    return enter_tie(code, tied, actor=actor("director"), at=MORNING)


class Recusing(Walk):
    """A matter in which somebody may be kept off."""

    def name(self, code: str, *beside: str) -> "Recusing":
        """The leader takes it for somebody."""
        told = {"mediator": code, "assistants": beside, "no_conflict": True}
        self.matter = take(self.matter, **told, actor=actor("leader"), at=self._tick())
        return self

    def declare(self, who: str = "mediator", code: str = MEDIATOR, **changed: object) -> "Recusing":
        told = {"mediator": code, "kind": "kin", "party": self.parties()[1].pk, "ground": UNCLE} | changed
        self.matter = declare_conflict(self.matter, **told, actor=actor(who), at=self._tick())
        return self

    def challenge(self, who: str = "clerk", **changed: object) -> "Recusing":
        told = {"party": self.parties()[0].pk, "ground": UNFAIR} | changed
        self.matter = challenge_mediator(self.matter, **told, actor=actor(who), at=self._tick())
        return self

    def rule(self, who: str = "duty", *, upheld: bool = True, ruling: str = "往来属实，换人办理。") -> "Recusing":
        by = {"actor": actor(who), "at": self._tick()}
        self.matter = rule_on_challenge(self.matter, upheld=upheld, ruling=ruling, **by)
        return self

    def waive(self, who: str = "leader", code: str = MEDIATOR, **changed: object) -> "Recusing":
        told = {"mediator": code, "kind": "kin", "waiver": "当面告知，双方签字。"} | changed
        told.setdefault("agreed", [party.pk for party in self.parties()])
        self.matter = waive_conflict(self.matter, **told, actor=actor(who), at=self._tick())
        return self

    def ask(self, who: str = "leader", code: str = MEDIATOR, **changed: object) -> "Recusing":
        told = {"mediator": code, "kind": "kin", "reason": "只有他懂这个行当。"} | changed
        self.matter = ask_override(self.matter, **told, actor=actor(who), at=self._tick())
        return self

    def override(self, who: str = "duty", *, approved: bool = True) -> "Recusing":
        by = {"ruling": "情况属实。", "actor": actor(who), "at": self._tick()}
        self.matter = override_conflict(self.matter, approved=approved, **by)
        return self

    def conflict(self) -> Conflict:
        return self.matter.conflicts.last()


def assigned() -> Recusing:
    return Recusing().register().accept().assign()


def taken(*beside: str) -> Recusing:
    return assigned().name(MEDIATOR, *beside)
