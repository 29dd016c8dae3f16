"""What the clock did as a limit ran out: which, until when, and whom it told."""

from datetime import datetime

from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.calendars import ZONE


def _rung(facts: Facts, written: Written) -> str:
    due = datetime.fromisoformat(facts["due"]).astimezone(ZONE)
    limit = written.limits.get(facts["clock"], facts["clock"])
    told = f"已告知{facts['person_name']}" if facts["person_name"] else "没有找到在岗的人，仍在等人"
    return f"“{limit}”到期时间 {due:%Y-%m-%d %H:%M}，{told}。"


CLOCKS: dict[str, Tell] = dict.fromkeys(("remind", "urge", "escalate"), _rung)
