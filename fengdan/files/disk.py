"""Contents on disk, encrypted: `<data directory>/files/<first two characters>/<place>`, a place being a random name."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from fengdan.vault.cipher import decrypt_bytes, encrypt_bytes


def digest(data: bytes) -> str:
    """SM3, 64 hex characters."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(data)
    return sm3.finalize().hex()


def write(data: bytes) -> str:
    """Encrypt and keep a content; return its place. It is whole and on the disk when this returns.

    Raises OSError when it cannot be, and leaves nothing behind.
    """
    place = secrets.token_hex(16)
    path = path_of(place)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    put(path, encrypt_bytes(data, _bound(place)))
    for folder in (path.parent, path.parent.parent, settings.DATA):  # a new folder must be found again as well
        _sync(folder)
    return place


def put(path: Path, sealed: bytes) -> None:
    """Write a new file that only its owner reads. Raises OSError, leaving nothing behind."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        path.unlink()
        raise


def read(place: str) -> bytes:
    """The plain content. Raises FileNotFoundError or another OSError, and Unreadable."""
    return decrypt_bytes(path_of(place).read_bytes(), _bound(place))


def path_of(place: str) -> Path:
    return Path(settings.DATA) / "files" / place[:2] / place


def _bound(place: str) -> str:
    return f"files/{place}"


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
