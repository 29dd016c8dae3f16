"""ID card numbers (GB 11643) and telephone numbers: how they are tidied and when they cannot be right."""

import re
import unicodedata
from datetime import date

from fengdan.rulebook.errors import Refused

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
ID_LENGTH = 18
OLDEST_BIRTH_YEAR = 1900

# Mobile; landline with area code; landline as people in the county say it; 400/800 service numbers.
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}[2-8]\d{6,7}|[2-8]\d{6,7}|[48]00\d{7}", re.ASCII)
PHONE_FILLING = re.compile(r"[\s\-‐-―()（）·.]")


def tidy_id_number(text: str) -> str:
    """Return the number as printed on the card: half-width, no blanks, a capital X."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def check_id_number(text: str, today: date | None = None) -> None:
    """Refuse a number that no card can carry. With `today`, a birth date still to come is refused too."""
    number = tidy_id_number(text)
    if len(number) != ID_LENGTH:
        raise Refused(f"身份证号应为 18 位，现有 {len(number)} 位，请对照证件补全。")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise Refused("身份证号只能是数字，最后一位可以是 X，请对照证件核对。")
    born = _birth_date(number)
    if born is None or born.year < OLDEST_BIRTH_YEAR or (today is not None and born > today):
        raise Refused("身份证号中的出生日期（第 7 至 14 位）不对，请对照证件核对。")
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:-1], strict=True))
    if CHECK_DIGITS[total % 11] != number[-1]:
        raise Refused("身份证号的校验位不符，可能有一位输错，请对照证件逐位核对。")


def sex(number: str) -> str:
    """男 or 女, as the last digit but one of an ID number says; empty when there is none."""
    return ("女", "男")[int(number[-2]) % 2] if len(number) == ID_LENGTH else ""


def age(number: str, day: date) -> int | None:
    """Full years on that day, as the birth date in an ID number says."""
    born = _birth_date(number) if len(number) == ID_LENGTH else None
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def tidy_phone(text: str) -> str:
    """Return bare digits: half-width, without blanks, dashes, brackets or the country code."""
    digits = PHONE_FILLING.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", digits)


def check_phone(text: str) -> None:
    """Refuse what cannot be dialled from the county: neither a mobile, a landline nor a service number."""
    if not PHONE.fullmatch(tidy_phone(text)):
        raise Refused("电话号码不对：手机应为 11 位，固定电话请写区号和号码（如 0932-6620000），请核对。")
