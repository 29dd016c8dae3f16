"""Who mediates and helps beside the lead, what danger was reported, and a lowering that waits for its second."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Alarm, CoMediator, Invitee, Matter, RiskChange
from fengdan.matters.queries.written import Written
from fengdan.people.models import User
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.sources import RISK_LABELS, Risk

# who lives in fear of the other side: their address is to be kept from it (反家庭暴力法 Art. 5; 未成年人保护法 Art. 4)
IN_FEAR = frozenset({Alarm.Kind.DOMESTIC_VIOLENCE, Alarm.Kind.MINOR})


@dataclass(frozen=True)
class AlarmShown:
    """`minutes` from noticing to telling."""

    kind: str
    noticed_at: datetime
    told: str
    told_at: datetime
    minutes: int
    measures: str


@dataclass(frozen=True)
class LoweringShown:
    """A lower colour asked for by `who`, not decided yet."""

    who: str
    was: str
    becomes: str
    reason: str
    asked_at: datetime


@dataclass(frozen=True)
class People:
    """`beside` are the mediators beside the lead, as (code, name); `invitees` (name, capacity, when).

    `unprotected`: somebody lives in fear, and no address is kept from the other side yet.
    """

    beside: list[tuple[str, str]]
    invitees: list[tuple[str, str, datetime]]
    alarms: list[AlarmShown]
    lowering: LoweringShown | None
    unprotected: bool

    @property
    def any(self) -> bool:
        return bool(self.beside or self.invitees or self.alarms or self.lowering)


def people(matter: Matter, facts: MatterFacts, rows: Written) -> People:
    """One query where there is a mediator, one more where a lowering waits."""
    alarms: list[Alarm] = sorted(rows.rows("alarm"), key=lambda row: -row.pk)
    asked = next((row for row in rows.rows("risk_change") if row.decided_at is None), None)
    return People(
        beside=_beside.ask(matter=matter.pk) if matter.mediator_id else [],
        invitees=[
            (row.name, Invitee.Capacity(row.capacity).label, row.invited_at)
            for row in sorted(rows.rows("invitee"), key=lambda row: row.pk)
        ],
        alarms=[_alarm(row) for row in alarms],
        lowering=_lowering(asked) if asked else None,
        unprotected=not facts.protected and any(row.kind in IN_FEAR for row in alarms),
    )


_beside = Prepared(
    lambda: CoMediator.objects.filter(matter=Slot("matter"), ended_at=None).values_list("mediator_id", "mediator__name")
)


def _alarm(row: Alarm) -> AlarmShown:
    label = Alarm.Kind(row.kind).label
    return AlarmShown(label, row.noticed_at, row.told, row.told_at, row.minutes, row.measures)


def _lowering(row: RiskChange) -> LoweringShown:
    who = User.objects.filter(pk=int(row.asked_by)).values_list("name", flat=True).first()
    was, becomes = RISK_LABELS[Risk(row.was)], RISK_LABELS[Risk(row.becomes)]
    return LoweringShown(who or "", was, becomes, row.reason, row.asked_at)
