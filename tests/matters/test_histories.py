"""Hundreds of histories at random: whatever anybody tries, the matter stays what the ledger says."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from fengdan.matters.actions.register import register
from fengdan.matters.chain import link
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Agreement, Assignment, Event, Matter, Signature
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.people.models import User
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.facts import Answer, MatterFacts
from fengdan.rulebook.orders import waits
from fengdan.rulebook.steps import ADDITIVE
from fengdan.units.models import Unit
from tests.cast import MORNING, QUARREL, actor
from tests.matters.play import STEPS, STRAIGHT, Play, seeds, told_apart
from tests.matters.watch import outline

HISTORIES = 300
BEGINNINGS = (0, 0, 0, 1, 2, 2, 5, 7, 9, 10, 10, 11, 11, 12, 13)
ON_PAPER = {"assign", "take", "recall", "give_back", "agree", "sign", "void_agreement", "remove_party", "conclude"}
# an answer is a unit's: tests/matters/test_unit_histories.py
REACHED = set(Conclusion) - {Conclusion.ANSWERED_BY_UNIT}
PEOPLE = (
    *("clerk", "duty", "dispatcher", "leader", "mediator", "leader06", "mediator06", "leader09", "mediator09"),
    *("archivist", "director", "auditor", "small"),
)
KINDS = ("likely",) * 8 + ("anything", "outdated")
LENGTHS = (10, 12, 14)


class History:
    """A play, watched after each step."""

    def __init__(self, cast, other, units, tally, tried) -> None:
        self.play, self.units, self.tally, self.tried = Play(cast, other), units, tally, tried
        self.folded: MatterFacts | None = None
        self.last_hash = ""
        self.moved("register")

    @property
    def matter(self) -> Matter:
        return self.play.matter

    def step(self, dice: Random) -> None:
        kind, step, who, n = dice.choice(KINDS), dice.choice(sorted(STEPS)), dice.choice(PEOPLE), dice.randrange(10**6)
        if kind != "anything":
            step, who = self.play.likely(dice, self.tried, self.tally)
        version = self.matter.version
        outdated = kind == "outdated" and version > 1
        stale = outdated and self.moved_on and step not in ADDITIVE
        agreed = set(self.play.answers.values()) == {Answer.AGREED}
        no = self.refusal(step, who, n, version - 1 if outdated else version)
        assert isinstance(no, Stale) == stale
        if no:
            assert no.reason.endswith("。")
            self.tally["stale" if stale else "refused"] += 1
            assert outline() == self.stood
            return
        self.tally["behind"] += outdated
        assert agreed or step not in {"hold_session", "agree", "sign"}
        assert self.matter.version == version + 1
        self.moved(step)

    def go_straight(self, steps: int) -> None:
        """Begin so far along the straight way, that later stages are tried as often as early ones. Not tallied."""
        reached = self.tally.copy()
        for step, who, n in STRAIGHT[:steps]:
            self.play.take_step(step, who, n, self.matter.version)
            self.moved(step)
        self.tally.clear()
        self.tally.update(reached)

    def refusal(self, step: str, who: str, n: int, seen: int) -> Refused | None:
        try:
            self.play.take_step(step, who, n, seen)
        except Refused as no:
            return no
        return None

    def moved(self, step: str) -> None:
        self.tally[step] += 1
        self.tally[self.matter.stage] += 1
        self.tally[self.matter.conclusion] += 1
        self.stood = outline()
        event = Event.objects.filter(matter=self.matter).latest("seq")
        assert (event.step, event.seq) == (step, self.matter.version)
        self.moved_on = step not in ADDITIVE or event.stage_before != event.stage_after
        assert (event.prev_hash, event.hash) == (self.last_hash, link(event))
        self.last_hash = event.hash
        self.folded = apply(self.happening(event), self.folded)
        assert self.folded.holder in self.units
        if step in ON_PAPER:
            self.papers_are_right()

    @staticmethod
    def happening(event: Event) -> Happening:
        return Happening(
            event.step, event.stage_before, event.stage_after, event.holder, event.role, event.at, event.facts
        )

    def orders(self) -> None:
        """Place one, where one may be placed."""
        if self.refusal("order", "clerk", 1, self.matter.version) is None:
            self.moved("order")

    def left_alone(self) -> None:
        """Nobody does anything for forty days but the clock: each limit that runs climbs once, and once only."""
        later, seen = self.play.at + timedelta(days=40), self.matter.version
        for _ in range(2):
            tick(later)
        climbed = list(Event.objects.filter(matter=self.matter, seq__gt=seen).order_by("seq"))
        rungs = [(event.step, event.facts["clock"]) for event in climbed]
        assert len(rungs) == len(set(rungs))
        for event in climbed:
            self.folded = apply(self.happening(event), self.folded)
        self.tally["left alone"] += len(rungs)
        self.play.matter.refresh_from_db()
        facts = facts_of(self.matter)
        assert facts.need or not waits(facts.order)  # in the ledger of needs, where somebody owes an answer
        self.tally["late order"] += waits(facts.order)

    def papers_are_right(self) -> None:
        live = Assignment.objects.filter(status__in=["pending", "taken"]).count()
        assert live == (1 if self.matter.unit_id else 0)
        now = {"round": self.matter.round, "status": "effective"}
        effective = Agreement.objects.filter(matter=self.matter, **now)
        signed = set(Signature.objects.filter(agreement__in=effective).values_list("signer", flat=True))
        in_effect = effective.count()
        assert in_effect <= 1
        everybody = {*(f"party:{party}" for party in self.play.answers), "mediator", "seal"}
        assert signed == (everybody if in_effect else set())
        self.tally["in effect"] += in_effect


@pytest.mark.django_db
def test_whatever_anybody_tries():
    cast = {username: actor(username) for username in User.objects.values_list("username", flat=True)}
    other = register(QUARREL, actor=cast["clerk"], at=MORNING)
    units = set(Unit.objects.values_list("pk", flat=True))
    tally: Counter[str] = Counter()
    tried: Counter[str] = Counter()

    for seed in seeds(HISTORIES):
        dice = Random(seed)
        with told_apart(seed), transaction.atomic():
            told = History(cast, other.code, units, tally, tried)
            waiting = seed % 10 == 5  # with an order to which nobody answers
            told.go_straight(dice.choice(BEGINNINGS[:6] if waiting else BEGINNINGS))
            for _ in range(4 if waiting else dice.choice(LENGTHS)):
                told.step(dice)
            if waiting:
                told.orders()
            if waiting or seed % 10 == 0:
                told.left_alone()
            assert facts_of(told.matter) == told.folded
            assert verify()["problems"] == []
            transaction.set_rollback(True)

    # the histories went everywhere, or they would prove nothing
    expected = {*STEPS, *REACHED, "register", "stale", "behind", "refused", "archived", "in effect"}
    expected |= {"left alone", "late order"}
    assert {name: tally[name] for name in expected if tally[name] < len(seeds(HISTORIES)) // 100} == {}
