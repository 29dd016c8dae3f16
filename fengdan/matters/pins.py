"""查询密码: the PIN printed on a matter's slip. Whoever has it holds the slip. The caller throttles."""

import hmac
import unicodedata


def same_pin(known: str, typed: str) -> bool:
    """Whether what was typed is that PIN; full-width digits and spaces do not matter, nor does where it differs."""
    tidy = "".join(unicodedata.normalize("NFKC", typed).split())
    return hmac.compare_digest(known.encode(), tidy.encode())
