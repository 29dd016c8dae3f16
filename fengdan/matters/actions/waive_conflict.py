"""双方同意不回避: told of the relation, every party agrees to this mediator all the same (在线调解规则 Art. 13)."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.conflicts import on_record
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conflicts import Status
from fengdan.rulebook.errors import Refused


def waive_conflict(
    matter: Matter,
    *,
    mediator: str,
    kind: str,
    agreed: Collection[int],
    waiver: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """`agreed` are the parties (ids) who do, and all of them must; `waiver` says how they said so. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        row = on_record(entry, mediator, kind)
        if str(row.mediator.user_id or "") == actor.id:
            raise Refused("自己要回避的，不能由自己记下双方同意，请值班领导来记。", "mediator")
        if missing := entry.before.parties.keys() - set(agreed):
            raise Refused(f"还有 {len(missing)} 名当事人没有同意；每一名当事人都同意，才可以不回避。", "agreed")
        entry.change(row, status=Status.WAIVED, waiver=said(waiver, "waiver", "怎么同意的"))
        entry.facts = {"conflict": row.pk, "agreed": sorted(entry.before.parties)}

    return record("waive_conflict", matter, actor=actor, at=at, seen=seen, once=once, write=write)
