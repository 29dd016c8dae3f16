"""Money is whole fen. People write and read yuan; nothing in between is a float."""

import re
import unicodedata

from fengdan.rulebook.errors import Refused

MOST = 10_000_000_000_00  # fen
WRITTEN = re.compile(r"[¥￥]?(?P<yuan>[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.(?P<fen>[0-9]{1,2}))?元?")


def yuan(fen: int) -> str:
    """1,200.00 元."""
    return f"{fen // 100:,}.{fen % 100:02d} 元"


def read_yuan(text: str) -> int:
    """Fen out of what somebody wrote: 1200, 1,200.5, ￥1200.00元, full-width digits. Raises Refused."""
    tidy = "".join(unicodedata.normalize("NFKC", text).split())
    match = WRITTEN.fullmatch(tidy)
    if match is None:
        raise Refused("看不懂这个金额：请只写数字，单位是元，最多两位小数，如 1200 或 1200.50。", "amount")
    fen = int(match["yuan"].replace(",", "")) * 100 + int((match["fen"] or "").ljust(2, "0"))
    check_amount(fen)
    return fen


def check_amount(fen: int) -> None:
    """Refuse nothing, less than nothing, and what no county has ever seen."""
    if not 0 < fen <= MOST:
        raise Refused("金额要大于 0，不超过一百亿元；不是给钱的事请留空。", "amount")
