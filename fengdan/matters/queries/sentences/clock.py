"""What the clock did as a limit ran out: which, until when, and whom it told."""

from datetime import datetime

from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.calendars import ZONE


def _rung(facts: Facts, written: Written) -> str:
    if "urging" in facts:
        return _by_hand(facts, written)
    due = datetime.fromisoformat(facts["due"]).astimezone(ZONE)
    limit = written.limits.get(facts["clock"], facts["clock"])
    told = f"已告知{facts['person_name']}" if facts["person_name"] else "没有找到在岗的人，仍在等人"
    return f"“{limit}”到期时间 {due:%Y-%m-%d %H:%M}，{told}。{_alerted(facts)}{_drafted(facts, written)}"


def _by_hand(facts: Facts, written: Written) -> str:
    limit = f"“{written.limits.get(facts['clock'], facts['clock'])}”：" if facts["clock"] else ""
    told = f"已告知{facts['person_name']}。" if facts["person_name"] else "没有找到在岗的人，仍在等人。"
    return f"{limit}{written.row('urging', facts).words}\n{told}{_alerted(facts)}"


def _alerted(facts: Facts) -> str:
    return "该办的人或督办员不在岗，已报值班领导安排。" if facts.get("nobody") else ""


def _drafted(facts: Facts, written: Written) -> str:
    return f"已拟好{written.ways[facts['kind']]}，等待签发。" if "supervision" in facts else ""


CLOCKS: dict[str, Tell] = dict.fromkeys(("remind", "urge", "escalate"), _rung)
