"""What the clock did by itself: which limit ran out and whom it told, which ends another day."""

from datetime import datetime

from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.spoken import moment_words


def _rung(facts: Facts, written: Written) -> str:
    if "urging" in facts:
        return _by_hand(facts, written)
    due = moment_words(datetime.fromisoformat(facts["due"]))
    limit = written.limits.get(facts["clock"], facts["clock"])
    told = f"已告知{facts['person_name']}" if facts["person_name"] else "没有找到在岗的人，仍在等人"
    return f"“{limit}”{due}到期，{told}。{_alerted(facts)}{_drafted(facts, written)}{_needed(facts)}"


def _by_hand(facts: Facts, written: Written) -> str:
    limit = f"“{written.limits.get(facts['clock'], facts['clock'])}”：" if facts["clock"] else ""
    told = f"已告知{facts['person_name']}。" if facts["person_name"] else "没有找到在岗的人，仍在等人。"
    return f"{limit}{written.row('urging', facts).words}\n{told}{_alerted(facts)}"


def _alerted(facts: Facts) -> str:
    return "该办的人或督办员不在岗，已报值班领导安排。" if facts.get("nobody") else ""


def _drafted(facts: Facts, written: Written) -> str:
    return f"已拟好{written.ways[facts['kind']]}，等待签发。" if "supervision" in facts else ""


def _needed(facts: Facts) -> str:
    return "双方没有选定同一位，已登记待安排需求。" if "need" in facts else ""


def _recount(facts: Facts, written: Written) -> str:
    names = written.limits
    moved = [
        f"“{names.get(clock, clock)}”由{_spoken(facts['was'][clock])}改到{_spoken(becomes)}"
        for clock, becomes in facts["moved"].items()
    ]
    sure = "、".join(f"“{names.get(clock, clock)}”" for clock in facts["confirmed"])
    fixed = [f"{sure}原是暂定，现已确定，日期不变"] if sure else []
    return f"工作日历有变：{'；'.join(moved + fixed)}。"


def _spoken(moment: str) -> str:
    return moment_words(datetime.fromisoformat(moment))


CLOCKS: dict[str, Tell] = {"remind": _rung, "urge": _rung, "escalate": _rung, "recount": _recount}
