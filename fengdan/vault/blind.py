"""Keyed digests that let a value be looked up without being kept: telephone, ID number, slip token, throttle keys."""

import hashlib
import hmac

from fengdan.vault.keys import keys


def index(purpose: str, value: str) -> str:
    """64 hex characters; the same value under another purpose gives another digest. Empty stays empty."""
    if not value:
        return ""
    return hmac.new(keys().index, f"{purpose}\x00{value}".encode(), hashlib.sha256).hexdigest()


def search_token(text: str) -> str:
    """Ten hex characters for one character or pair of characters in the search index."""
    return hmac.digest(keys().search, text.encode(), "sha256").hex()[:10]
