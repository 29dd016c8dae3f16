"""接单准备: how it came to this in the order of time, the plan, the articles; for whoever mediates or leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.articles import Article, articles_of
from fengdan.matters.models import Matter, Preparation
from fengdan.matters.queries.history import Told
from fengdan.matters.queries.written import Written
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.stages import Stage
from fengdan.teams.queries import eligible_mediators

# what tells how it came to this; the rest of the history is the office's own business
TELLS = frozenset(
    {
        *("visit", "respond", "record_consent", "add_party", "hold_session", "invite", "follow_up", "agree_orally"),
        *("alarm", "raise_risk", "give_back", "recall", "change_mediator", "reopen", "conclude", "answer", "guide"),
        *("register_need", "plan_need", "answer_need", "ask_help", "hand_up", "reply", "note"),
    }
)


@dataclass(frozen=True)
class Version:
    """One version of the plan. All but `plan` may be empty."""

    plan: str
    attention: str
    invite: str
    questions: str
    at: datetime


@dataclass(frozen=True)
class Preparing:
    """`background` is the oldest first; `versions` of this round, the newest first.

    `own` is the code under which this actor, who leads the team, may take the matter and mediate it; else empty.
    """

    background: list[Told]
    versions: list[Version]
    articles: list[Article]
    own: str


def preparing(  # noqa: PLR0917 - what the page has read already
    actor: Actor, matter: Matter, facts: MatterFacts, history: Iterable[Told], written: Written, at: datetime
) -> Preparing:
    """One query for the articles, one more for a leader before the matter is taken."""
    rows: list[Preparation] = sorted(written.rows("preparation"), key=lambda row: -row.pk)
    return Preparing(
        background=[line for line in sorted(history, key=lambda line: line.seq) if line.step in TELLS and line.text],
        versions=[
            Version(row.plan, row.attention, row.invite, row.questions, row.written_at)
            for row in rows
            if row.round == matter.round
        ],
        articles=articles_of(matter.matter_type_id),
        own=_own(actor, facts, at),
    )


def _own(actor: Actor, facts: MatterFacts, at: datetime) -> str:
    if facts.stage is not Stage.ASSIGNED or facts.unit not in actor.units_as(Role.LEADER):
        return ""
    able = eligible_mediators(facts.unit, at.astimezone(ZONE).date())
    return able.filter(user=int(actor.id)).values_list("pk", flat=True).first() or ""
