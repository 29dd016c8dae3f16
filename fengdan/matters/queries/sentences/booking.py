"""When and where people meet; of somebody's home no more than that it is one."""

from fengdan.matters.models import Booking
from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.spoken import span_words


def _when(row: Booking) -> str:
    return f"{span_words(row.starts_at, row.ends_at)}，{row.where}"


def _book(facts: Facts, written: Written) -> str:
    return f"约在{_when(written.row('booking', facts))}。"


def _rebook(facts: Facts, written: Written) -> str:
    before = written.more["booking"][facts["instead"]]
    return f"由{_when(before)}改到{_when(written.row('booking', facts))}。{before.reason}"


def _cancel(facts: Facts, written: Written) -> str:
    row = written.row("booking", facts)
    return f"取消{_when(row)}的约定。{row.reason}"


def called_off(facts: Facts, written: Written) -> str:
    """What a step has called off besides what else it did."""
    if "booking_cancelled" not in facts:
        return ""
    return f"\n{_when(written.more['booking'][facts['booking_cancelled']])}的约定随之取消。"


BOOKING: dict[str, Tell] = {"book": _book, "rebook": _rebook, "cancel_booking": _cancel}
