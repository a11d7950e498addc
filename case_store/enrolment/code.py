"""The one-time code that lets a device in (接入码), and the proofs that both sides know it.

A person reads it from the administrator's screen and types it at the device: 20 characters in groups of four. The
first group says which code it is; the other four are 80 random bits. The code itself is never sent and never stored:
device and hall show each other HMACs, under a key made of it, over the hall's CA and the device's key. Whoever stands
between them, with a certificate of their own, can therefore neither let a device of theirs in nor make the device
believe them: the two CAs differ, and so do the proofs.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from cases.refusal import Refusal
from cases.typed import compact

VALID_FOR = timedelta(minutes=10)
TRIES_MAX = 5
GROUP, GROUPS = 4, 5
NONCE_BYTES = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_MISREAD = str.maketrans("ILO", "110")
_PURPOSE = b"pingan-hall enrolment 1\n"
_COME_PURPOSE = b"pingan-hall device comes 1\n"


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """`name` says which code it is and is no secret."""

    name: str
    secret: str = field(repr=False)

    @property
    def text(self) -> str:
        """As a person reads it out."""
        whole = self.name + self.secret
        return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))

    def proof_key(self) -> bytes:
        """What both sides prove that they have; useless once the code is used or over."""
        return hashlib.sha256(_PURPOSE + b"key\n" + (self.name + self.secret).encode()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a device shows. Keys are base64; `reader_key` only of a hall; `proof` and `signature` are base64, too."""

    code_name: str
    public_key: str
    nonce: str
    proof: str
    signature: str
    reader_key: str = ""

    def said(self, digest: str) -> bytes:
        """What is proven and signed: this device, at the hall with this CA (ca.ca_digest), this once."""
        parts = (self.code_name, digest, self.public_key, self.reader_key, self.nonce)
        return _PURPOSE + b"device\n" + "\n".join(parts).encode()


def new_code() -> EnrolmentCode:
    """80 random bits, and a name of 20."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(GROUP * GROUPS))
    return EnrolmentCode(drawn[:GROUP], drawn[GROUP:])


def parse_code(text: str) -> EnrolmentCode | Refusal:
    """A code as typed: small letters, blanks and dashes, O for 0, I and L for 1."""
    typed = compact(text).translate(_MISREAD)
    if len(typed) != GROUP * GROUPS or not set(typed) <= set(_ALPHABET):
        return Refusal("enrolment.code_unreadable")
    return EnrolmentCode(typed[:GROUP], typed[GROUP:])


def prove(key: bytes, said: bytes) -> bytes:
    """That whoever says this knows the code."""
    return hmac.digest(key, said, "sha256")


def proven(key: bytes, said: bytes, proof: bytes) -> bool:
    """Whether the proof is right; takes as long when it is not."""
    return hmac.compare_digest(prove(key, said), proof)


def answer_said(offer_said: bytes, admission: str) -> bytes:
    """What the hall proves in its turn: this answer, to that offer."""
    return _PURPOSE + b"hall\n" + hashlib.sha256(offer_said).digest() + admission.encode()


def come_said(device_id: str, challenge: str, n: int, turn: str) -> bytes:
    """What an enrolled device signs whenever it comes for a token."""
    return _COME_PURPOSE + "\n".join((device_id, challenge, str(n), turn)).encode()
