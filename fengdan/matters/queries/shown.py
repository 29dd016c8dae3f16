"""The lines of a matter page: its parties, its clocks, the steps that can be taken."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import Clock, Party
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.facts import ANSWER_LABELS, SIDE_LABELS, Answer, MatterFacts, Side
from fengdan.rulebook.powers import why_not, why_not_you
from fengdan.rulebook.steps import STEPS
from fengdan.vault import mask


@dataclass(frozen=True)
class PartyShown:
    """A party with contact data masked, unless somebody asked to see it (`revealed`)."""

    id: int
    side: str
    side_label: str
    name: str
    phone: str
    id_number: str
    address: str
    protected: bool
    consent: str
    consent_label: str


@dataclass(frozen=True)
class StepOpen:
    """A step on the page: `reason` None means it can be taken now. `yours` says whether this actor ever could."""

    name: str
    label: str
    reason: str | None
    yours: bool


@dataclass(frozen=True)
class ClockShown:
    """A clock still running, under the county's name for it; `code` is the limit's. `paused`: it stands still now."""

    code: str
    name: str
    due_at: datetime
    provisional: bool
    paused: bool


def party_shown(party: Party, *, revealed: bool, address: bool) -> PartyShown:
    """`address`: who looks may learn where a protected party lives."""
    hidden = party.protected and not (revealed and address)
    return PartyShown(
        id=party.pk,
        side=party.side,
        side_label=SIDE_LABELS[Side(party.side)],
        name=party.name,
        phone=party.phone if revealed else mask.phone(party.phone),
        id_number=party.id_number if revealed else mask.id_number(party.id_number),
        address=mask.WITHHELD if hidden else party.address if revealed else mask.address(party.address),
        protected=party.protected,
        consent=party.consent,
        consent_label=ANSWER_LABELS[Answer(party.consent)],
    )


def clocks_shown(clocks: list[Clock], names: dict[str, str]) -> list[ClockShown]:
    return [
        ClockShown(clock.name, names[clock.name], clock.due_at, clock.provisional, clock.paused)
        for clock in clocks
        if clock.stopped_at is None
    ]


def step_open(name: str, facts: MatterFacts, actor: Actor, at: datetime) -> StepOpen:
    step = STEPS[name]
    yours = why_not_you(step, facts, actor) is None
    return StepOpen(name, step.said(facts.unit_kind), why_not(name, facts, actor, at), yours)
