"""写调解预案: before the sides sit down, whoever mediates writes how they mean to go about it."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Preparation
from fengdan.rulebook.actor import Actor


@dataclass(frozen=True)
class Plan:
    """What to do; and what to mind, whom to invite, what to ask, each of which may be empty."""

    plan: str
    attention: str = ""
    invite: str = ""
    questions: str = ""


def prepare(
    matter: Matter,
    *,
    plan: Plan,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Write it, or a better version: the ones before stay. Raises Refused."""

    def write(entry: Entry) -> None:
        row = Preparation(
            matter=entry.matter,
            plan=said(plan.plan, "plan", "打算怎么调"),
            attention=plan.attention,
            invite=plan.invite,
            questions=plan.questions,
            written_at=entry.at,
            written_by=actor.id,
        )
        entry.add(row)
        entry.facts = {"preparation": row.pk}

    return record("prepare", matter, actor=actor, at=at, seen=seen, once=once, write=write)
