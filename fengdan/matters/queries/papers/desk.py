"""What stands in the papers of the desk."""

from collections.abc import Callable

from fengdan.catalogue.rules import ladder_in_force
from fengdan.matters.models import Assignment
from fengdan.matters.queries.conference import Said
from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.papers.known import Filled, common, consent, day, due, moment, when, who
from fengdan.paperwork.desk import SOURCES
from fengdan.paperwork.paper import Signer
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.ladder import Tier, tier
from fengdan.rulebook.rejecting import INSTEAD, Rejection
from fengdan.rulebook.sources import Source

SOURCE_BOX = {Source.PATROL: 1, Source.COURT: 2, Source.POLICE: 2, Source.PETITION: 2, Source.HOTLINE: 2}


def _receipt(page: MatterPage, _n: int) -> Filled:
    known = {
        "registered": moment(page.matter.registered_at),
        "accepted": moment(when(page, "accept")),
        "unit": page.matter.origin.name,
        "holder": page.matter.unit.name if page.matter.unit else "",
        "due": due(page),
        "phone": page.matter.origin.phone,
    }
    return Filled(common(page) | known, {Signer.HANDLER: who(page, "accept")})


def _application(page: MatterPage, _n: int) -> Filled:
    return Filled(common(page))


def _acceptance_form(page: MatterPage, _n: int) -> Filled:
    known = {
        "registered": day(page.matter.registered_at),
        "consent": consent(page),
        "source": SOURCES[SOURCE_BOX.get(Source(page.matter.channel), 0)],
    }
    return Filled(common(page) | known, {Signer.CLERK: who(page, "register")})


def _task_list(page: MatterPage, _n: int) -> Filled:
    asked = page.asking
    known = {
        "title": page.title,
        "team": page.matter.unit.name if page.matter.unit else "",
        "due": due(page),
    }
    if asked:
        known |= {"assigned": moment(asked.row.assigned_at), "reason": asked.row.reason, "tasks": asked.tasks}
        known |= {"time": asked.time, "place": asked.place, "materials": asked.materials}
        known["needs"] = "；".join(part for part in (asked.needs, _wanted(asked.mediator_name)) if part)
    taken = asked is not None and asked.row.status == Assignment.Status.TAKEN
    names = {Signer.DISPATCHER: who(page, "assign", "reassign")} | ({Signer.TAKER: who(page, "take")} if taken else {})
    return Filled(common(page) | known, names)


def _wanted(mediator: str) -> str:
    return f"希望由{mediator}承办" if mediator else ""


def _conference_record(page: MatterPage, _n: int) -> Filled:
    held = page.handling.conference
    assert held is not None
    members = "、".join(name for _, name in held.members)
    known = {
        "title": page.title,
        "convened": moment(held.convened_at),
        "lead": f"{held.lead_name}：{held.why_lead}",
        "members": members,
        "issue": "\n".join(_objection(said) for said in held.issue),
        "decision": held.decision,
        "decided": held.decided,
        "supporting": "、".join(page.handling.supporting) if held.decided else "",
        "closed": moment(held.closed_at) if held.decided else "",
    }
    return Filled(known, {Signer.DECIDER: who(page, "decide_conference"), Signer.CONFERRING: members})


def _objection(said: Said) -> str:
    believed = f"，认为应由{said.believed}负责" if said.believed else ""
    return f"{moment(said.at)} {said.unit}退回（{said.why}）{believed}：{said.basis}"


def _handover(page: MatterPage, n: int) -> Filled:
    """What the level that had it says to the next: `n` counts from the first time."""
    row, ladder = page.passed_up[n - 1], ladder_in_force()
    left, reached = tier(ladder, row.left), tier(ladder, row.reached)
    known = {
        "registered": moment(page.matter.registered_at),
        "left": _level(left, row.from_unit),
        "reached": _level(reached, row.to_unit),
        "passed_at": moment(row.at),
        "reason": row.reason,
        "handover": row.handover,
        "materials": left.handover if left else "",
        "consent": consent(page),
    }
    return Filled(common(page) | known)


def _level(level: Tier | None, unit: str) -> str:
    return f"第 {level.number} 级 {level.name}（{unit}）" if level else unit


def _guidance(page: MatterPage, _n: int) -> Filled:
    row = page.matter.guidances.filter(round=page.matter.round).get()
    known = {name: getattr(row, name) for name in ("reason", "organ", "address", "phone", "materials", "limits")}
    return Filled(common(page) | known, {Signer.HANDLER: who(page, "guide")})


def _rejection(page: MatterPage, _n: int) -> Filled:
    event = page.matter.events.filter(step="reject").latest("seq")
    known = {
        "reason": page.matter.conclusion_reason,
        "instead": INSTEAD[Rejection(event.facts["code"])],
        "decided": day(page.matter.concluded_at),
    }
    return Filled(common(page) | known, {Signer.HANDLER: who(page, "reject")})


OF_THE_DESK: dict[Paper, Callable[[MatterPage, int], Filled]] = {
    Paper.ACCEPTANCE_RECEIPT: _receipt,
    Paper.APPLICATION: _application,
    Paper.ACCEPTANCE_FORM: _acceptance_form,
    Paper.TASK_LIST: _task_list,
    Paper.CONFERENCE_RECORD: _conference_record,
    Paper.HANDOVER: _handover,
    Paper.GUIDANCE_NOTICE: _guidance,
    Paper.REJECTION_NOTICE: _rejection,
}
