"""Hundreds of histories at random: whatever anybody tries, the matter stays what the ledger says."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengdan.matters.chain import link
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Agreement, Assignment, Event, Matter, Signature
from fengdan.matters.verify import verify
from fengdan.people.models import User
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.facts import Answer, MatterFacts
from fengdan.rulebook.steps import ADDITIVE
from fengdan.units.models import Unit
from tests.cast import actor
from tests.matters.play import STEPS, STRAIGHT, Play
from tests.matters.watch import outline

HISTORIES = 300
BEGINNINGS = (0, 0, 2, 2, 5, 7, 9, 10, 10, 11)
ON_PAPER = {"assign", "take", "recall", "give_back", "agree", "sign", "void_agreement", "remove_party", "conclude"}
PEOPLE = (
    *("clerk", "duty", "dispatcher", "leader", "mediator", "leader06", "mediator06", "leader09", "mediator09"),
    *("archivist", "director", "auditor", "small"),
)
kinds = st.sampled_from(("likely",) * 8 + ("anything", "outdated"))
steps = st.tuples(kinds, st.sampled_from(sorted(STEPS)), st.sampled_from(PEOPLE), st.integers(0, 10**6))


class History:
    """A play, watched after each step."""

    def __init__(self, cast, units, tally) -> None:
        self.play, self.units, self.tally = Play(cast), units, tally
        self.folded: MatterFacts | None = None
        self.last_hash = ""
        self.moved("register")

    @property
    def matter(self) -> Matter:
        return self.play.matter

    def step(self, kind: str, step: str, who: str, n: int) -> None:
        # what is tried, and with what, must not hang together
        n, choice = divmod(n, 1000)
        if kind != "anything":
            step, who = self.play.likely(choice)
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

    def papers_are_right(self) -> None:
        live = Assignment.objects.filter(status__in=["pending", "taken"]).count()
        assert live == (1 if self.matter.unit_id else 0)
        signed = set(Signature.objects.filter(agreement__status="effective").values_list("signer", flat=True))
        in_effect = Agreement.objects.filter(status="effective").count()
        assert in_effect <= 1
        everybody = {*(f"party:{party}" for party in self.play.answers), "mediator", "seal"}
        assert signed == (everybody if in_effect else set())
        self.tally["in effect"] += in_effect


@pytest.mark.django_db
def test_whatever_anybody_tries():
    cast = {username: actor(username) for username in User.objects.values_list("username", flat=True)}
    units = set(Unit.objects.values_list("pk", flat=True))
    tally: Counter[str] = Counter()

    # deep walks filter nothing but take long: neither says anything about the data
    @settings(
        derandomize=True,
        deadline=None,
        database=None,
        max_examples=HISTORIES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    )
    @given(st.sampled_from(BEGINNINGS), st.lists(steps, min_size=6, max_size=10))
    def history(straight, tried):
        tally["histories"] += 1
        with transaction.atomic():
            told = History(cast, units, tally)
            told.go_straight(straight)
            for each in tried:
                told.step(*each)
            assert facts_of(told.matter) == told.folded
            assert verify()["problems"] == []
            transaction.set_rollback(True)

    history()
    # the histories went everywhere, or they would prove nothing
    assert tally["histories"] >= HISTORIES
    expected = {*STEPS, "register", "stale", "behind", "refused", "archived", "in effect"}
    assert {name: tally[name] for name in expected if tally[name] < 5} == {}
