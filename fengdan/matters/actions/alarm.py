"""紧急情况报告: danger was noticed; who was told, when, and what was done at once."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Alarm, Matter
from fengdan.matters.risks import call_off_lowering
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.sources import Risk


@dataclass(frozen=True)
class Danger:
    """`kind` is an `Alarm.Kind`; `told` names who was told (110, the duty leader, the township, the family …)."""

    kind: str
    noticed_at: datetime
    told: str
    told_at: datetime
    measures: str


def alarm(
    matter: Matter,
    *,
    report: Danger,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Report to those who can act, and turn the matter red (人民调解法 Art. 25). Raises Refused."""

    def write(entry: Entry) -> None:
        if not report.noticed_at <= report.told_at <= at:
            raise Refused("报告时间不能早于发现时间，也不能晚于现在，请核对。", "told_at")
        row = Alarm(
            matter=entry.matter,
            kind=one_of(Alarm.Kind, report.kind, "kind"),
            noticed_at=report.noticed_at,
            told=said(report.told, "told", "报告给了谁"),
            told_at=report.told_at,
            measures=said(report.measures, "measures", "当场采取了什么措施"),
        )
        entry.add(row)
        call_off_lowering(entry)
        entry.change_matter(risk=Risk.RED)
        entry.facts = {"alarm": row.pk, "kind": row.kind, "risk": Risk.RED}

    return record("alarm", matter, actor=actor, at=at, seen=seen, once=once, write=write)
