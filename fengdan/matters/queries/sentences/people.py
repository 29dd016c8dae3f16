"""Who mediates and who helps, what is dangerous, what is kept quiet."""

from fengdan.matters.models import Alarm, Invitee
from fengdan.matters.queries.sentences.orders import how_ended
from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.sources import RISK_LABELS, Risk
from fengdan.rulebook.spoken import moment_words


def _change_mediator(facts: Facts, written: Written) -> str:
    beside = f"，另有 {len(facts['assistants'])} 人共同承办" if facts["assistants"] else ""
    ended = how_ended(facts, written)
    why = "\n".join(filter(None, [written.notes[facts["note"]].text, ended]))
    return f"由{written.assignments[facts['assignment']].mediator}承办{beside}。{why}"


def _invite(facts: Facts, written: Written) -> str:
    row = written.row("invitee", facts)
    return f"{row.name}（{Invitee.Capacity(row.capacity).label}），各方当事人同意。"


def _alarm(facts: Facts, written: Written) -> str:
    row = written.row("alarm", facts)
    return f"{Alarm.Kind(row.kind).label}。发现后 {row.minutes} 分钟报告{row.told}。{row.measures}"


def _ask_party(facts: Facts, written: Written) -> str:
    return f"给{written.parties[facts['party']].name}备好征求调解意见书，可以扫码答复。"


def _raise(facts: Facts, written: Written) -> str:
    row = written.row("risk_change", facts)
    return f"{RISK_LABELS[Risk(row.was)]}提高到{RISK_LABELS[Risk(row.becomes)]}。{row.reason}"


def _ask_lower(facts: Facts, written: Written) -> str:
    row = written.row("risk_change", facts)
    return f"申请从{RISK_LABELS[Risk(row.was)]}降到{RISK_LABELS[Risk(row.becomes)]}。{row.reason}"


def _lower(facts: Facts, written: Written) -> str:
    row = written.row("risk_change", facts)
    return f"同意降到{RISK_LABELS[Risk(row.becomes)]}。{row.comment}" if facts["approved"] else f"不同意。{row.comment}"


def _handle(facts: Facts, written: Written) -> str:
    row = written.row("risk_handling", facts)
    return f"{moment_words(row.handled_at)}处置：{row.words}"


def _protect(facts: Facts, written: Written) -> str:
    quiet = "设为保密事项" if facts["confidential"] else "不是保密事项"
    hidden = f"，{len(facts['protected'])} 名当事人的住址保密" if facts["protected"] else ""
    return f"{quiet}{hidden}。{written.notes[facts['note']].text}"


def _declare(facts: Facts, written: Written) -> str:
    """Who, and never because of which relation: everybody who sees the matter reads this."""
    return f"{written.row('conflict', facts).mediator}按回避规定不承办这件事项。"


def _challenge(facts: Facts, written: Written) -> str:
    return f"当事人申请{written.row('conflict', facts).mediator}回避。"


def _rule_on_challenge(facts: Facts, written: Written) -> str:
    name = written.row("conflict", facts).mediator
    return f"回避申请成立，{name}不再承办。" if facts["upheld"] else f"回避申请不成立，仍由{name}承办。"


def _waive(facts: Facts, written: Written) -> str:
    return f"各方当事人都同意{written.row('conflict', facts).mediator}不回避。"


def _ask_override(facts: Facts, written: Written) -> str:
    return f"申请由{written.row('conflict', facts).mediator}破例承办。"


def _override(facts: Facts, written: Written) -> str:
    name = written.row("conflict", facts).mediator
    return f"同意破例，{name}可以承办。" if facts["approved"] else f"不同意破例，{name}仍要回避。"


PEOPLE: dict[str, Tell] = {
    "declare_conflict": _declare,
    "challenge_mediator": _challenge,
    "rule_on_challenge": _rule_on_challenge,
    "waive_conflict": _waive,
    "ask_override": _ask_override,
    "override_conflict": _override,
    "change_mediator": _change_mediator,
    "invite": _invite,
    "ask_party": _ask_party,
    "alarm": _alarm,
    "raise_risk": _raise,
    "ask_lower_risk": _ask_lower,
    "lower_risk": _lower,
    "handle_risk": _handle,
    "protect": _protect,
}
