"""The keys, kept outside the database in one file only the service account can read."""

import base64
import json
import secrets
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from fengdan.keep import kept


@dataclass(frozen=True)
class Keys:
    """`fields` maps key id → 32 bytes, new values use `current`; the others key digests and decrypt nothing."""

    current: str
    fields: dict[str, bytes]
    index: bytes
    search: bytes

    def __repr__(self) -> str:
        return f"Keys(current={self.current!r})"


@cache
def keys() -> Keys:
    """Read the key file, making it the first time. A lost file is found out by `vault.check`, not papered over."""
    stored = json.loads(kept(settings.KEYS, _fresh))
    return Keys(
        current=stored["current"],
        fields={name: base64.b64decode(value) for name, value in stored["fields"].items()},
        index=base64.b64decode(stored["index"]),
        search=base64.b64decode(stored["search"]),
    )


def _fresh() -> str:
    def key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    return json.dumps({"current": "k1", "fields": {"k1": key()}, "index": key(), "search": key()}, indent=1)
