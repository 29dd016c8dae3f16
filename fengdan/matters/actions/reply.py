"""答复: the responsible unit says what it found or did, and on what basis."""

from datetime import datetime

from fengdan.files.check import Checked
from fengdan.files.store import keep
from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Matter, Reply
from fengdan.rulebook.actor import Actor


def reply(
    matter: Matter,
    *,
    result: str,
    basis: str,
    attachment: Checked | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Answer with the result and its basis in law; the centre then approves it or sends it back. Raises Refused."""

    def write(entry: Entry) -> None:
        kept = keep(attachment, f"matter:{entry.matter.pk}", actor.id, entry.at) if attachment else None
        row = Reply(
            matter=entry.matter,
            assignment=entry.matter.assignments.get(status=Assignment.Status.TAKEN),
            result=said(result, "result", "办理结果"),
            basis=said(basis, "basis", "依据"),
            attachment=kept,
            replied_at=entry.at,
        )
        entry.add(row)
        entry.facts = {"reply": row.pk, "attachment": kept.digest if kept else None}

    return record("reply", matter, actor=actor, at=at, seen=seen, once=once, write=write)
