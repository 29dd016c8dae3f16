"""SM3 digests (GB/T 32905) of canonical JSON: the links of the ledger and the seals on personal rows."""

import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes

_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> bytes:
    """The one byte sequence for a JSON value: sorted keys, no spaces, UTF-8."""
    return _json.encode(value).encode()


def sm3(value: Any) -> str:
    """64 hex characters over the canonical form."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(canonical(value))
    return digest.finalize().hex()


def new_salt() -> str:
    """Keep it beside the row it salts: once the row is blanked, the digest can no longer be guessed at."""
    return secrets.token_hex(16)
