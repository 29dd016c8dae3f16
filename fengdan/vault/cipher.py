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
    held = keys()
    key = held.fields[held.current]
    nonce = secrets.token_bytes(NONCE_BYTES)
    if settings.CRYPTO == "sm4":
        sealed = _sm4_seal(key[:16], nonce, text.encode(), column.encode())
        mark = "s"
    else:
        sealed = AESGCM(key).encrypt(nonce, text.encode(), column.encode())
        mark = "a"
    return f"{held.current}:{mark}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, column: str) -> str:
    """Return the text of a stored value. Raises Unreadable."""
    try:
        key_id, mark, packed = stored.split(":", 2)
        key = keys().fields[key_id]
        raw = base64.b64decode(packed, validate=True)
        nonce, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        if mark == "s":
            return _sm4_open(key[:16], nonce, sealed, column.encode()).decode()
        return AESGCM(key).decrypt(nonce, sealed, column.encode()).decode()
    except (ValueError, KeyError, TypeError, InvalidTag) as fault:
        raise Unreadable(column) from fault


def _sm4_seal(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(data) + encryptor.finalize() + encryptor.tag


def _sm4_open(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    data, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(data) + decryptor.finalize()
