"""The virtual devices by hand, as a process of its own: what is typed there is read by our machines here."""

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

from cases.matter.scanned_code import CodeKind, OurCode
from devices.card_reader.card_reader import CardRead, CardReader
from devices.line import DeviceLine, LinePort
from devices.scanner.scanner import Scanned, Scanner

URL = "https://zz.pingan-hall.example"
TICKET = f"{URL}/t/0123456789ABCDEF"


def test_a_card_and_a_ticket_that_were_only_typed(tmp_path: Path) -> None:
    told: list[object] = []
    heard = threading.Condition()

    def hear(event: object) -> None:
        with heard:
            told.append(event)
            heard.notify_all()

    desk = subprocess.Popen(
        [sys.executable, "-m", "devices.virtual_desk", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    machine = CardReader(lambda: date(2026, 11, 30), takes_lying=True)
    reader = DeviceLine("reader", LinePort(str(tmp_path / "reader")), machine, hear, hear, try_again_s=0.02)
    scanner = DeviceLine(
        "scanner", LinePort(str(tmp_path / "scanner")), Scanner(lambda: URL), hear, hear, try_again_s=0.02
    )
    try:
        reader.start()
        scanner.start()
        reader.order(machine.want)
        with heard:
            assert heard.wait_for(lambda: {reader.report.error, scanner.report.error} == {""}, 20)
            assert desk.stdin is not None
            print("what?", "place wu_mou", f"scan {TICKET}", sep="\n", file=desk.stdin, flush=True)
            assert heard.wait_for(lambda: any(isinstance(event, CardRead) for event in told), 10)
            assert heard.wait_for(lambda: Scanned(OurCode(CodeKind.TICKET, TICKET[-16:])) in told, 10)
    finally:
        reader.close()
        scanner.close()
        desk.communicate("quit\n", timeout=10)
    assert desk.returncode == 0
