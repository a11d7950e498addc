"""How a device comes in: a code that is never sent, a hall that proves itself, a key that was never seen before."""

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pydantic
import pytest
import uuid_utils.compat as uuid_v7
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.enrolment.ca import HallCa, ca_digest, fingerprint, make_ca
from case_store.enrolment.code import (
    TRIES_MAX,
    VALID_FOR,
    EnrolmentCode,
    Offer,
    answer_said,
    come_said,
    new_code,
    parse_code,
    prove,
    proven,
)
from case_store.enrolment.code_book import OPEN_MAX
from case_store.enrolment.device_door import CodeWish, DeviceDoor, Visit
from case_store.hall.house import OnDuty
from case_store.log.schema import device_turn
from case_store.service.tls import machine_time
from cases.device.device import DeviceEnrolled, DeviceRole
from cases.refusal import Refusal
from cases.views_devices import Admission, MadeCode
from tests.case_store.one_hall import MONDAY, OneHall, granted, refused

ADMIN = OnDuty(staff_id="a1", role="hall_admin")
DRAWS = "case_store.enrolment.code_book"
KIOSK = CodeWish(role=DeviceRole.KIOSK, name="3 号自助机")


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> HallCa:
    return make_ca(tmp_path_factory.mktemp("ca"), "hall", machine_time())


@pytest.fixture
def door(hall: OneHall) -> DeviceDoor:
    return hall.store.hall.devices


class Machine:
    """A device as it stands before the hall, with whatever CA it sees."""

    def __init__(self, ca_pem: str) -> None:
        self.ca_pem = ca_pem
        self.key = Ed25519PrivateKey.generate()
        self.admission: Admission | None = None
        self.n = 1

    def offer(self, code: str) -> tuple[Offer, bytes]:
        parsed = granted(parse_code(code))
        offer = Offer(
            code_name=parsed.name,
            public_key=text(self.key.public_key().public_bytes_raw()),
            nonce="once",
            proof="",
            signature="",
        )
        said = offer.said(ca_digest(self.ca_pem))
        proof, signature = prove(parsed.proof_key(), said), self.key.sign(said)
        return replace(offer, proof=text(proof), signature=text(signature)), said

    def visit(self, challenge: str = "c", turn: str = "", n: int = 0) -> Visit:
        assert self.admission is not None
        n, turn = n or self.n, turn or self.admission.turn
        signature = self.key.sign(come_said(self.admission.device_id, challenge, n, turn))
        return Visit(
            device_id=self.admission.device_id, challenge=challenge, n=n, turn=turn, signature=text(signature)
        )

    def come_in(self, door: DeviceDoor, code: str) -> Admission:
        offer, said = self.offer(code)
        admitted = granted(door.admit(offer, self.ca_pem))
        key = granted(parse_code(code)).proof_key()
        assert proven(key, answer_said(said, admitted.admission), base64.b64decode(admitted.proof))
        self.admission = pydantic.TypeAdapter(Admission).validate_json(admitted.admission)
        return self.admission


def text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def code_for(door: DeviceDoor, ca: HallCa, wish: CodeWish = KIOSK) -> MadeCode:
    return granted(door.make_code(ADMIN, wish, ca.pem))


def test_a_code_is_read_out_in_groups_and_typed_as_people_type() -> None:
    code = new_code()
    assert [len(group) for group in code.text.split("-")] == [4, 4, 4, 4, 4]
    assert parse_code(f"  {code.text.lower().replace('-', ' ')} ") == code
    assert parse_code(code.text.replace("0", "O").replace("1", "l")) == code
    assert code.secret not in repr(code)


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH", "U" * 20, "0" * 21, "身份证" * 7])
def test_what_is_no_code_is_said_before_anybody_is_asked(typed: str) -> None:
    assert refused(parse_code(typed)) == "enrolment.code_unreadable"


def test_codes_that_have_let_somebody_in_are_not_open_any_more(door: DeviceDoor, ca: HallCa) -> None:
    """A centre lets in hundreds of halls in a morning; only codes that lie about are few."""
    for _ in range(OPEN_MAX + 1):
        Machine(ca.pem).come_in(door, code_for(door, ca).code)


def test_no_two_codes_have_one_name(door: DeviceDoor, ca: HallCa, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million names are few where thousands come in."""
    drawn = [EnrolmentCode(name, "0" * 16) for name in ("AAAA", "AAAA", "BBBB")]
    monkeypatch.setattr(f"{DRAWS}.new_code", lambda: drawn.pop(0))
    Machine(ca.pem).come_in(door, code_for(door, ca).code)
    Machine(ca.pem).come_in(door, code_for(door, ca).code)
    assert drawn == []


def test_a_device_comes_in_by_a_code_and_an_event_says_whose_it_was(
    hall: OneHall, door: DeviceDoor, ca: HallCa
) -> None:
    made = code_for(door, ca)
    assert made.fingerprint == fingerprint(ca.pem).replace(" ", "")
    admission = Machine(ca.pem).come_in(door, made.code)
    assert (admission.device_id, admission.role, admission.epoch) == ("kiosk-1", "kiosk", 1)
    assert set(admission.readers) == {"hall:150502000", "centre"}  # it seals for both, and opens nothing
    (enrolled,) = [event for event in hall.events() if isinstance(event, DeviceEnrolled)]
    assert (enrolled.staff_id, enrolled.name) == ("a1", "3 号自助机")
    (row,) = door.listed()
    assert (row.standing, row.epoch, row.enrolled_by) == ("in_use", 1, "a1")
    assert hall.store.house.kiosk_names["kiosk-1"] == "3 号自助机"


def test_the_code_is_nowhere_in_the_file_and_dies_with_its_use(
    hall: OneHall, door: DeviceDoor, ca: HallCa
) -> None:
    made = code_for(door, ca)
    secret = granted(parse_code(made.code)).secret
    assert secret not in repr(hall.rows("SELECT * FROM device_code"))
    Machine(ca.pem).come_in(door, made.code)
    offer, _ = Machine(ca.pem).offer(made.code)
    assert refused(door.admit(offer, ca.pem)) == "enrolment.code_wrong"


def test_an_answer_that_was_lost_is_given_again_to_the_same_device(
    hall: OneHall, door: DeviceDoor, ca: HallCa
) -> None:
    made, machine = code_for(door, ca), Machine(ca.pem)
    first = machine.come_in(door, made.code)
    again = machine.come_in(door, made.code)
    assert (again.device_id, again.epoch) == (first.device_id, 1)
    assert sum(isinstance(event, DeviceEnrolled) for event in hall.events()) == 1
    granted(door.come(machine.visit()))


def test_a_code_is_over_after_ten_minutes(hall: OneHall, door: DeviceDoor, ca: HallCa) -> None:
    made, machine = code_for(door, ca), Machine(ca.pem)
    hall.clock.move_by(VALID_FOR - timedelta(seconds=1))
    other = code_for(door, ca)
    hall.clock.move_by(timedelta(seconds=1))
    offer, _ = machine.offer(made.code)
    assert refused(door.admit(offer, ca.pem)) == "enrolment.code_wrong"
    machine.come_in(door, other.code)


def test_a_clock_that_is_put_back_does_not_lengthen_a_code(
    hall: OneHall, door: DeviceDoor, ca: HallCa
) -> None:
    made = code_for(door, ca)
    hall.clock.move_by(timedelta(days=-1))
    offer, _ = Machine(ca.pem).offer(made.code)
    assert refused(door.admit(offer, ca.pem)) == "enrolment.code_wrong"


def test_a_wrong_code_costs_one_of_few_tries(door: DeviceDoor, ca: HallCa) -> None:
    made, machine = code_for(door, ca), Machine(ca.pem)
    right = granted(parse_code(made.code))
    guess = EnrolmentCode(right.name, right.secret[::-1]).text
    for _ in range(TRIES_MAX):
        offer, _said = machine.offer(guess)
        assert refused(door.admit(offer, ca.pem)) == "enrolment.code_wrong"
    offer, _said = machine.offer(made.code)
    assert refused(door.admit(offer, ca.pem)) == "enrolment.code_wrong"  # even the right one


def test_whoever_stands_in_between_with_a_ca_of_their_own_lets_nobody_in(
    door: DeviceDoor, ca: HallCa, tmp_path: Path
) -> None:
    between = make_ca(tmp_path, "hall", machine_time())
    offer, _ = Machine(between.pem).offer(code_for(door, ca).code)
    assert refused(door.admit(offer, ca.pem)) == "enrolment.code_wrong"


def test_an_offer_without_its_private_key_lets_nobody_in(door: DeviceDoor, ca: HallCa) -> None:
    made, machine = code_for(door, ca), Machine(ca.pem)
    offer, said = machine.offer(made.code)
    stolen = replace(offer, signature=text(Ed25519PrivateKey.generate().sign(said)))
    assert refused(door.admit(stolen, ca.pem)) == "enrolment.code_wrong"


def test_garbage_at_the_door_is_a_wrong_code(door: DeviceDoor, ca: HallCa) -> None:
    for field in ("code_name", "public_key", "nonce", "proof", "signature", "reader_key"):
        for garbage in ("x", "\u0000", "A" * 200, "\U0001f389", "-1", "{}"):
            offer, _ = Machine(ca.pem).offer(code_for(door, ca).code)
            answer = door.admit(replace(offer, **{field: garbage}), ca.pem)
            assert refused(answer) == "enrolment.code_wrong", (field, garbage)
    assert not door.listed()


def test_a_device_that_comes_in_again_has_a_new_key_and_a_new_epoch(door: DeviceDoor, ca: HallCa) -> None:
    first, second = Machine(ca.pem), Machine(ca.pem)
    first.come_in(door, code_for(door, ca).code)
    same = replace(KIOSK, device_id="kiosk-1")
    offer, _ = first.offer(code_for(door, ca, same).code)
    assert refused(door.admit(offer, ca.pem)) == "device.key_known"
    admission = second.come_in(door, code_for(door, ca, same).code)
    assert (admission.device_id, admission.epoch) == ("kiosk-1", 2)
    assert door.knows(first.visit()) == Refusal("device.not_admitted")
    assert door.knows(second.visit()) is None
    assert code_for(door, ca).device_id == "kiosk-2"  # a number is never given to another machine


def test_where_a_device_may_join_and_what_it_must_be_called(door: DeviceDoor, ca: HallCa) -> None:
    def asked(role: DeviceRole, name: str, **more: str) -> str:
        return refused(door.make_code(ADMIN, CodeWish(role=role, name=name, **more), ca.pem))

    assert asked(DeviceRole.HALL, "北大厅", stream="150502001") == "device.role_not_here"
    assert asked(DeviceRole.WALL, "  ") == "device.name"
    assert asked(DeviceRole.WALL, "墙" * 41) == "device.name"
    assert asked(DeviceRole.KIOSK, "1 号", device_id="kiosk-9") == "device.unknown"


class TestTurns:
    """A word that passes between a device and its hall tells a copy from the device."""

    @pytest.fixture
    def machine(self, door: DeviceDoor, ca: HallCa) -> Machine:
        machine = Machine(ca.pem)
        machine.come_in(door, code_for(door, ca).code)
        return machine

    def test_each_time_it_shows_the_word_of_the_last_time(self, door: DeviceDoor, machine: Machine) -> None:
        word, n = "", 0
        for _ in range(5):
            came = granted(door.come(machine.visit(turn=word, n=n)))
            word, n = came.turn.word, came.turn.n
        assert n == 6

    def test_an_answer_that_is_lost_does_no_harm(self, door: DeviceDoor, machine: Machine) -> None:
        granted(door.come(machine.visit()))  # the answer is lost
        came = granted(door.come(machine.visit()))
        granted(door.come(machine.visit(turn=came.turn.word, n=came.turn.n)))

    @pytest.mark.parametrize("copy_first", [True, False])
    def test_a_copy_is_noticed_whichever_of_the_two_comes_first(
        self, hall: OneHall, door: DeviceDoor, machine: Machine, *, copy_first: bool
    ) -> None:
        came = granted(door.come(machine.visit()))
        copied = (came.turn.word, came.turn.n)  # the disk is copied now
        one = granted(door.come(machine.visit(turn=copied[0], n=copied[1])))  # device or copy
        if copy_first:
            two = granted(door.come(machine.visit(turn=copied[0], n=copied[1])))  # like a lost answer
            shown = (one.turn.word, one.turn.n)
            assert two.turn.word != one.turn.word
        else:
            granted(door.come(machine.visit(turn=one.turn.word, n=one.turn.n)))
            shown = copied
        assert refused(door.come(machine.visit(turn=shown[0], n=shown[1]))) == "device.doubled"
        assert door.listed()[0].standing == "doubled"
        assert refused(door.knows(machine.visit())) == "device.doubled"
        (notice,) = hall.notices()
        assert notice.code == "notice.device_doubled"

    def test_numbers_of_a_copied_kiosk_stand_if_they_were_printed_before_it_was_noticed(
        self, hall: OneHall, door: DeviceDoor, machine: Machine
    ) -> None:
        def held() -> list[tuple[int, int]]:
            numbers = granted(hall.store.hall.leases("kiosk-1")).numbers
            return [(b.first, b.last) for b in numbers if (b.queue, b.business_date) == ("A", MONDAY.date())]

        ((first, last),) = held()
        copied = granted(door.come(machine.visit())).turn
        shown = granted(door.come(machine.visit(turn=copied.word, n=copied.n))).turn
        granted(door.come(machine.visit(turn=shown.word, n=shown.n)))
        printed = hall.submission(kiosk_id="kiosk-1", leased_ticket_no=f"A{first}")
        hall.clock.move_by(timedelta(minutes=10))
        assert refused(door.come(machine.visit(turn=copied.word, n=copied.n))) == "device.doubled"
        hall.clock.move_by(timedelta(minutes=10))
        later = hall.submission(kiosk_id="kiosk-1", leased_ticket_no=f"A{first + 1}")
        hall.store.rebuild()
        assert granted(hall.store.hall.submit(printed)).ticket_no == f"A{first}"
        assert granted(hall.store.hall.submit(later)).ticket_no == "A001"
        assert hall.notice_codes() == ["notice.device_doubled", "notice.number_replaced"]
        assert [begins > last for begins, _ in held()] == [True]  # let in again it is lent others

    def test_a_hall_that_was_restored_follows_its_devices(
        self, hall: OneHall, door: DeviceDoor, machine: Machine
    ) -> None:
        before = dict(
            zip(("n", "shown", "next"), hall.rows("SELECT n, shown, next FROM device_turn")[0], strict=True)
        )
        word, n = "", 0
        for _ in range(3):
            came = granted(door.come(machine.visit(turn=word, n=n)))
            word, n = came.turn.word, came.turn.n
        with hall.store.log.connection.begin():
            hall.store.log.connection.execute(device_turn.update(), before)
        came = granted(door.come(machine.visit(turn=word, n=n)))
        granted(door.come(machine.visit(turn=came.turn.word, n=came.turn.n)))
        assert door.listed()[0].standing == "in_use"


def test_devices_are_the_same_after_a_rebuild(hall: OneHall, door: DeviceDoor, ca: HallCa) -> None:
    machine = Machine(ca.pem)
    machine.come_in(door, code_for(door, ca).code)
    row = granted(door.revoke(uuid_v7.uuid7(), ADMIN, "kiosk-1", "送修"))
    assert (row.standing, row.ended_by, row.ended_why) == ("revoked", "a1", "送修")
    before = hall.tables()
    hall.store.rebuild()
    assert hall.tables() == before
    assert hall.faults() == []
    assert refused(door.knows(machine.visit())) == "device.revoked"
