"""What stands in the papers of a mediation."""

from collections.abc import Callable

from fengdan.matters.models import FollowUp, Session
from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.papers.known import Filled, common, day, mediator, moment, names
from fengdan.paperwork.mediation import RESULTS, YES_NO
from fengdan.paperwork.paper import Signer
from fengdan.rulebook.file_check import Paper

RESULT_BOX = {Session.Outcome.AGREED: 0, Session.Outcome.FAILED: 1, Session.Outcome.CONTINUE: 2}


def _rights_notice(page: MatterPage, _n: int) -> Filled:
    return Filled({}, mediator(page))


def _session_record(page: MatterPage, n: int) -> Filled:
    row = page.matter.sessions.filter(round=page.matter.round).select_related("mediator").order_by("pk")[n - 1]
    beside = [f"{name}（共同调解员）" for _, name in page.people.beside]
    invited = [f"{name}（{capacity}）" for name, capacity, _ in page.people.invitees]
    known = {
        "nth": f"第 {n} 次",
        "time": moment(row.held_at),
        "place": row.place,
        "parties": "、".join(f"{party.side_label} {party.name}" for party in page.parties if party.id in row.present),
        "participants": "、".join([*beside, *invited]),
        "notice": YES_NO[0 if row.rights_notice else 1],
        "public": YES_NO[0 if row.open_to_public else 1],
        "record": row.record,
        "result": RESULTS[RESULT_BOX[Session.Outcome(row.outcome)]],
    }
    helpers = "、".join(name for name, *_ in page.people.invitees)
    return Filled(known, {Signer.MEDIATOR: row.mediator.name, Signer.INVITEES: helpers})


def _agreement(page: MatterPage, _n: int) -> Filled:
    assert page.agreement is not None
    row = page.agreement.row
    known = {name: getattr(row, name) for name in ("facts", "content", "performance", "due", "place")}
    known["copies"] = f"一式 {row.copies} 份，当事人各执一份，{row.committee_name}留存一份"
    return Filled(known, {Signer.MEDIATOR: row.mediator_name})


def _oral_agreement(page: MatterPage, _n: int) -> Filled:
    row = page.handling.oral
    assert row is not None
    known = {name: getattr(row, name) for name in ("content", "performance", "due")}
    known |= {
        "facts": page.matter.story,
        "performed": YES_NO[0 if row.performed else 1],
        "reached": day(row.reached_at),
    }
    return Filled(known, {Signer.MEDIATOR: row.mediator})


def _termination(page: MatterPage, _n: int) -> Filled:
    refused = [party.name for party in page.parties if party.id in page.facts.refused_by()]
    why = f"{'、'.join(refused)}明确拒绝调解（人民调解法第十七条）。" if refused else ""
    known = {"reason": f"{why}{page.matter.conclusion_reason}", "ended": day(page.matter.concluded_at)}
    return Filled(common(page) | known, mediator(page))


def _follow_up(page: MatterPage, n: int) -> Filled:
    oral = page.handling.oral
    agreement = page.agreement.row.number if page.agreement else oral.number if oral else ""
    known = {"parties": names(page), "agreement": agreement, "cause": f"{page.title}，{page.matter.matter_type}"}
    rows = page.matter.follow_ups.filter(round=page.matter.round).select_related("party").order_by("pk")
    if n:
        known |= _asked(rows[n - 1])
    told = [told.who for told in reversed(page.history) if told.step == "follow_up"]
    return Filled(known, {Signer.CALLER: told[-len(rows) :][n - 1]} if n else {})


def _asked(row: FollowUp) -> dict[str, str]:
    reached = "" if row.reached else "，没有联系上"
    return {
        "asked": f"{moment(row.asked_at)}，{FollowUp.How(row.how).label}，{row.party.name}{reached}",
        "words": row.words,
        "performed": {True: "已履行", False: "未履行", None: ""}[row.performed],
        "satisfied": {True: "满意", False: "不满意", None: ""}[row.satisfied],
    }


OF_MEDIATION: dict[Paper, Callable[[MatterPage, int], Filled]] = {
    Paper.RIGHTS_NOTICE: _rights_notice,
    Paper.SESSION_RECORD: _session_record,
    Paper.AGREEMENT: _agreement,
    Paper.ORAL_AGREEMENT: _oral_agreement,
    Paper.TERMINATION_NOTICE: _termination,
    Paper.FOLLOW_UP_RECORD: _follow_up,
}
