"""Taking in, giving, working and ending, step by step."""

from collections.abc import Callable

from fengdan.matters.models import Assignment, Consent, HandUp, Session
from fengdan.matters.queries.sentences.orders import how_ended
from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.agreements import SIGNER_LABELS
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, Conclusion
from fengdan.rulebook.corrections import FIELD_LABELS
from fengdan.rulebook.facts import ANSWER_LABELS, SIDE_LABELS, Answer, Side
from fengdan.rulebook.stages import TEAM
from fengdan.vault import mask

MASKS: dict[str, Callable[[str], str]] = {
    "phone": mask.phone,
    "id_number": mask.id_number,
    "address": mask.address,
}


def _assign(facts: Facts, written: Written) -> str:
    row = written.assignments[facts["assignment"]]
    given = "派给" if row.unit.kind == TEAM else "交给"
    apart = "没有按建议，" if facts.get("override") else ""
    return f"{apart}{given}{row.unit}{_helped(facts, written)}。{row.reason}{_ordered(facts, written)}"


def _ordered(facts: Facts, written: Written) -> str:
    ended = how_ended(facts, written)
    return f"\n{ended}" if ended else ""


def _reassign(facts: Facts, written: Written) -> str:
    row = written.assignments[facts["assignment"]]
    return f"从{written.units[facts['left']]}改给{row.unit}{_helped(facts, written)}。{row.reason}"


def _helped(facts: Facts, written: Written) -> str:
    names = [written.units[unit] for unit in facts.get("supporting", ())]
    return f"，{'、'.join(names)}配合" if names else ""


def _rule(facts: Facts, written: Written) -> str:
    row = written.returns[facts["return"]]
    return f"裁定由{written.units[facts['unit']]}牵头{_helped(facts, written)}。{row.ruling}"


def _give_back(facts: Facts, written: Written) -> str:
    believed = f"认为应由{written.units[facts['believed']]}负责。" if "believed" in facts else ""
    return f"{believed}{_ended(facts, written)}{_convened(facts, written)}"


def _convened(facts: Facts, written: Written) -> str:
    if "conference" not in facts:
        return ""
    first = "，红色风险，先办后议，先由它办理" if "given" in facts else ""
    return f"\n这是第二次退回，提交职责争议会商：{written.units[facts['lead']]}为会商牵头单位{first}。"


def _decide(facts: Facts, written: Written) -> str:
    row = written.row("conference", facts)
    return f"会商裁定由{written.units[facts['decided']]}牵头{_helped(facts, written)}，不再退回。{row.decision}"


def _hand_up(facts: Facts, written: Written) -> str:
    row = written.hand_ups[facts["hand_up"]]
    return f"上交{written.units[facts['to']]}。{HandUp.Reason(row.reason).label}：{row.handover}"


def _climb(facts: Facts, written: Written) -> str:
    return f"系统上报{written.units[facts['to']]}。{written.hand_ups[facts['hand_up']].handover}"


def _object(facts: Facts, written: Written) -> str:
    row = written.row("objection", facts)
    return f"{written.parties[row.party_id].name}不同意交给{row.assignment.unit}：{row.words}"


def _hear(facts: Facts, written: Written) -> str:
    row = written.row("objection", facts)
    return f"{'异议成立，收回县级重新安排' if facts['upheld'] else '异议不成立，仍由原单位办理'}。{row.ruling}"


def _reply(facts: Facts, written: Written) -> str:
    row = written.replies[facts["reply"]]
    attached = "\n附件一份。" if row.attachment_id else ""
    return f"{row.result}\n依据：{row.basis}{attached}"


def _judged(facts: Facts, written: Written) -> str:
    return written.replies[facts["reply"]].comment


def _agree_orally(facts: Facts, written: Written) -> str:
    row = written.orals[facts["oral_agreement"]]
    return f"{row.number}：{row.content}{'（已经办完）' if row.performed else ''}"


def _ended(facts: Facts, written: Written) -> str:
    row = written.assignments[facts["assignment"]]
    code = f"{Assignment.ReturnCode(row.return_code).label}：" if row.return_code else ""
    return f"{code}{row.outcome_reason}"


def _take(facts: Facts, written: Written) -> str:
    if "mediator" not in facts:
        return ""
    row = written.assignments[facts["assignment"]]
    return f"由{row.mediator}承办，团队负责人已确认没有需要回避的关系。{_ordered(facts, written)}"


def _consent(facts: Facts, written: Written) -> str:
    row = written.consents[facts["consent"]]
    words = f"：{row.words}" if row.words else "。"
    name, how = written.parties[row.party_id].name, Consent.How(row.how).label
    return f"{name}（{how}）{ANSWER_LABELS[Answer(row.answer)]}{words}"


def _party(facts: Facts, written: Written) -> str:
    return f"{SIDE_LABELS[Side(facts['side'])]} {written.parties[facts['party']].name}"


def _session(facts: Facts, written: Written) -> str:
    row = written.sessions[facts["session"]]
    present = "、".join(written.parties[party].name for party in row.present)
    return f"{row.place}，到场：{present}。{Session.Outcome(row.outcome).label}。\n{row.record}"


def _agree(facts: Facts, written: Written) -> str:
    return written.agreements[facts["agreement"]].number


def _sign(facts: Facts, written: Written) -> str:
    _, _, party = facts["signer"].partition(":")
    return written.parties[int(party)].name if party else SIGNER_LABELS[facts["signer"]]


def _void(facts: Facts, written: Written) -> str:
    row = written.agreements[facts["agreement"]]
    return f"{row.number}：{row.void_reason}"


def _conclude(facts: Facts, written: Written) -> str:
    label = CONCLUSION_LABELS[Conclusion(facts["conclusion"])]
    nothing_due = "没有需要以后履行的事项。" if facts.get("nothing_due") else ""
    return f"{label}。{nothing_due}{written.ending(facts)}"


def _note(facts: Facts, written: Written) -> str:
    return written.notes[facts["note"]].text


def _correct(facts: Facts, written: Written) -> str:
    row = written.corrections[facts["correction"]]
    if row.field == "address" and row.party_id and written.parties[row.party_id].protected:
        return f"{FIELD_LABELS[row.field]}（{mask.WITHHELD}）。{row.reason}"
    show = MASKS.get(row.field, str)
    return f"{FIELD_LABELS[row.field]}：“{show(row.old) or '空'}”改为“{show(row.new) or '空'}”。{row.reason}"


def _removed(facts: Facts, written: Written) -> str:
    row = written.corrections[facts["correction"]]
    return f"{row.old}。{row.reason}"


WORK: dict[str, Tell] = {
    "assign": _assign,
    "recall": _ended,
    "give_back": _give_back,
    "rule_on_return": _rule,
    "decide_conference": _decide,
    "hand_up": _hand_up,
    "climb": _climb,
    "raise_objection": _object,
    "rule_on_objection": _hear,
    "ask_help": _note,
    "reply": _reply,
    "send_back_reply": _judged,
    "approve_reply": _judged,
    "agree_orally": _agree_orally,
    "take": _take,
    "record_consent": _consent,
    "add_party": _party,
    "remove_party": _removed,
    "hold_session": _session,
    "agree": _agree,
    "sign": _sign,
    "void_agreement": _void,
    "conclude": _conclude,
    "note": _note,
    "correct": _correct,
    "reassign": _reassign,
    "time_out": _ended,
}
