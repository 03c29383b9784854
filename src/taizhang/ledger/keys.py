"""The key ring: one master key, from which the wrapping key and the blinding key are derived.

Personal values are sealed with AES-256-GCM under a key per subject; subject keys are kept wrapped. Blind values are
keyed hashes (HMAC-SHA-256) that match equal values without telling them.
"""

import hmac
import os
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FILE_NAME = "master.key"
_NONCE = 12
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PAIRS = tuple(first + second for first in _BASE32 for second in _BASE32)
_SHIFTS = tuple(range(90, -1, -10))


class KeyRing:
    """Holds the master key of a town (32 bytes)."""

    def __init__(self, master: bytes) -> None:
        if len(master) != 32:
            raise ValueError("a master key is 32 bytes")
        self._wrapping = AESGCM(_derive(master, b"taizhang subject keys"))
        self._blinding = hmac.new(_derive(master, b"taizhang blind index"), digestmod="sha256")

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Write a new ``master.key`` into ``folder``, for its owner only; FileExistsError when there is one."""
        return cls.adopt(folder, os.urandom(32).hex())

    @classmethod
    def adopt(cls, folder: Path, text: str) -> Self:
        """Write a key kept elsewhere (64 hexadecimal digits) as ``create`` does; ValueError when it is none."""
        ring = cls(bytes.fromhex(text))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text + "\n")
        return ring

    @classmethod
    def load(cls, folder: Path) -> Self:
        """FileNotFoundError without the file; ValueError when it does not hold a key."""
        return cls(bytes.fromhex((folder / FILE_NAME).read_text(encoding="ascii").strip()))

    def blind(self, context: str, text: str) -> str:
        """Twenty characters (100 bits in base 32) that stand for ``text`` within ``context``."""
        digest = self._blinding.copy()
        digest.update(f"{context}\0{text}".encode())
        number = int.from_bytes(digest.digest()[:13]) >> 4
        return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])

    def new_subject_key(self) -> tuple[bytes, bytes]:
        """A fresh subject key, and the same wrapped."""
        key = os.urandom(32)
        nonce = os.urandom(_NONCE)
        return key, nonce + self._wrapping.encrypt(nonce, key, None)

    def unwrap(self, wrapped: bytes) -> bytes | None:
        """None when this ring's master key did not wrap it."""
        try:
            return self._wrapping.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], None)
        except InvalidTag:
            return None


def seal(key: bytes, clear: bytes, about: bytes) -> bytes:
    """Encrypt ``clear``, bound to ``about`` (what it belongs to; not secret)."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """None when the key is another one or the bytes were touched."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
    except InvalidTag:
        return None


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(master)
