"""Matters among units at random, while people fall ill and units are dissolved: somebody always answers."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.approve_reply import approve_reply
from fengdan.matters.actions.ask_help import ask_help
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.decide_conference import decide_conference
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.raise_objection import raise_objection
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register import register
from fengdan.matters.actions.reply import reply
from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.actions.rule_on_objection import rule_on_objection
from fengdan.matters.actions.rule_on_return import rule_on_return
from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.actions.take import take
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Assignment, Matter
from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.shares import shares
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.people.absences import be_away, call_off
from fengdan.people.actor import actor_of
from fengdan.people.away import answering
from fengdan.people.models import Absence, User
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Answer
from fengdan.rulebook.stages import OPEN
from fengdan.units.models import Unit
from tests.cast import MORNING
from tests.matters.play import told_apart
from tests.matters.watch import outline
from tests.units import AT_THE_DOOR, BOUNDARY, CERTIFICATE, LAND, TOWN, TURNS, VILLAGE, WATER

HISTORIES = 150
ACCOUNTS = {WATER: "dept-water", LAND: "dept", TOWN: "town", VILLAGE: "village", "team-10": "leader10"}
UNITS = (WATER, LAND, TOWN, VILLAGE, "team-10", "centre")
LIKELY = {
    "registered": ("accept", "accept", "climb"),
    "accepted": ("assign", "assign", "assign", "climb", *("rule_on_return",) * 4, "withdraw"),
    "assigned": (
        *("take",) * 6,
        *("give_back",) * 7,
        *("hand_up", "recall", "ask_help", "raise_risk", "climb"),
        *("object", "object", "hear"),
    ),
    "taken": (
        "reply",
        "reply",
        "consent",
        "consent",
        "consent",
        *("agree_orally",) * 4,
        "hand_up",
        "recall",
        "ask_help",
        *("climb", "object", "hear", "hear"),
    ),
    "underway": (
        "approve_reply",
        "send_back_reply",
        "reply",
        "answered",
        "settled",
        "settled",
        "agree_orally",
        "consent",
    ),
    "concluded": ("answered", "reply", "recall"),
}
WORLD = ("away", "away", "stand in", "back", "back", "dissolve")
KINDS = (*("likely",) * 12, "any", "world")
LENGTHS = (9, 10, 11, 12, 13, 14)


@dataclass
class World:
    """One matter, its people, and the day's changes. The clock moves on five minutes a move."""

    matter: Matter
    tally: Counter
    at = MORNING

    def act(self, kind: str, n: int) -> None:
        self.at += timedelta(minutes=5)
        if kind == "world":
            self.change(WORLD[n % len(WORLD)], n)
        else:
            # what is tried, and with what, must not hang together
            n, choice = divmod(n, 1000)
            steps = self.likely() if kind == "likely" else tuple(sorted(STEPS))
            self.step(steps[choice % len(steps)], n)
        self.somebody_answers()

    def likely(self) -> tuple[str, ...]:
        """What fits the stage; an answer is judged and a matter answered rather than anything else."""
        waits = {"submitted": ("approve_reply", "approve_reply", "send_back_reply"), "approved": ("answered",) * 3}
        facts = facts_of(self.matter)
        if facts.objection == "raised" and not facts.reply:
            return ("hear", "hear", "take", "climb", "hand_up")
        usual = waits.get(facts.reply) or LIKELY[self.matter.stage]
        return (*usual[:2], *("decide_conference",) * 3) if facts.conference else usual

    def step(self, name: str, n: int) -> None:
        before = outline()
        refused = ""
        try:
            self.matter = STEPS[name](self, n)
        except Refused as no:
            refused = no.reason
        if refused:
            assert refused.endswith("。")
            assert outline() == before
        self.tally["refused" if refused else name] += 1

    def by(self, username: str) -> dict:
        return {"actor": self.person(username), "at": self.at}

    def holder(self) -> dict:
        """Whoever can be reached at the unit that has it; at the centre, duty."""
        there = answering(self.at.date(), self.matter.holder_id).get(self.matter.holder_id)
        if not there:
            return self.by("duty")
        return {"actor": actor_of(User.objects.get(name=there[0][0]), self.at.date()), "at": self.at}

    def person(self, username: str) -> Actor:
        return actor_of(User.objects.get(username=username), self.at.date())

    def change(self, what: str, n: int) -> None:
        unit = (WATER, LAND, TOWN, VILLAGE)[n % 4]
        user, day = User.objects.get(username=ACCOUNTS[unit]), self.at.date()
        other = User.objects.get(username=ACCOUNTS[(LAND, TOWN, VILLAGE, WATER)[n % 4]])
        if what == "dissolve":
            # a unit is dissolved by publishing: its last day is over, with or without a successor
            last_day = day - timedelta(days=1)
            Unit.objects.filter(pk=unit).update(active_to=last_day, successor=(None, TOWN)[n % 2])
        elif what == "back":
            for row in Absence.objects.filter(user=user, called_off_at=None):
                call_off(row.pk, actor=self.person("admin"), at=self.at)
        else:
            stand_in = other if what == "stand in" else None
            asked = {"from_day": day, "to_day": day, "stand_in": stand_in}
            try:
                be_away(user, **asked, actor=self.person("duty"), at=self.at)
            except Refused:
                self.tally["refused"] += 1
                return
        self.tally[what] += 1

    def somebody_answers(self) -> None:
        """Exactly one unit has it, as one live assignment says; with nobody there, it stands before the duty leader."""
        matter = Matter.objects.get(pk=self.matter.pk)
        live = Assignment.objects.filter(matter=matter, status__in=["pending", "taken"])
        assert list(live.values_list("unit_id", flat=True)) == ([matter.unit_id] if matter.unit_id else [])
        not_given = matter.stage in {"registered", "accepted"} or (matter.stage == "concluded" and not live)
        assert matter.holder_id == (matter.unit_id or "centre") or not_given
        if matter.stage not in OPEN or matter.holder_id == "centre":
            return
        reached = bool(answering(self.at.date(), matter.holder_id))
        stranded = {row.code for each in self.duty_lists() if each.key == "stranded" for row in each.rows}
        assert reached != (matter.code in stranded)
        self.tally["with a unit" if reached else "with duty"] += 1

    def passed_around(self) -> None:
        """Two returns at most, the second of them brings a 会商; the holders' times add up to the whole."""
        matter = Matter.objects.get(pk=self.matter.pk)
        returned = matter.events.filter(step="give_back").count()
        assert (returned, matter.conferences.count()) in {(0, 0), (1, 0), (2, 1)}
        events = list(matter.events.order_by("seq"))
        stretches = shares(events, self.at)
        ended = next((event.at for event in events if event.stage_after not in OPEN), self.at)
        assert sum((each.length for each in stretches), timedelta()) == ended - events[0].at
        self.tally["returned twice"] += returned == 2

    def duty_lists(self):
        return work_lists(self.person("duty"), self.at)

    def party(self) -> int:
        """Whoever has not said yes yet, if anybody has not."""
        asked = self.matter.parties.exclude(consent=Answer.AGREED).first() or self.matter.parties.first()
        return asked.pk


STEPS = {
    "accept": lambda w, n: register_accept(w),
    "assign": lambda w, n: assign(
        w.matter, unit=UNITS[n % 6], reason=f"理由{n}", supporting=(LAND,) if n % 3 else (), **w.by("duty")
    ),
    "recall": lambda w, n: recall(w.matter, reason="另有安排", **w.by("dispatcher")),
    "take": lambda w, n: take(w.matter, **w.holder()),
    "give_back": lambda w, n: give_back(
        w.matter, code="out_of_field", reason="不归我管", believed=UNITS[(n + 1) % 5], **w.holder()
    ),
    "rule_on_return": lambda w, n: rule_on_return(
        w.matter, unit=UNITS[n % 5], ruling="归它", supporting=(WATER,) if n % 2 else (), **w.by("duty")
    ),
    "decide_conference": lambda w, n: decide_conference(
        w.matter, unit=UNITS[n % 6], decision="归它", supporting=(LAND,) if n % 2 else (), **w.by("director")
    ),
    "raise_risk": lambda w, n: raise_risk(w.matter, risk="red", reason="扬言动手", **w.by("duty")),
    "hand_up": lambda w, n: hand_up(w.matter, reason="beyond", handover="办不了", **w.holder()),
    "climb": lambda w, n: left_alone(w),
    "object": lambda w, n: raise_objection(
        w.matter, party=w.matter.parties.first().pk, words="不去" if n % 9 else "", **w.by("clerk")
    ),
    "hear": lambda w, n: rule_on_objection(w.matter, upheld=n % 2 == 0, ruling="理由", **w.by("duty")),
    "ask_help": lambda w, n: ask_help(w.matter, text="请来人", **w.holder()),
    "consent": lambda w, n: record_consent(
        w.matter,
        party=w.party(),
        answer=Answer.REFUSED if n % 19 == 0 else Answer.AGREED,
        how="telephone",
        asked_at=w.at,
        **w.holder(),
    ),
    "reply": lambda w, n: reply(w.matter, result="办好了", basis="" if n % 11 == 0 else "《水法》", **w.holder()),
    "approve_reply": lambda w, n: approve_reply(w.matter, **w.by("duty")),
    "send_back_reply": lambda w, n: send_back_reply(w.matter, comment="没说清", **w.by("duty")),
    "agree_orally": lambda w, n: agree_orally(
        w.matter, terms=OralTerms(TURNS, w.at, due="11月30日前"), both_agree=n % 7 != 0, **w.holder()
    ),
    "answered": lambda w, n: conclude(w.matter, conclusion=Conclusion.ANSWERED_BY_UNIT, **w.by("duty")),
    "settled": lambda w, n: conclude(w.matter, conclusion=Conclusion.SETTLED_ORALLY, **w.holder()),
    "withdraw": lambda w, n: conclude(w.matter, conclusion=Conclusion.WITHDRAWN, reason="算了", **w.by("duty")),
}


def register_accept(world: World) -> Matter:
    at_centre = world.matter.holder_id == "centre"
    return accept(world.matter, **(world.by("duty") if at_centre else world.holder()))


def left_alone(world: World) -> Matter:
    """Nobody does anything until the time of the level is used up, and the clock goes round."""
    clock = world.matter.clocks.filter(name="ladder", stopped_at=None).first()
    if clock is None:
        raise Refused("没有正在走的本级期限。")
    before, world.at = world.matter.version, max(world.at, clock.due_at)
    for _ in range(2):
        tick(world.at)
    clock.refresh_from_db()
    done = world.matter.events.filter(seq__gt=before, step="climb").count()
    assert done == (clock.stopped_at is not None)
    world.tally["climbed" if done else "urged"] += 1
    return Matter.objects.get(pk=world.matter.pk)


def begun(n: int, tally: Counter) -> World:
    by = {"actor": actor_of(User.objects.get(username="clerk"), MORNING.date()), "at": MORNING}
    village = {"actor": actor_of(User.objects.get(username="village"), MORNING.date()), "at": MORNING}
    if n == 0:
        return World(register(BOUNDARY, **by), tally)
    if n == 1:
        return World(register(CERTIFICATE, **by), tally)
    if n == 4:
        return World(register(replace(AT_THE_DOOR, level="grid"), **village), tally)
    matter = report(Reported(AT_THE_DOOR, Outcome.OURS), **village)
    said = {"answer": Answer.AGREED, "how": "in_person", "asked_at": MORNING}
    for party in matter.parties.all() if n == 3 else ():
        matter = record_consent(matter, party=party.pk, **said, **village)
    return World(matter, tally)


@pytest.mark.django_db
def test_somebody_answers_at_every_instant():
    tally: Counter[str] = Counter()

    for seed in range(HISTORIES):
        dice = Random(seed)
        with told_apart(seed), transaction.atomic():
            world = begun(dice.randrange(5), tally)
            for _ in range(dice.choice(LENGTHS)):
                world.act(dice.choice(KINDS), dice.randrange(10**6))
            assert verify()["problems"] == []
            world.passed_around()
            assert facts_of(world.matter).holder == world.matter.holder_id
            transaction.set_rollback(True)

    # the histories went everywhere, or they would prove nothing
    wanted = {*STEPS, "away", "stand in", "back", "dissolve", "returned twice", "with a unit", "with duty", "refused"}
    wanted |= {"climbed", "urged"}
    assert {name: tally[name] for name in wanted if not tally[name]} == {}
