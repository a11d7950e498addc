"""A hall joins its centre as a device does: by a code, over the centre's TLS; then its events arrive there."""

import asyncio
import base64
import json
import threading
from pathlib import Path

import httpx2
import pytest
import uuid_utils.compat as uuid_v7
import uvicorn

from case_store.admin import keys, sync, verify
from case_store.admin.ca import main as make_ca
from case_store.client.device_pass import open_pass
from case_store.client.enrol import join, look
from case_store.config import load_config
from case_store.enrolment.device_door import CodeWish
from case_store.hall.house import OnDuty
from case_store.keys import read_keys
from case_store.log.schema import countersign, event
from case_store.secrecy.guard_round import GuardRound
from case_store.service.app import create_app
from case_store.service.tls import ServiceTls
from case_store.store import Store
from case_store.store_keys import keys_of_store
from cases.device.device import DeviceRole
from cases.refusal import Refusal
from cases.views_devices import HallShown
from tests.case_store.one_hall import ASSETS, STREAM, granted, refused
from tests.case_store.served import Served, free_port, until

ADMIN = OnDuty(staff_id="a1", role="hall_admin")
NODE = f"hall:{STREAM}"
WISH = CodeWish(role=DeviceRole.HALL, name="北大厅", stream=STREAM)


def write_config(folder: Path, role: str, name: str, upstream: str = "") -> Path:
    """As an operator writes it: TLS, and of a hall the centre."""
    folder.mkdir()
    path = folder / "store.toml"
    facts = {
        "role": role,
        "name": name,
        "database": "store.db",
        "key_file": "store.keys.json",
        "tokens_file": "tokens.json",
        "assets_dir": str(ASSETS),
    }
    lines = [f'{key} = "{value}"' for key, value in facts.items()]
    numbers = [f"port = {free_port()}", "tick_seconds = 0.2", "pin_time_cost = 1", "pin_memory_kib = 8"]
    tls = ["[tls]", 'folder = "tls"', 'names = ["127.0.0.1"]']
    path.write_text("\n".join([*lines, *numbers, *tls, upstream]), "utf-8")
    return path


class TlsServed(Served):
    """A store behind TLS, as run.py serves it, in a thread."""

    def __init__(self, config_file: Path) -> None:
        super().__init__(load_config(config_file))
        self.port = self.config.port

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def start(self) -> None:
        assert self.config.tls is not None
        self.store = Store(self.config)
        tls = ServiceTls(self.config.tls, self.config.host)
        config = uvicorn.Config(
            create_app(self.store, tls),
            ssl_context_factory=lambda _config, _default: tls.context,
            host="127.0.0.1",
            port=self.port,
            lifespan="on",
            ws="websockets-sansio",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(target=server.run, daemon=True)
        self._thread.start()
        while not server.started:
            self._thread.join(0.01)
            assert self._thread.is_alive()

    @property
    def door(self) -> Store:
        assert self.store is not None
        return self.store


def hall_beneath(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Configurations of a centre and of a hall beneath it, a CA each, and where the hall's device will be."""
    centre_file = write_config(tmp_path / "centre", "centre", "centre")
    url = f"https://127.0.0.1:{load_config(centre_file).port}"
    up = f'[upstream]\nurl = "{url}"\ndevice_dir = "upstream"'
    hall_file = write_config(tmp_path / "hall", "hall", STREAM, up)
    assert [make_ca(file) for file in (centre_file, hall_file)] == [0, 0]
    return centre_file, hall_file, tmp_path / "hall" / "upstream"


def told(at: TlsServed, stream: str) -> int:
    """How many events of a stream a store has."""

    def count() -> int:
        with at.door.log.reading() as connection:
            return sum(row.stream == stream for row in connection.execute(event.select()))

    return at.door._thread.submit(count).result()


async def test_a_hall_joins_its_centre_by_a_code_and_is_heard_until_that_is_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre_file, hall_file, folder = hall_beneath(tmp_path)
    centre, hall = TlsServed(centre_file), TlsServed(hall_file)
    own = read_keys(hall.config.key_file)
    assert set(own.signers) == {NODE}  # it knows nobody yet, and nobody knows it
    centre.start()
    try:
        made = granted(await centre.door.run(centre.door.hall.devices.make_code, ADMIN, WISH, ""))
        shown = await look(centre.url)
        assert isinstance(shown, HallShown)
        assert (
            refused(await join(centre.url, shown, made.code, folder)) == "enrolment.code_wrong"
        )  # no store's keys
        granted(await join(centre.url, shown, made.code, folder, own))
        assert not (folder / "keys.json").exists()  # its key stays in its own key file
        assert NODE in centre.door.keys.signers
        assert NODE in centre.door.keys.readers
        hall.start()
        assert "centre" in hall.door.keys.readers  # what citizens tell is sealed for the centre, too
        wall = CodeWish(role=DeviceRole.WALL, name="大屏")
        assert not isinstance(await hall.door.run(hall.door.hall.devices.make_code, ADMIN, wall, ""), Refusal)
        await hall.door.run(hall.door.hall.report_quarantined, 1, "shape")  # something happens at the hall
        await until(lambda: told(centre, STREAM) > 0)
        before = told(centre, STREAM)
        devices = centre.door.hall.devices
        granted(await centre.door.run(devices.revoke, uuid_v7.uuid7(), ADMIN, NODE, "换机"))
        assert NODE not in centre.door.keys.signers
        by = open_pass(folder, own.signing)
        by.is_over(await by.token())
        with pytest.raises(httpx2.HTTPError, match=r"device\.revoked"):
            await by.token()
        await hall.door.run(hall.door.hall.report_quarantined, 1, "chain")
        assert told(hall, STREAM) > before  # it works on, and keeps what it cannot tell
        assert told(centre, STREAM) == before
    finally:
        hall.stop()
        centre.stop()
        capsys.readouterr()


async def test_an_operator_s_commands_know_the_centre_that_the_hall_joined_by_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre_file, hall_file, folder = hall_beneath(tmp_path)
    centre, hall = TlsServed(centre_file), TlsServed(hall_file)
    own = read_keys(hall.config.key_file)
    centre.start()
    try:
        made = granted(await centre.door.run(centre.door.hall.devices.make_code, ADMIN, WISH, ""))
        shown = await look(centre.url)
        assert isinstance(shown, HallShown)
        granted(await join(centre.url, shown, made.code, folder, own))
        hall.start()
        await hall.door.run(hall.door.hall.report_quarantined, 1, "shape")
        await until(lambda: told(centre, STREAM) == told(hall, STREAM) > 0)
        await GuardRound(centre.door).run()
        await GuardRound(hall.door, open_pass(folder, own.signing)).run()
        kept = await hall.door.read_log(lambda connection: connection.execute(countersign.select()).all())
        assert {row.signer for row in kept} == {"centre"}
        assert await asyncio.to_thread(verify.main, hall_file) == 0, capsys.readouterr().err
        await hall.door.run(hall.door.hall.report_quarantined, 2, "chain")
    finally:
        hall.stop()
        centre.stop()
    one, answer = tmp_path / "one.sync", tmp_path / "one.answer"
    assert sync.export(hall_file, one) == 0, capsys.readouterr().err
    assert sync.take(centre_file, one, answer) == 0, capsys.readouterr().err
    assert sync.take(hall_file, answer, None) == 0, capsys.readouterr().err


async def test_reader_keys_of_a_hall_that_joined_and_of_its_centre_are_turned_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre_file, hall_file, folder = hall_beneath(tmp_path)
    centre, config = TlsServed(centre_file), load_config(hall_file)

    async def joins() -> None:
        made = granted(await centre.door.run(centre.door.hall.devices.make_code, ADMIN, WISH, ""))
        shown = await look(centre.url)
        assert isinstance(shown, HallShown)
        granted(await join(centre.url, shown, made.code, folder, read_keys(config.key_file)))

    centre.start()
    try:
        await joins()
        assert keys.rotate(hall_file) == 0
        assert keys.retire(hall_file) == 1
        assert "重新接入中心" in capsys.readouterr().err
        await joins()
        told_now = centre.door.keys.readers[NODE].public_bytes_raw()
        assert told_now == read_keys(config.key_file).readers[NODE].public_bytes_raw()
        assert keys.retire(hall_file) == 1
        assert "保留到" in capsys.readouterr().err
    finally:
        centre.stop()
    assert keys.rotate(centre_file) == 0
    notice, forged = tmp_path / "centre" / "store.keys.reader.json", tmp_path / "forged.json"
    said = json.loads(notice.read_text())
    forged.write_text(json.dumps({**said, "public": base64.b64encode(told_now).decode()}))
    assert keys.trust(folder / "device.json", forged) == 1
    assert keys.trust(folder / "device.json", notice) == 0
    known = keys_of_store(config).readers["centre"].public_bytes_raw()
    assert base64.b64encode(known).decode() == said["public"]
