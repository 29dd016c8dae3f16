"""Encrypting a stream of any length in chunks, so that nothing of it can be changed, cut, moved or repeated.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): AES-256-GCM with a key of its own for each file,
the chunk's number and a mark of the last chunk as nonce, and the file's header bound to every chunk.
"""

import hashlib
import tarfile
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fengdan.backup.header import DAMAGED
from fengdan.rulebook.errors import Refused

CHUNK = 1 << 20
TAG_BYTES = 16
COUNTER_BYTES = 11

Heard = Callable[[int], None]


def _not_heard(_read: int) -> None:
    pass


class _Chunks:
    def __init__(self, secret: bytes, salt: str, header: bytes) -> None:
        derived = HKDF(hashes.SHA256(), 32, bytes.fromhex(salt), b"fengdan backup file")
        self._cipher = AESGCM(derived.derive(secret))
        self._bound = hashlib.sha256(header).digest()
        self._number = 0

    def _nonce(self, *, last: bool) -> bytes:
        nonce = self._number.to_bytes(COUNTER_BYTES, "big") + bytes([last])
        self._number += 1
        return nonce

    def seal(self, plain: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), plain, self._bound)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        return self._cipher.decrypt(self._nonce(last=last), sealed, self._bound)


class SealingWriter:
    """Takes plain bytes, writes sealed chunks. Without `finish` what was written is not a backup."""

    def __init__(self, out: BinaryIO, secret: bytes, salt: str, header: bytes) -> None:
        self._out, self._chunks = out, _Chunks(secret, salt, header)
        self._waiting = bytearray()
        out.write(header)

    def write(self, plain: bytes) -> int:
        self._waiting += plain
        while len(self._waiting) > CHUNK:  # a full one may yet be the last
            self._out.write(self._chunks.seal(bytes(self._waiting[:CHUNK]), last=False))
            del self._waiting[:CHUNK]
        return len(plain)

    def finish(self) -> None:
        self._out.write(self._chunks.seal(bytes(self._waiting), last=True))
        self._waiting.clear()


class OpeningReader:
    """Gives back the plain bytes of what follows the header in `source`. Raises Refused where it was changed or cut.

    `heard` is told how many bytes have been read.
    """

    def __init__(self, source: BinaryIO, secret: bytes, salt: str, header: bytes, heard: Heard = _not_heard) -> None:
        self._source, self._chunks = source, _Chunks(secret, salt, header)
        self._heard, self._read = heard, 0
        self._ahead = source.read(CHUNK + TAG_BYTES)
        self._plain = bytearray()
        self._over = False

    def read(self, size: int) -> bytes:
        while len(self._plain) < size and not self._over:
            self._next()
        piece = bytes(self._plain[:size])
        del self._plain[:size]
        return piece

    def drain(self) -> None:
        """Read to the end, keeping nothing: whether all of it is what was written."""
        while self.read(CHUNK):
            pass

    def _next(self) -> None:
        now, self._ahead = self._ahead, self._source.read(CHUNK + TAG_BYTES)
        self._over = not self._ahead
        self._read += len(now)
        self._heard(self._read)
        try:
            self._plain += self._chunks.open(now, last=self._over)
        except (InvalidTag, ValueError) as fault:  # ValueError: shorter than a tag
            raise Refused(DAMAGED) from fault


def packing(writer: SealingWriter) -> tarfile.TarFile:
    """An archive of named contents, written as a stream."""
    return tarfile.open(fileobj=cast(Any, writer), mode="w|", bufsize=CHUNK)


def unpacking(reader: OpeningReader) -> tarfile.TarFile:
    return tarfile.open(fileobj=cast(Any, reader), mode="r|", bufsize=CHUNK)
