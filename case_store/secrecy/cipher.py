"""The ciphers, behind one small interface: AEAD and hash are a suite's own; what is stored names its suite.

Two suites: `aes` (AES-256-GCM, SHA-256) and `sm` (SM4-GCM, SM3: GB/T 32907, GB/T 32905, mode as in RFC 8998). A store
with records of both opens them all; `Keys.suite` says which one makes new ones. Key agreement (X25519) and signature
(Ed25519) are the same in both: SM2 is in no release of `cryptography`, and we write no curve of our own. It takes their
place here, in `Suite.agree` and in `sign`, whose results carry their algorithm's name, too.
"""

import base64
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash, HashAlgorithm
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
TAG_BYTES = 16
_SIGNATURE = "ed25519"


class CipherError(Exception):
    """It does not open: another key, other bytes, or a suite that this version does not have."""


class Aead(Protocol):
    """Authenticated encryption under one key; the tag is the end of the ciphertext."""

    def encrypt(self, nonce: bytes, data: bytes | memoryview, associated_data: bytes) -> bytes:
        """The ciphertext."""
        ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """The clear bytes. Raises InvalidTag."""
        ...


class _Sm4Gcm:
    """SM4 in Galois/Counter mode, as `AESGCM`."""

    def __init__(self, key: bytes) -> None:
        self._sm4 = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes | memoryview, associated_data: bytes) -> bytes:
        encryptor = Cipher(self._sm4, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data)
        return encryptor.update(bytes(data)) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        if len(data) < TAG_BYTES:
            raise InvalidTag
        sealed, tag = data[:-TAG_BYTES], data[-TAG_BYTES:]
        decryptor = Cipher(self._sm4, modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(associated_data)
        return decryptor.update(sealed) + decryptor.finalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """`mark` stands in what is stored; "" is the suite of the first release, whose records name none."""

    name: str
    mark: str
    key_bytes: int
    aead: Callable[[bytes], Aead] = field(repr=False)
    digest: Callable[[], HashAlgorithm] = field(repr=False)

    def new_key(self) -> bytes:
        """A fresh random key."""
        return os.urandom(self.key_bytes)

    def seal(self, key: bytes, clear: bytes, bound: bytes) -> tuple[bytes, bytes]:
        """(nonce, ciphertext); `bound` is authenticated with it."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce, self.aead(key).encrypt(nonce, clear, bound)

    def open(self, key: bytes, nonce: bytes, ciphertext: bytes, bound: bytes) -> bytes:
        """The clear bytes. Raises CipherError."""
        try:
            return self.aead(key).decrypt(nonce, ciphertext, bound)
        except (InvalidTag, ValueError) as error:
            raise CipherError("does not open") from error

    def derive(self, secret: bytes, *, salt: bytes | None, info: bytes) -> bytes:
        """A key of this suite out of a secret (HKDF)."""
        return HKDF(self.digest(), self.key_bytes, salt=salt, info=info).derive(secret)

    def hash(self, content: bytes) -> str:
        """`sha256:…` or `sm3:…` in hex."""
        algorithm = self.digest()
        running = Hash(algorithm)
        running.update(content)
        return f"{algorithm.name}:{running.finalize().hex()}"

    def agree(self, own: X25519PrivateKey, other: bytes, *, salt: bytes, info: bytes) -> bytes:
        """A key of this suite that only the two can make. Raises CipherError."""
        try:
            shared = own.exchange(X25519PublicKey.from_public_bytes(other))
        except ValueError as error:
            raise CipherError("not a public key") from error
        return self.derive(shared, salt=salt, info=info)


AES = Suite(name="aes", mark="", key_bytes=32, aead=AESGCM, digest=SHA256)
SM = Suite(name="sm", mark="sm", key_bytes=16, aead=_Sm4Gcm, digest=SM3)
SUITES = {suite.name: suite for suite in (AES, SM)}
_BY_MARK = {suite.mark: suite for suite in SUITES.values()}


def suite_of(mark: str) -> Suite:
    """The suite that a record names. Raises CipherError for one that this version does not have."""
    try:
        return _BY_MARK[mark]
    except KeyError:
        raise CipherError(f"unknown suite {mark!r}") from None


def sign(key: Ed25519PrivateKey, message: bytes) -> str:
    """The signature with its algorithm's name: `ed25519:<base64>`."""
    return f"{_SIGNATURE}:{base64.b64encode(key.sign(message)).decode()}"


def is_signed(key: Ed25519PublicKey, message: bytes, signature: str) -> bool:
    """Whether a signature is of this key and message; one of an unknown algorithm is not."""
    name, _, text = signature.partition(":")
    if name != _SIGNATURE:
        return False
    try:
        key.verify(base64.b64decode(text, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True
