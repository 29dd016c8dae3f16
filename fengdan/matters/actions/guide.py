"""引导: the matter belongs elsewhere; the person is told where, with what, and until when."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.endings import end
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Guidance, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import BY_STEP


@dataclass(frozen=True)
class Guided:
    """What the person is told. `limits` are the limitation periods that run there, in words; may be empty."""

    organ: str
    address: str
    materials: str
    reason: str
    phone: str = ""
    limits: str = ""


def guide(
    matter: Matter,
    *,
    told: Guided,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """End the matter by guiding the person to the organ that is for it (人民调解法 Art. 26). Raises Refused."""

    def write(entry: Entry) -> None:
        row = Guidance(
            matter=entry.matter,
            organ=said(told.organ, "organ", "去哪个机关"),
            address=said(told.address, "address", "地址"),
            phone=told.phone,
            materials=said(told.materials, "materials", "带什么材料"),
            limits=told.limits,
            reason=said(told.reason, "reason", "为什么不在这里办"),
        )
        entry.add(row)
        entry.facts = {"guidance": row.pk}
        end(entry, BY_STEP["guide"], f"引导到{row.organ}。{row.reason}")

    return record("guide", matter, actor=actor, at=at, seen=seen, once=once, write=write)
