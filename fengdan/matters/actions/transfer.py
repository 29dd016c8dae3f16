"""转送 to an organ with the power, 移送 to the organ the law names; its receipt is waited for."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.endings import end
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Transfer
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import BY_STEP


def transfer(
    matter: Matter,
    *,
    kind: str,
    organ: str,
    reason: str,
    materials: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Send the matter on and end it here; the receipt is entered later (信访工作条例 Art. 22). Raises Refused."""

    def write(entry: Entry) -> None:
        row = Transfer(
            matter=entry.matter,
            kind=one_of(Transfer.Kind, kind, "kind"),
            organ=said(organ, "organ", "送到哪个机关"),
            reason=said(reason, "reason", "为什么送去"),
            materials=materials,
            sent_at=entry.at,
        )
        entry.add(row)
        entry.facts = {"transfer": row.pk, "kind": row.kind}
        end(
            entry,
            BY_STEP["transfer"],
            f"{'转送' if row.kind == Transfer.Kind.FORWARD else '移送'}{row.organ}。{row.reason}",
        )

    return record("transfer", matter, actor=actor, at=at, seen=seen, once=once, write=write)
