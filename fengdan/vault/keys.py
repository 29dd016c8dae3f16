"""The keys, kept outside the database in one file only the service account can read."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Keys:
    """`fields` maps key id → 32 bytes, new values use `current`; the others key digests and decrypt nothing."""

    current: str
    fields: dict[str, bytes]
    index: bytes
    search: bytes

    def __repr__(self) -> str:
        return f"Keys(current={self.current!r})"


def path() -> Path:
    """Where the key file is: FENGDAN_KEYS, else beside the data."""
    return Path(os.environ.get("FENGDAN_KEYS", settings.DATA / "keys.json"))


@cache
def keys() -> Keys:
    """Read the key file, making it the first time. A lost file is found out by `vault.check`, not papered over."""
    file = path()
    if not file.exists():
        _make(file)
    stored = json.loads(file.read_text())
    return Keys(
        current=stored["current"],
        fields={name: base64.b64decode(value) for name, value in stored["fields"].items()},
        index=base64.b64decode(stored["index"]),
        search=base64.b64decode(stored["search"]),
    )


def _make(file: Path) -> None:
    def fresh() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    file.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"current": "k1", "fields": {"k1": fresh()}, "index": fresh(), "search": fresh()}, indent=1)
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:  # another process was first; its keys are the keys
        return
    with os.fdopen(descriptor, "w") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
