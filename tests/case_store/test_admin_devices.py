"""`admin device`, `enrol`: what an operator types at a hall that runs behind TLS."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.admin import device, enrol
from case_store.client.device_folder import read_enrolled
from case_store.client.nearby import Nearby, find_again
from tests.case_store.enrolled import ADMIN, TlsHall
from tests.case_store.one_hall import PIN, OneHall


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsHall]:
    one = OneHall(tmp_path_factory.mktemp("tls"))
    with TlsHall(one) as process:
        yield process
    one.store.close()


class Typed:
    """A person at the terminal of a machine, who reads out what is asked."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), ""

    def __call__(self, question: str) -> str:
        self.asked += question
        return self.answers.pop(0)


def said(capsys: pytest.CaptureFixture[str], exit_code: int, expected: int = 0) -> str:
    out, err = capsys.readouterr()
    assert exit_code == expected, err
    return out or err


def test_a_machine_comes_in_on_its_terminal_is_listed_and_ended(
    at: TlsHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = (at._config, ADMIN.staff_id, PIN)
    made = said(capsys, device.code(*who, role="kiosk", name="3 号自助机", device_id="", stream=""))
    found = re.search(r"(?:\w{4}-){4}\w{4}", made)
    assert found
    fingerprint = made.rpartition("：")[2].strip()
    screen = tmp_path / "kiosk.toml"
    screen.write_text(f'hall_url = "{at.url}"\ndevice_dir = "device"\n')
    person = Typed("y", found[0].lower())
    assert "已接入" in said(capsys, enrol.main(screen, person))
    assert fingerprint in person.asked.replace(" ", "")  # both sides can be compared
    enrolled = read_enrolled(tmp_path / "device")
    assert enrolled.device_id == "kiosk-1"
    # It has moved to another address, and somebody else announces it, too: the certificate tells them apart.
    said_to_be = [Nearby(name="", stream=enrolled.stream, url=url) for url in ("https://127.0.0.1:9", at.url)]
    assert asyncio.run(find_again(enrolled, tuple(said_to_be))) == at.url
    assert "3 号自助机" in said(capsys, device.listed(*who))
    assert "已停用" in said(capsys, device.revoke(*who, "kiosk-1", "送修"))
    assert "没有这台设备" in said(capsys, device.revoke(*who, "kiosk-9", "送修"), 1)


def test_what_a_person_does_not_recognise_is_not_joined(
    at: TlsHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = tmp_path / "kiosk.toml"
    screen.write_text(f'hall_url = "{at.url}"\ndevice_dir = "device"\n')
    assert enrol.main(screen, Typed("n")) == 2
    assert "20 个字符" in said(capsys, enrol.main(screen, Typed("y", "12345")), 1)
    assert not (tmp_path / "device" / "device.json").exists()


def test_an_address_that_is_not_the_hall_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    screen = tmp_path / "kiosk.toml"
    screen.write_text('hall_url = "https://127.0.0.1:9"\ndevice_dir = "device"\n')
    assert "127.0.0.1:9" in said(capsys, enrol.main(screen, Typed()), 1)
    screen.write_text('hall_url = "http://10.0.0.1"\ndevice_dir = "device"\n')
    assert "https" in said(capsys, enrol.main(screen, Typed()), 1)
    assert "TOML" in said(capsys, enrol.main(tmp_path / "nowhere.toml", Typed()), 1)
