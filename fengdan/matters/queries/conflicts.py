"""回避 as whoever may see it reads it: who is free to mediate, who is kept off, and what is on record of why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fengdan.matters.models import Conflict, Matter
from fengdan.matters.queries.written import Written
from fengdan.matters.screening import blocks
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conflicts import (
    FOUND_LABELS,
    GROUNDS,
    STATUS_LABELS,
    Block,
    Found,
    Kind,
    Status,
)
from fengdan.rulebook.facts import SIDE_LABELS, Side
from fengdan.teams.queries import eligible_mediators


@dataclass(frozen=True)
class KeptOff:
    """`why` is empty for whoever may not see the people of the matter."""

    code: str
    name: str
    why: tuple[Block, ...]


@dataclass(frozen=True)
class Able:
    """Of the team that has the matter: who may mediate it, as (code, name), and who may not."""

    free: list[tuple[str, str]]
    kept_off: list[KeptOff]


@dataclass(frozen=True)
class ConflictShown:
    """What is on record of one mediator; `live`: it keeps them off or waits for a decision."""

    id: int
    mediator: str
    kind: str
    party: str
    found: str
    found_at: datetime
    status: str
    live: bool
    ground: str
    waiver: str
    reason: str
    ruling: str


def able(matter: Matter, day: date, *, in_full: bool) -> Able:
    """Four queries."""
    team = list(eligible_mediators(matter.unit_id or "", day))
    off = blocks(matter, team, day)
    return Able(
        free=[(row.pk, row.name) for row in team if row.pk not in off],
        kept_off=[KeptOff(row.pk, row.name, off[row.pk] if in_full else ()) for row in team if row.pk in off],
    )


def conflicts(actor: Actor, rows: Written, *, in_full: bool) -> list[ConflictShown]:
    """All that is on record, the newest first; of others only for whoever may see everybody's."""
    found: Iterable[Conflict] = rows.rows("conflict")
    mine = (row for row in found if in_full or str(row.mediator.user_id or "") == actor.id)
    return [_shown(row, rows) for row in sorted(mine, key=lambda row: -row.pk)]


def _kind(row: Conflict, status: Status) -> str:
    """What it is; an application is no more than that until it is upheld."""
    return "申请回避" if row.kind == Kind.UPHELD and status is not Status.STANDING else GROUNDS[Kind(row.kind)].label


def _shown(row: Conflict, rows: Written) -> ConflictShown:
    party = rows.parties[row.party_id]
    status = Status(row.status)
    return ConflictShown(
        id=row.pk,
        mediator=row.mediator.name,
        kind=_kind(row, status),
        party=f"{SIDE_LABELS[Side(party.side)]}{party.name}",
        found=FOUND_LABELS[Found(row.found)],
        found_at=row.found_at,
        status=STATUS_LABELS[status],
        live=status in {Status.STANDING, Status.RAISED},
        ground=row.ground,
        waiver=row.waiver,
        reason=row.reason,
        ruling=row.ruling,
    )
