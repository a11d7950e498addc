"""How a device comes in for the first time: look at the hall, compare fingerprints, show the code, keep the answer.

hall = await look(url)  # nothing is believed yet; fingerprint_of(hall) is for the person's eyes
enrolled = await join(url, hall, code, folder)
"""

import base64
import json
import os
from pathlib import Path

import pydantic
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.client.connection import HallConnection, Unreachable, adapter
from case_store.client.credentials import FixedToken
from case_store.client.device_folder import (
    KEYS_FILE,
    Enrolled,
    TurnWord,
    write_enrolled,
)
from case_store.client.device_pass import hold
from case_store.client.pinned import unpinned_context
from case_store.enrolment.ca import ca_digest, fingerprint
from case_store.enrolment.code import NONCE_BYTES, Offer, answer_said, parse_code, prove, proven
from case_store.errors import StoreError
from case_store.keys import DATABASE_KEY_BYTES, Keys
from case_store.plain_line import stays_here
from case_store.private_file import read_private
from cases.refusal import Refusal
from cases.views_devices import Admission, Admitted, HallShown

TIMEOUT_S = 10.0
_HALL = adapter(HallShown)
_ADMITTED = adapter(Admitted)
_ADMISSION = adapter(Admission)
_OFFER = adapter(Offer)


class _Unpinned(FixedToken):
    """For looking only."""

    def __init__(self) -> None:
        super().__init__("")
        self._context = unpinned_context()


async def look(url: str) -> HallShown | Refusal:
    """What a hall shows to anybody. Raises Unreachable, ValueError (an address in clear that is not this machine)."""
    door = HallConnection(stays_here(url), _Unpinned(), timeout_s=TIMEOUT_S)
    try:
        hall = await door.ask("GET", "/v1/enrolment", _HALL)
    finally:
        await door.aclose()
    if isinstance(hall, HallShown) and url.startswith("https:") != bool(hall.ca_pem):
        return Refusal("enrolment.no_ca")
    return hall


def fingerprint_of(hall: HallShown) -> str:
    """As the administrator's screen shows it beside the code; "" on loopback in clear. Raises ValueError."""
    return fingerprint(hall.ca_pem) if hall.ca_pem else ""


async def join(
    url: str, hall: HallShown, code: str, folder: Path, store_keys: Keys | None = None
) -> Enrolled | Refusal:
    """Come in by a code, and keep everything in the folder. `store_keys`: of a hall's store that joins its centre.

    The hall must show that it knows the code, over the CA that this device sees: only then is the CA pinned. Raises
    Unreachable, StoreError `device.in_use`; what was kept before stays as it is until the hall has said yes.
    """
    parsed = parse_code(code)
    if isinstance(parsed, Refusal):
        return parsed
    lock = hold(folder)
    try:
        own = store_keys.signing if store_keys else Ed25519PrivateKey.generate()
        said, offer = _offer(parsed.name, parsed.proof_key(), hall, own, store_keys)
        door = HallConnection(url, FixedToken("", hall.ca_pem), timeout_s=TIMEOUT_S)
        try:
            answer = await door.ask("POST", "/v1/enrolment", _ADMITTED, _OFFER.dump_python(offer))
        finally:
            await door.aclose()
        if isinstance(answer, Refusal):
            return answer
        admission = _believed(answer, parsed.proof_key(), said)
        if admission is None:
            return Refusal("enrolment.not_the_hall")
        enrolled = Enrolled(
            device_id=admission.device_id,
            role=admission.role,
            name=admission.name,
            epoch=admission.epoch,
            hall_url=url,
            hall=admission.hall,
            stream=admission.stream,
            ca_pem=hall.ca_pem,
            suite=admission.suite,
            readers=dict(admission.readers),
            signers=dict(admission.signers),
            own_reader=offer.reader_key,
        )
        keys = None if store_keys else _key_file(folder, own, enrolled)
        write_enrolled(folder, enrolled, TurnWord(n=1, turn=admission.turn), keys)
        return enrolled
    finally:
        os.close(lock)


def _offer(
    code_name: str, proof_key: bytes, hall: HallShown, own: Ed25519PrivateKey, store_keys: Keys | None
) -> tuple[bytes, Offer]:
    """What is proven and signed, and the offer with both."""
    opens = store_keys.sealing if store_keys else None
    facts = {
        "code_name": code_name,
        "public_key": _text(own.public_key().public_bytes_raw()),
        "reader_key": _text(opens.public_key().public_bytes_raw()) if opens else "",
        "nonce": _text(os.urandom(NONCE_BYTES)),
    }
    said = Offer(**facts, proof="", signature="").said(ca_digest(hall.ca_pem) if hall.ca_pem else "")
    return said, Offer(**facts, proof=_text(prove(proof_key, said)), signature=_text(own.sign(said)))


def _believed(answer: Admitted, proof_key: bytes, said: bytes) -> Admission | None:
    """What the hall says, if it knows the code."""
    try:
        proof = base64.b64decode(answer.proof, validate=True)
        if not proven(proof_key, answer_said(said, answer.admission), proof):
            return None
        return _ADMISSION.validate_json(answer.admission)
    except (ValueError, pydantic.ValidationError):
        return None


def _key_file(folder: Path, own: Ed25519PrivateKey, enrolled: Enrolled) -> bytes:
    """keys.json as case_store.keys reads it. The key of the kiosk's own file stays: what lies in it is not sent yet."""
    database_key = os.urandom(DATABASE_KEY_BYTES).hex()
    path = folder / KEYS_FILE
    if path.exists():
        try:
            database_key = str(json.loads(read_private(path))["database_key"])
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError("store.key_file_invalid", path=str(path)) from error
    document = {
        "suite": enrolled.suite,
        "name": f"{enrolled.role}:{enrolled.device_id}",
        "database_key": database_key,
        "sealing_private": None,
        "signing_private": _text(own.private_bytes_raw()),
        "readers": enrolled.readers,
        "signers": enrolled.signers,
    }
    return json.dumps(document, indent=1).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


__all__ = ["HallShown", "Unreachable", "fingerprint_of", "join", "look"]
