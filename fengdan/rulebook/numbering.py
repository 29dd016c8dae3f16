"""How numbers are written and read: matter codes and 人调字 numbers. Who hands out the next one is the ledger."""

import secrets
import unicodedata
from datetime import date

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31 characters, none that look alike (as GB 32100 has it)
CODE_LENGTHS = (6, 8, 6, 1)


def matter_code(area: str, day: date, sequence: int) -> str:
    """`621122-20261123-000017-C`: area, day, running number of the day, check character."""
    body = f"{area}{day:%Y%m%d}{sequence:06d}"
    return f"{area}-{day:%Y%m%d}-{sequence:06d}-{check_character(body)}"


def matter_id(code: str) -> int:
    """The database id of a matter is day and running number of its code read as one number."""
    _, day, sequence, _ = code.split("-")
    return int(day + sequence)


def check_character(digits: str) -> str:
    """One character over the digits, weights 3^i mod 31: finds one wrong digit or two swapped neighbours."""
    total = sum(int(digit) * pow(3, place, 31) for place, digit in enumerate(digits))
    return ALPHABET[(31 - total % 31) % 31]


def read_code(typed: str) -> str | None:
    """The code somebody meant by what they typed (any width, case, with or without dashes), or None if it is none."""
    text = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    if len(text) != sum(CODE_LENGTHS) or not text[:-1].isascii() or not text[:-1].isdigit():
        return None
    if check_character(text[:-1]) != text[-1]:
        return None
    return f"{text[:6]}-{text[6:14]}-{text[14:20]}-{text[20]}"


def agreement_number(year: int, committee: str, sequence: int) -> str:
    """（2026）陇访调人调字第1号, by the stamping committee's short name (domain.md §4.3)."""
    return f"（{year}）{committee}人调字第{sequence}号"


def oral_number(year: int, body: str, sequence: int) -> str:
    """（2026）巩昌镇西街村口调字第1号: 口头协议登记表 are numbered apart from the 人调字 papers that carry a seal."""
    return f"（{year}）{body}口调字第{sequence}号"


def new_pin() -> str:
    """Eight digits, printed on the slip in two groups."""
    return f"{secrets.randbelow(100_000_000):08d}"


def new_token() -> str:
    """192 random bits for the slip's QR."""
    return secrets.token_urlsafe(24)
