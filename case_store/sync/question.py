"""A hall's signature under a question to the centre: each kind of question has a purpose of its own."""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from case_store.keys import hall_reader
from cases.refusal import Refusal


def sign(key: Ed25519PrivateKey, purpose: str, stream: str, *said: str | int) -> str:
    """In base64. `said`: all that the question says; none of it has a line break."""
    return base64.b64encode(key.sign(_question(purpose, stream, said))).decode()


def believed(
    key: Ed25519PublicKey | None, signature: str, purpose: str, stream: str, *said: str | int
) -> Refusal | None:
    """None if the question is that hall's own; else `sync.signer_unknown` or `sync.signature_wrong`."""
    if key is None:
        return Refusal("sync.signer_unknown")
    try:
        key.verify(base64.b64decode(signature, validate=True), _question(purpose, stream, said))
    except (InvalidSignature, ValueError):
        return Refusal("sync.signature_wrong", {"signer": hall_reader(stream)})
    return None


def _question(purpose: str, stream: str, said: tuple[str | int, ...]) -> bytes:
    return "\n".join([f"pingan-hall {purpose} 1", stream, *map(str, said)]).encode()
