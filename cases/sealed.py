"""What a rule may carry but not read: persons and free text in sealed form (design.md §2).

The bytes are made and opened in `case_store.seal`; here they are opaque.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Ciphertext of one JSON object. `key_id` is the case's id: one key per case. `suite`: of case_store.secrecy."""

    key_id: str
    nonce: str  # base64, 12 bytes
    ciphertext: str  # base64, tag included
    suite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrappedKey:
    """The case's key, wrapped to one reader's public key (X25519)."""

    reader: str  # "hall:<stream>" or "centre"
    ephemeral: str  # base64, the sender's one-time public key
    nonce: str
    ciphertext: str
    suite: str = ""
