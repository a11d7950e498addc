"""A kiosk tells its hall how it and its printer are: paper that is out is known before anybody walks there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.log.schema import device_health
from case_store.policy_files import load_policy, load_texts
from case_store.private_file import write_private
from case_store.tokens import KIOSK
from cases.queue.visit_events import PaperState
from kiosk.config import KioskConfig
from kiosk.house import KioskHouse
from tests.case_store.intakes import dispute
from tests.case_store.served import ASSETS, KIOSK_ID, Ground, make_ground, rows, until
from tests.printing.pty_printer import PtyPrinter
from tests.printing.thermal_paper import ThermalPaper


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    laid = make_ground(tmp_path)
    laid.hall.start()
    yield laid
    laid.stop()


def troubles(ground: Ground) -> list[tuple[str, str, str]]:
    return [(row.device_id, row.name, row.trouble) for row in rows(ground, device_health)]


async def test_what_the_printer_and_the_devices_say_is_told_to_the_hall(ground: Ground) -> None:
    words = {"reader": "ok", "scanner": "ok"}
    write_private(ground.folder / "token", ground.tokens[KIOSK].encode())
    with PtyPrinter(ThermalPaper()) as line:
        config = KioskConfig(
            kiosk_id=KIOSK_ID,
            kiosk_name="1号自助机",
            hall_url=ground.hall.url,
            token_file=ground.folder / "token",
            key_file=ground.keys[f"kiosk:{KIOSK_ID}"],
            outbox_file=ground.folder / "outbox.db",
            printer=f"serial:{line.port}?baud=115200",
            assets_dir=ASSETS,
            clock_file=ground.folder / "clock",
        )
        house = KioskHouse(
            config,
            policy=load_policy(ASSETS),
            texts=load_texts(ASSETS),
            machine_clock=ground.clock,
            on_view=lambda _view: None,
            on_state=lambda _state: None,
            device_words=lambda: words,
        )
        await house.open()
        try:
            await until(lambda: troubles(ground) == [(KIOSK_ID, "1号自助机", "")])
            line.printer.paper_left_dots = 0
            taken = await house.door.take(dispute(ground))
            assert (await house.papers.print(taken, draft=False)).ticket is not PaperState.PRINTED
            await until(lambda: troubles(ground) == [(KIOSK_ID, "1号自助机", "paper_out")])
            line.printer.paper_left_dots = 1_000_000
            taken = await house.door.take(dispute(ground))
            assert (await house.papers.print(taken, draft=False)).ticket is PaperState.PRINTED
            await until(lambda: troubles(ground) == [(KIOSK_ID, "1号自助机", "")])
            words["reader"] = "missing"  # told with the next paper, or after 20 s
            taken = await house.door.take(dispute(ground))
            await house.papers.print(taken, draft=False)
            await until(lambda: troubles(ground) == [(KIOSK_ID, "1号自助机", "reader_missing")])
        finally:
            await house.close()
