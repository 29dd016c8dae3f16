"""Encrypting one value: AES-256-GCM, or SM4-GCM when FENGDAN_CRYPTO=sm4 (RFC 8998).

A stored value reads `<key id>:<a|s>:<base64 of nonce, ciphertext and tag>`. The column's name is bound in as
associated data, so a value cannot be moved to another column.
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from fengdan.vault.keys import keys

NONCE_BYTES = 12
TAG_BYTES = 16


class Unreadable(Exception):  # noqa: N818 - names the state of the data
    """A stored value is not ciphertext of ours, or was changed, or its key is gone."""


def encrypt(text: str, column: str) -> str:
    """Encrypt `text` for `column` with the current key."""
    label, raw = _seal(text.encode(), column.encode())
    return label + base64.b64encode(raw).decode()


def decrypt(stored: str, column: str) -> str:
    """Return the text of a stored value. Raises Unreadable."""
    try:
        key_id, mark, packed = stored.split(":", 2)
        return _open(key_id, mark, base64.b64decode(packed, validate=True), column.encode()).decode()
    except (ValueError, KeyError, TypeError, InvalidTag) as fault:
        raise Unreadable(column) from fault


def encrypt_bytes(data: bytes, bound: str) -> bytes:
    """Encrypt a file's content with the current key: the same label, then nonce, ciphertext and tag as they are.

    `bound` is where it lies: a content moved elsewhere is unreadable.
    """
    label, raw = _seal(data, bound.encode())
    return label.encode() + raw


def decrypt_bytes(stored: bytes, bound: str) -> bytes:
    """Return what was given to `encrypt_bytes`. Raises Unreadable."""
    try:
        key_id, mark, raw = stored.split(b":", 2)
        return _open(key_id.decode(), mark.decode(), raw, bound.encode())
    except (ValueError, KeyError, InvalidTag) as fault:
        raise Unreadable(bound) from fault


def _seal(data: bytes, bound: bytes) -> tuple[str, bytes]:
    """Return `<key id>:<a|s>:`, and nonce, ciphertext and tag."""
    held = keys()
    key = held.fields[held.current]
    nonce = secrets.token_bytes(NONCE_BYTES)
    if settings.CRYPTO == "sm4":
        return f"{held.current}:s:", nonce + _sm4_seal(key[:16], nonce, data, bound)
    return f"{held.current}:a:", nonce + AESGCM(key).encrypt(nonce, data, bound)


def _open(key_id: str, mark: str, raw: bytes, bound: bytes) -> bytes:
    key = keys().fields[key_id]
    nonce, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    if mark == "s":
        return _sm4_open(key[:16], nonce, sealed, bound)
    return AESGCM(key).decrypt(nonce, sealed, bound)


def _sm4_seal(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(data) + encryptor.finalize() + encryptor.tag


def _sm4_open(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    data, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(data) + decryptor.finalize()
