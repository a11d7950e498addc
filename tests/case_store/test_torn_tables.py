"""A torn row of a table is made anew by whoever stumbles over it; a torn row about a device leaves it to be ended."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from case_store.admin.verify import main as verify_store
from case_store.enrolment.ca import HallCa, make_ca
from case_store.errors import StoreError
from case_store.log.history import visit_of
from case_store.service.tls import machine_time
from case_store.sync.tail import tail_of
from case_store.views.counter import counter_sections
from case_store.views.due_rows import DueList
from tests.case_store.one_hall import NODE, STREAM, OneHall, granted, refused
from tests.case_store.test_enrolment import ADMIN, Machine, code_for
from tests.case_store.test_torn_rows import tear

COUNTER = counter_sections(DueList(), lambda: None)


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> HallCa:
    return make_ca(tmp_path_factory.mktemp("ca"), "hall", machine_time())


def put(hall: OneHall, sql: str) -> None:
    with hall.store.log.transaction():
        hall.store.log.connection.exec_driver_sql(sql)


# What is read.


async def test_commands_that_wait_together_and_stumble_over_a_torn_row_are_done_all_the_same(
    hall: OneHall,
) -> None:
    hall.take()
    desk = hall.desk(1)
    case_id = hall.serve(desk).case_id
    put(hall, "UPDATE case_folded SET folded = '[1]'")
    accept = hall.store.command(hall.store.hall.accept, uuid4(), desk, str(case_id))
    other = hall.store.command(hall.store.hall.submit, hall.submission())
    accepted, ticket = await asyncio.gather(accept, other)
    assert granted(accepted).case_id == case_id
    assert granted(ticket).ticket_no == "A002"
    assert [dict(one.facts)["rows"] for one in hall.notices() if one.code == "notice.tables_mended"] == ["1"]


async def test_a_row_whose_letters_are_none_hides_nobody_else(hall: OneHall) -> None:
    first, second = hall.take(), hall.take()
    put(hall, "UPDATE visit SET kiosk_id = CAST(x'ff41' AS TEXT) WHERE ticket_no = 'A001'")
    _now, shown = await hall.store.look(hall.store.hall.look, COUNTER)
    assert {row.ticket_no for row in shown["waiting"]} == {first.ticket_no, second.ticket_no}


def test_a_hall_opens_where_the_letters_of_a_name_are_none(hall: OneHall, ca: HallCa) -> None:
    door = hall.store.hall.devices
    Machine(ca.pem).come_in(door, code_for(door, ca).code)
    put(hall, "UPDATE device SET name = CAST(x'ff41' AS TEXT)")
    hall.reopen()
    (row,) = hall.store.hall.devices.listed()
    assert row.name.endswith("A")


async def test_what_fails_for_another_reason_fails_and_the_thread_goes_on(hall: OneHall) -> None:
    def wrong() -> None:
        raise ValueError("a mistake of ours")

    for _ in range(2):
        with pytest.raises(ValueError, match="of ours"):
            await hall.store.command(wrong)
    assert granted(await hall.store.command(hall.store.hall.submit, hall.submission())).ticket_no == "A001"


def test_a_command_whose_answer_is_torn_is_not_done_a_second_time(hall: OneHall) -> None:
    submission = hall.submission()
    granted(hall.store.hall.submit(submission))
    put(hall, "UPDATE outcome SET answer = '{'")
    with pytest.raises(StoreError, match=r"event\.damaged"):
        hall.store.hall.submit(submission)
    assert len(hall.rows("SELECT * FROM visit")) == 1


def test_verify_names_the_table_whose_rows_are_torn_and_rebuild_mends_it(
    hall: OneHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    put(hall, "UPDATE visit SET state = 'waitin'")
    config = tmp_path / "hall.toml"
    config.write_text(
        "\n".join(f"{name} = {value!r}" for name, value in _told(hall).items()).replace("True", "true"),
        "utf-8",
    )
    assert verify_store(config) == 1
    assert "visit" in capsys.readouterr().err
    hall.store.rebuild()
    assert verify_store(config) == 0


def _told(hall: OneHall) -> dict[str, object]:
    names = ("role", "name", "database", "key_file", "tokens_file", "assets_dir", "clock_file")
    return {name: str(getattr(hall.config, name)) for name in names} | {"demo": True}


# Devices.


@pytest.mark.parametrize("then", ["as it is", "made anew"])
def test_a_device_whose_admission_is_torn_is_out_once_it_is_ended(
    hall: OneHall, ca: HallCa, then: str
) -> None:
    door, machine = hall.store.hall.devices, Machine(ca.pem)
    machine.come_in(door, code_for(door, ca).code)
    tear(hall.store.log, "device_enrolled")
    assert door.knows(machine.visit()) is None
    assert granted(door.revoke(uuid4(), ADMIN, "kiosk-1", "丢了")).standing == "revoked"
    if then == "made anew":
        hall.store.rebuild()
    assert refused(door.knows(machine.visit())).startswith("device.")


def test_a_device_whose_end_is_torn_stays_out_when_tables_are_made_anew(hall: OneHall, ca: HallCa) -> None:
    door, machine = hall.store.hall.devices, Machine(ca.pem)
    machine.come_in(door, code_for(door, ca).code)
    granted(door.revoke(uuid4(), ADMIN, "kiosk-1", "丢了"))
    tear(hall.store.log, "device_revoked")
    hall.store.rebuild()
    assert refused(door.knows(machine.visit())) == "device.doubled"


def test_a_hall_with_a_torn_key_of_a_device_opens_and_lists_the_others(hall: OneHall, ca: HallCa) -> None:
    door = hall.store.hall.devices
    for _ in range(2):
        Machine(ca.pem).come_in(door, code_for(door, ca).code)
    put(hall, "UPDATE device SET public_key = '?', role = 'hall' WHERE device_id = 'kiosk-1'")
    hall.reopen()
    listed = asyncio.run(hall.store.look(hall.store.hall.devices.listed))
    assert [(row.device_id, row.role) for row in listed] == [("kiosk-1", "kiosk"), ("kiosk-2", "kiosk")]


# The log.


def test_a_row_without_any_letter_is_damaged_and_no_month_that_was_dropped(hall: OneHall) -> None:
    first = hall.submission()
    granted(hall.store.hall.submit(first))
    hall.take()
    put(hall, "UPDATE event SET body = '' WHERE type = 'ticket_issued'")
    with hall.store.log.reading() as connection:
        told = tail_of(connection, STREAM, NODE, 1, 0)
    assert len(told) == len(hall.rows("SELECT 1 FROM event"))
    with pytest.raises(StoreError, match=r"event\.damaged"), hall.store.hall.runner.past() as past:
        visit_of(past, first.visit_id)
