"""What stands in the papers of the desk."""

from collections.abc import Callable

from fengdan.matters.models import Assignment
from fengdan.matters.queries.conference import Said
from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.papers.known import Filled, common, day, due, moment, when, who
from fengdan.paperwork.desk import SOURCES
from fengdan.paperwork.paper import Signer
from fengdan.rulebook.file_check import Paper
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
    asked = [] if page.facts.service else page.parties
    known = {
        "registered": day(page.matter.registered_at),
        "consent": "；".join(f"{party.side_label} {party.name}：{party.consent_label}" for party in asked),
        "source": SOURCES[SOURCE_BOX.get(Source(page.matter.channel), 0)],
    }
    return Filled(common(page) | known, {Signer.CLERK: who(page, "register")})


def _task_list(page: MatterPage, _n: int) -> Filled:
    live = page.matter.assignments.order_by("-pk").first()
    known = {
        "title": page.title,
        "team": page.matter.unit.name if page.matter.unit else "",
        "assigned": moment(live.assigned_at) if live else "",
        "due": due(page),
        "reason": live.reason if live else "",
    }
    taken = live is not None and live.status == Assignment.Status.TAKEN
    names = {Signer.DISPATCHER: who(page, "assign")} | ({Signer.TAKER: who(page, "take")} if taken else {})
    return Filled(common(page) | known, names)


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
    Paper.GUIDANCE_NOTICE: _guidance,
    Paper.REJECTION_NOTICE: _rejection,
}
