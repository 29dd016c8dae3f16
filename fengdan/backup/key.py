"""The backup key, kept apart from the keys of the fields."""

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from fengdan.keep import kept
from fengdan.rulebook.errors import Refused

KEY_BYTES = 32


@dataclass(frozen=True)
class BackupKey:
    """`fresh` the first time, when it was only now made."""

    secret: bytes
    fresh: bool = False

    def __repr__(self) -> str:
        return f"BackupKey({self.mark})"

    @property
    def mark(self) -> str:
        """Tells keys apart and gives nothing away: 16 hex characters."""
        return hashlib.sha256(b"fengdan backup key" + self.secret).hexdigest()[:16]


def key_to_seal() -> BackupKey:
    """The key, made the first time. Raises Refused when the file holds none."""
    path = Path(settings.BACKUP_KEY)
    fresh = not path.exists()
    made = kept(path, lambda: base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
    return BackupKey(_secret(made), fresh)


def key_to_open() -> BackupKey:
    """The key, which must be there. Raises Refused."""
    path = Path(settings.BACKUP_KEY)
    if not path.is_file():
        raise Refused(f"找不到备份密钥文件 {path}。请放回做备份时的那一份，或用 FENGDAN_BACKUP_KEY 指明它在哪里。")
    return BackupKey(_secret(path.read_text(encoding="utf-8", errors="replace")))


def _secret(text: str) -> bytes:
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except (ValueError, binascii.Error):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise Refused(f"备份密钥文件 {Path(settings.BACKUP_KEY).name} 的内容不完整，请放回原来的备份密钥文件。")
    return secret
