"""Short ways to an end, and that a matter was taken up again."""

from fengdan.matters.models import Response
from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.sources import RISK_LABELS, Risk
from fengdan.rulebook.spoken import moment_words


def _ended(facts: Facts, written: Written) -> str:
    return written.ending(facts)


def _receipt(facts: Facts, written: Written) -> str:
    row = written.row("transfer", facts)
    number = f"，编号 {row.receipt_number}" if row.receipt_number else ""
    return f"{row.organ} {row.receipt_by} {row.receipt_on:%Y-%m-%d} 签收{number}。"


def _reopen(facts: Facts, written: Written) -> str:
    row = written.row("past_round", facts)
    return f"开始第 {row.round + 1} 轮。{row.reopen_reason}"


def _visit(facts: Facts, written: Written) -> str:
    row = written.row("visit", facts)
    came = f"来了 {row.people} 人。{row.words}"
    if "risk" not in facts:
        return came
    return f"{came}\n{written.row('risk_change', facts).reason}现在是{RISK_LABELS[Risk(facts['risk'])]}。"


def _respond(facts: Facts, written: Written) -> str:
    row = written.row("response", facts)
    how = f"{moment_words(row.responded_at)}{Response.How(row.how).label}"
    return f"{how}告诉{written.parties[row.party_id].name}：{row.words}"


def _scan(facts: Facts, written: Written) -> str:
    return str(written.row("scan", facts).file.name)


ENDINGS: dict[str, Tell] = {
    **dict.fromkeys(("answer", "guide", "transfer", "reject", "merge"), _ended),
    "record_receipt": _receipt,
    "reopen": _reopen,
    "visit": _visit,
    "respond": _respond,
    "attach": _scan,
}
