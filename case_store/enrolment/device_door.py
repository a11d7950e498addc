"""The door of devices: an administrator makes a code, a device comes in by it, comes again, and is ended.

Everything here runs in the store's thread. What a device is follows from events; codes and turns do not.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.enrolment import code_book
from case_store.enrolment.ca import ca_digest
from case_store.enrolment.code import VALID_FOR, Offer, answer_said, come_said, prove, proven
from case_store.enrolment.code_book import LetInBy
from case_store.enrolment.turns import Turn, first_turn, next_turn
from case_store.errors import passing_over
from case_store.hall.house import House, OnDuty
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.hall.runner import Runner
from case_store.keys import CENTRE, hall_reader
from case_store.log.event_log import Past, Work
from case_store.log.history import device_name, device_of, kiosk_name
from case_store.log.micros import from_us, from_us_or_none
from case_store.log.schema import device, device_key, hall_moved, staff
from cases.device.device import (
    Device,
    DeviceRole,
    LetIn,
    Revoke,
    SeenTwice,
    Standing,
    decide,
    name_and_role,
    next_device_id,
)
from cases.queue.lease import LeasesWithdrawn
from cases.refusal import Refusal
from cases.views_devices import Admission, Admitted, DeviceRow, MadeCode

_log = structlog.get_logger(__name__)
_ADMISSION = TypeAdapter(Admission)
_ROW = TypeAdapter(DeviceRow)
_ALL = (
    sa.select(device, staff.c.name.label("staff_name"))
    .select_from(
        device.outerjoin(
            staff, sa.and_(staff.c.stream == device.c.stream, staff.c.staff_id == device.c.enrolled_by)
        )
    )
    .where(device.c.stream == param("s"))
    .order_by(device.c.role, device.c.device_id)
)
_ONE = sa.select(device).where(device.c.stream == param("s"), device.c.device_id == param("i"))
_MOVED = sa.select(hall_moved.c.to_name).where(
    sa.literal(hall_reader("")) + hall_moved.c.stream == param("d")
)
_KEYS = sa.select(device_key.c.public_key, device_key.c.device_id).where(device_key.c.stream == param("s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWish:
    """What an administrator lets in. `device_id`: the device that it is to become again; `stream`: of a hall."""

    role: DeviceRole
    name: str
    device_id: str = ""
    stream: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A device that comes again: who it says it is, what it was asked to sign, the word that it shows, base64."""

    device_id: str
    challenge: str
    n: int
    turn: str
    signature: str

    def said(self) -> bytes:
        """What it signs."""
        return come_said(self.device_id, self.challenge, self.n, self.turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """Who came, and the word for the next time."""

    device_id: str
    role: DeviceRole
    turn: Turn


class DeviceDoor:
    """Who may let devices in is the service's to ask (Right.MANAGE_DEVICES)."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        with runner.reading() as connection:
            self._believe(connection.execute(_ALL, {"s": runner.stream}))

    def make_code(self, who: OnDuty, wish: CodeWish, ca_pem: str) -> MadeCode | Refusal:
        """接入码: for one device, once, for ten minutes."""
        with self._runner.writing() as work:
            known = _known(work, wish.device_id) if wish.device_id else None
            if wish.device_id and known is None:
                return Refusal("device.unknown")
            at_centre = self._house.node == CENTRE
            if (refusal := name_and_role(wish.name, wish.role, known, at_centre=at_centre)) is not None:
                return refusal
            device_id = wish.device_id or self._new_id(work, wish)
            if isinstance(device_id, Refusal):
                return device_id
            code, name = code_book.fresh_code(work), wish.name.strip()
            refusal = code_book.keep(work, code, device_id, wish.role, (name, who.staff_id))
            if refusal is not None:
                return refusal
            return MadeCode(
                code=code.text,
                device_id=device_id,
                role=wish.role.value,
                name=name,
                valid_until=work.now + VALID_FOR,
                fingerprint=ca_digest(ca_pem)[:20].upper() if ca_pem else "",
            )

    def admit(self, offer: Offer, ca_pem: str) -> Admitted | Refusal:
        """Let a device in. Asked again by the same device it is answered again: the first answer may be lost."""
        said = offer.said(ca_digest(ca_pem) if ca_pem else "")
        with self._runner.writing() as work:  # a wrong try is kept although the answer is a refusal
            by = code_book.opened_by(work, offer.code_name, lambda key: _fits(offer, said, key))
            if by is None or by.used_by not in (None, offer.public_key):
                return Refusal("enrolment.code_wrong")
            if by.used_by is None and (refusal := self._let_in(work, offer, by)) is not None:
                return refusal
            admission = self._admission(work, by)
        self._believe_now(by.device_id)
        text = _ADMISSION.dump_json(admission).decode()
        return Admitted(admission=text, proof=_text(prove(by.proof_key, answer_said(said, text))))

    def knows(self, visit: Visit) -> Refusal | None:
        """None where this is a device that may come in, by its own signature."""
        with self._runner.reading() as connection:
            row = connection.execute(_ONE, {"s": self._runner.stream, "i": visit.device_id}).first()
            moved = connection.execute(_MOVED, {"d": visit.device_id}).scalar()
        if row is None or not _signed(row.public_key, visit.signature, visit.said()):
            return Refusal("device.not_admitted")
        if row.standing == Standing.IN_USE:
            return None
        if moved is not None:
            return Refusal("device.moved", {"device_id": visit.device_id, "to": moved})
        return Refusal(f"device.{row.standing}", {"device_id": visit.device_id})

    def come(self, visit: Visit) -> CameIn | Refusal:
        """A device that is known, with a challenge that the service gave and nobody has used, comes in again."""
        with self._runner.writing() as work:
            row = work.connection.execute(_ONE, {"s": work.stream, "i": visit.device_id}).one()
            turn = next_turn(work, visit.device_id, row.epoch, Turn(visit.n, visit.turn))
            if turn is not None:
                return CameIn(device_id=visit.device_id, role=DeviceRole(row.role), turn=turn)
            self._doubled(work, visit.device_id, row.epoch, row.name)
        self._believe_now(visit.device_id)
        return Refusal("device.doubled", {"device_id": visit.device_id})

    def revoke(self, command_id: UUID, who: OnDuty, device_id: str, why: str) -> DeviceRow | Refusal:
        """停用: at once."""

        def act(work: Work) -> DeviceRow | Refusal:
            events = decide(_known(work, device_id), Revoke(staff_id=who.staff_id, why=why))
            if isinstance(events, Refusal):
                return events
            work.record(device_name(device_id), events, who.actor)
            return next(row for row in _rows(work.connection, work.stream) if row.device_id == device_id)

        answer = self._runner.decide(command_id, {"revoke": (who.staff_id, device_id, why)}, act, _ROW)
        self._believe_now(device_id)
        return answer

    def listed(self) -> tuple[DeviceRow, ...]:
        """Every device that was ever let in."""
        with self._runner.reading() as connection:
            return _rows(connection, self._runner.stream)

    def _new_id(self, past: Past, wish: CodeWish) -> str | Refusal:
        if wish.role is not DeviceRole.HALL:
            return next_device_id(wish.role, [row.device_id for row in _rows(past.connection, past.stream)])
        if not wish.stream:
            return Refusal("device.stream_missing")
        return hall_reader(wish.stream)  # the name that its events and signatures have

    def _let_in(self, work: Work, offer: Offer, by: LetInBy) -> Refusal | None:
        if by.role is DeviceRole.HALL and not offer.reader_key:
            return Refusal("enrolment.code_wrong")
        command = LetIn(
            device_id=by.device_id,
            role=by.role,
            name=by.name,
            public_key=offer.public_key,
            staff_id=by.staff_id,
            reader_key=offer.reader_key,
            known_keys={
                row.public_key: row.device_id for row in work.connection.execute(_KEYS, {"s": work.stream})
            },
        )
        events = decide(_known(work, by.device_id), command)
        if isinstance(events, Refusal):
            return events
        work.record(device_name(by.device_id), events, f"staff:{by.staff_id}")
        code_book.use(work, offer.code_name, offer.public_key)
        return None

    def _admission(self, work: Work, by: LetInBy) -> Admission:
        row = work.connection.execute(_ONE, {"s": work.stream, "i": by.device_id}).one()
        keys, node = self._house.keys, self._house.node
        readers = {
            name: _text(key.public_bytes_raw())
            for name, key in keys.readers_of(self._house.stream).items()
            if by.role is DeviceRole.KIOSK or (by.role is DeviceRole.HALL and name == node)
        }
        own = _text(keys.signing.public_key().public_bytes_raw())
        return Admission(
            device_id=by.device_id,
            role=by.role.value,
            name=by.name,
            epoch=row.epoch,
            hall=self._house.policy.hall.short_name,
            stream=work.stream,
            turn=first_turn(work, by.device_id, row.epoch).word,
            suite=keys.suite.name,
            readers=readers,
            signers={node: own},
        )

    def _doubled(self, work: Work, device_id: str, epoch: int, name: str) -> None:
        device = _known(work, device_id)
        events = decide(device, SeenTwice(epoch=epoch))
        if isinstance(events, Refusal):
            return
        work.record(device_name(device_id), events, SYSTEM)
        if events and device is not None and device.role is DeviceRole.KIOSK:  # the copy has the same numbers
            work.record(kiosk_name(device_id), [LeasesWithdrawn(kiosk_id=device_id)], SYSTEM)
        occasion = f"{device_id}/{epoch}"
        raise_notice(work, "notice.device_doubled", occasion, work.now, name=name, device_id=device_id)

    def _believe_now(self, device_id: str) -> None:
        """One alone: a centre has thousands."""
        with self._runner.reading() as connection:
            self._believe(connection.execute(_ONE, {"s": self._runner.stream, "i": device_id}))

    def _believe(self, rows: Iterable[Any]) -> None:
        """Halls that were let in sign batches and open what is sealed for them; kiosks are called by their names."""
        keys = self._house.keys
        for row in rows:
            if row.role == DeviceRole.KIOSK and row.name:
                self._house.kiosk_names[row.device_id] = row.name
            if row.role != DeviceRole.HALL:
                continue
            keys.signers.pop(row.device_id, None)
            if row.standing != Standing.IN_USE:
                continue
            try:
                signer = Ed25519PublicKey.from_public_bytes(_bytes(row.public_key))
                reader = X25519PublicKey.from_public_bytes(_bytes(row.reader_key))
            except ValueError:  # of a damaged row: this hall is not believed, the others are
                _log.error("the key of a device is damaged: make the tables anew", device=row.device_id)
                continue
            keys.signers[row.device_id], keys.readers[row.device_id] = signer, reader


def _fits(offer: Offer, said: bytes, key: bytes) -> bool:
    """Whether whoever offers knows the code, and has the private key of what they offer."""
    try:
        proof, public_key = _bytes(offer.proof), _bytes(offer.public_key)
        if _text(public_key) != offer.public_key:  # one key, one spelling: it is known by it
            return False
        if offer.reader_key:
            X25519PublicKey.from_public_bytes(_bytes(offer.reader_key))
    except ValueError:
        return False
    return proven(key, said, proof) and _signed(offer.public_key, offer.signature, said)


def _signed(public_key: str, signature: str, said: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(_bytes(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True


def _known(past: Past, device_id: str) -> Device | None:
    """A device as it stands; where the log cannot say so, for a damaged row, as the tables do: so it can be ended."""
    with passing_over():
        return device_of(past, device_id)
    row = past.connection.execute(_ONE, {"s": past.stream, "i": device_id}).first()
    if row is None:
        return None
    standing, role = Standing(row.standing), DeviceRole(row.role)
    return Device(
        device_id=device_id, role=role, epoch=row.epoch, public_key=row.public_key, standing=standing
    )


def _rows(connection: sa.Connection, stream: str) -> tuple[DeviceRow, ...]:
    return tuple(
        DeviceRow(
            device_id=row.device_id,
            role=row.role,
            name=row.name,
            epoch=row.epoch,
            standing=row.standing,
            key_mark=hashlib.sha256(_bytes(row.public_key)).hexdigest()[:8],
            enrolled_at=from_us(row.enrolled_at_us),
            enrolled_by=row.staff_name or row.enrolled_by,
            ended_at=from_us_or_none(row.ended_at_us),
            ended_by=row.ended_by,
            ended_why=row.ended_why,
        )
        for row in connection.execute(_ALL, {"s": stream})
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    """Raises ValueError."""
    return base64.b64decode(text, validate=True)
