"""A hall moves from one centre's database to another's while it works: nothing is lost, nothing is there twice."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from psycopg.conninfo import make_conninfo

from case_store.admin import hall as verbs
from case_store.admin.ca import main as make_ca
from case_store.central.postgres import open_postgres
from case_store.central.roles import SERVICE, set_up
from case_store.client.device_pass import DevicePass, open_pass
from case_store.client.enrol import join, look
from case_store.config import load_config
from case_store.hall.policy_door import Revision
from case_store.keys import CENTRE, read_keys
from case_store.log.countersign import countersign_heads, tampered
from case_store.log.fold_later import behind
from case_store.log.schema import PROJECTIONS, case_, case_key, event, outbox, policy_revision, quarantine
from case_store.log.verify import verify
from case_store.log.wrapped_keys import wrapped_key
from case_store.migrations import upgrade
from case_store.seal import unwrap
from cases.casework import case_commands as ask
from cases.views_devices import HallShown
from tests.case_store.hall_process import ROOT
from tests.case_store.on_postgres import as_role
from tests.case_store.one_hall import ASSETS, STREAM, granted
from tests.case_store.served import until
from tests.case_store.test_devices_upstream import ADMIN, NODE, WISH, TlsServed, write_config
from tests.case_store.three_stores import AStore, record, registration

TEMPLATE = "risk.toml"


class Moving:
    """Two centres, each with rights by roles, and a hall, served for real."""

    def __init__(self, folder: Path, new_database: Callable[[], str]) -> None:
        self.folder = folder
        self.old, self.new = (self._centre(name, new_database()) for name in ("old", "new"))
        up = f'[upstream]\nurl = "{self.old.url}"\ndevice_dir = "upstream"'
        self.hall_file = write_config(folder / "hall", "hall", STREAM, up)
        make_ca(self.hall_file)
        self.hall = TlsServed(self.hall_file)

    def _centre(self, name: str, url: str) -> TlsServed:
        config = write_config(self.folder / name, "centre", CENTRE)
        engine = open_postgres(url, CENTRE)
        upgrade(engine)
        engine.dispose()
        set_up(url)
        by_service = f'database_url = "{as_role(url, SERVICE)}"\n[tls]'
        text = config.read_text("utf-8").replace("[tls]", by_service)
        config.write_text(text, "utf-8")
        make_ca(config)
        return TlsServed(config)

    def stop(self) -> None:
        for one in (self.hall, self.old, self.new):
            one.stop()

    def config_of(self, centre: TlsServed) -> Path:
        return centre.config.key_file.parent / "store.toml"

    async def join(self, centre: TlsServed) -> None:
        """The hall comes in by a code; it is stopped."""
        made = granted(await centre.door.run(centre.door.hall.devices.make_code, ADMIN, WISH, ""))
        shown = await look(centre.url)
        assert isinstance(shown, HallShown)
        keys = read_keys(self.hall.config.key_file)
        granted(await join(centre.url, shown, made.code, self.hall_file.parent / self.folder_there, keys))

    async def end(self, centre: TlsServed) -> None:
        devices = centre.door.hall.devices
        granted(await centre.door.run(devices.revoke, uuid_v7.uuid7(), ADMIN, NODE, "换机"))

    async def case(self, case_id: str, serial: int, keys_of: AStore | None = None) -> None:
        """A case is told at the hall's desk, or sealed by a machine that knows other readers."""
        at = AStore(self.hall.door.log, self.hall.door.keys, self.hall.door.log.connection.engine)
        told = registration(keys_of or at, case_id, serial)
        await self.hall.door.run(at.say, case_id, told, ask.AcceptCase(staff_id="s1"), record(f"r-{case_id}"))
        await self.hall.door.run(
            self.hall.door.hall.report_quarantined, 1, case_id
        )  # and the uplink hears of it

    @contextmanager
    def hall_process(self) -> Iterator[None]:
        """The hall as a process of its own; killed at the end."""
        command = [sys.executable, str(ROOT / "main.py"), "store", "--config", str(self.hall_file)]
        with (self.folder / "hall.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.kill()
            process.wait()

    @property
    def card(self) -> Path:
        """Of the new centre."""
        return self.folder / "new.json"

    def knowing_the_old_centre(self) -> AStore:
        """A machine that seals for the hall and for the centre of before, as a kiosk goes on to do."""
        keys = read_keys(self.hall.config.key_file)
        keys.readers[CENTRE] = self.hall.door.keys.readers[CENTRE]
        return AStore(self.hall.door.log, keys, self.hall.door.log.connection.engine)

    @property
    def folder_there(self) -> str:
        """As what the hall was let in, by its configuration."""
        upstream = self.hall.config.upstream
        assert upstream is not None
        assert upstream.device_dir is not None
        return upstream.device_dir.name

    def turn_to(self, centre: TlsServed, other: TlsServed) -> None:
        text = self.hall_file.read_text("utf-8").replace(other.url, centre.url)
        text = text.replace('device_dir = "upstream"', 'device_dir = "upstream-new"')
        self.hall_file.write_text(text, "utf-8")
        port = self.hall.port
        self.hall = TlsServed(self.hall_file)
        assert self.hall.port == port


def rows(
    at: TlsServed, chosen: "sa.Select[sa.Row[tuple[object, ...]]] | sa.Table"
) -> list[tuple[object, ...]]:
    asked = sa.select(chosen) if isinstance(chosen, sa.Table) else chosen

    def read() -> list[tuple[object, ...]]:
        with at.door.log.reading() as connection:
            return [tuple(row) for row in connection.execute(asked)]

    return at.door._thread.submit(read).result()


def chain(at: TlsServed) -> list[tuple[object, ...]]:
    """The hall's own story, as it is told there."""
    told = sa.select(event.c.epoch, event.c.seq, event.c.id, event.c.hash).where(event.c.stream == STREAM)
    return rows(at, told.order_by(event.c.epoch, event.c.seq))


def opens(at: TlsServed, case_id: str) -> bool:
    """Whether a centre reads a case. Raises SealError."""
    columns = (
        case_key.c.reader,
        case_key.c.ephemeral,
        case_key.c.nonce,
        case_key.c.ciphertext,
        case_key.c.suite,
    )
    found = rows(at, sa.select(*columns).where(case_key.c.case_id == case_id))
    unwrap(case_id, [wrapped_key(row) for row in found], CENTRE, *at.door.keys.openers)
    return True


def faults(at: TlsServed) -> list[str]:
    def read() -> list[str]:
        with at.door.log.reading() as connection:
            signed = tampered(connection, at.door.keys.signers)
            return [one.what for one in verify(connection)] + [one.what for one in signed]

    return at.door._thread.submit(read).result()


def tables(at: TlsServed) -> dict[str, list[tuple[object, ...]]]:
    """What was made of the hall's stream."""
    found = {}
    for table in PROJECTIONS:
        found[table.name] = sorted(rows(at, sa.select(table).where(table.c.stream == STREAM)), key=repr)
    return found


def sign_all(at: TlsServed) -> None:
    def sign() -> None:
        with at.door.log.transaction():
            connection, key = at.door.log.connection, at.door.keys.signing
            while countersign_heads(connection, CENTRE, key, at.door.clock.now(), most=100):
                pass

    at.door._thread.submit(sign).result()


def is_folded(at: TlsServed) -> bool:
    def read() -> bool:
        with at.door.log.reading() as connection:
            return not behind(connection)

    return at.door._thread.submit(read).result()


async def test_a_hall_moves_while_it_works_and_everything_is_at_the_new_centre_once(
    tmp_path: Path, new_database: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    moving = Moving(tmp_path, new_database)
    old, new = moving.old, moving.new
    old.start()
    new.start()
    try:
        await works_beneath_the_old(moving)
        await is_frozen(moving, capsys)
        before, readable = chain(old), tables(old)
        folder = await leaves(moving, capsys)
        assert chain(new) == before
        of_kiosk = moving.knowing_the_old_centre()
        told = set(chain(moving.hall))
        moving.hall.stop()
        moving.turn_to(new, old)
        await moving.join(new)
        assert not told <= set(chain(new))
        with moving.hall_process():  # as it runs in life, until its power is cut
            await until(lambda: told <= set(chain(new)), 60)
        moving.hall.start()
        await moving.case("c4", 4)
        await moving.case("c5", 5, of_kiosk)
        await until(
            lambda: rows(moving.hall, outbox) == [] and chain(new) == chain(moving.hall) and is_folded(new)
        )
        assert len(chain(new)) > len(before)
        assert all(opens(new, f"c{n}") for n in range(1, 6))
        assert {row[1] for row in rows(new, case_)} == {f"c{n}" for n in range(1, 6)}
        # A clock of the hall may pass at any moment: what it says then is told and folded like all else.
        await until(lambda: is_folded(new) and tables(new) == tables(moving.hall), 30)
        sign_all(new)
        await until(lambda: told_policy(moving.hall) == ["# 1"])  # the new centre's, and that alone
        assert [faults(at) for at in (old, new, moving.hall)] == [[], [], []]
        assert rows(new, quarantine) == rows(moving.hall, quarantine) == []
        assert chain(old) == before  # still there to be read
        assert tables(old) == readable
        is_removed(moving, folder)
    finally:
        moving.stop()
        capsys.readouterr()


async def works_beneath_the_old(moving: Moving) -> None:
    """Both centres have said something at the same place of their chains; the old one has all of the hall."""
    old = moving.old
    for number, centre in enumerate((old, moving.new)):
        text = (ASSETS / "policy" / TEMPLATE).read_text("utf-8") + f"\n# {number}\n"
        revision = Revision(files={TEMPLATE: text}, why="试行")
        granted(await centre.door.run(centre.door.hall.policy.revise, uuid4(), ADMIN, revision))
    await moving.join(old)
    moving.hall.start()
    await moving.case("c1", 1)
    await moving.case("c2", 2)
    await until(lambda: told_policy(moving.hall) == ["# 0"])
    await until(lambda: chain(old) == chain(moving.hall) != [] and is_folded(old))
    sign_all(old)


async def is_frozen(moving: Moving, capsys: pytest.CaptureFixture[str]) -> None:
    """Its device is ended: before that nothing is copied."""
    old, new = (moving.config_of(at) for at in (moving.old, moving.new))
    assert verbs.card(new, moving.card) == 0
    assert verbs.card(old, moving.folder / "old.json") == 0
    assert verbs.export(old, STREAM, moving.card, moving.folder / "away") == 1  # it may still push
    assert "admin device revoke" in capsys.readouterr().err
    await moving.end(moving.old)
    await moving.case("c3", 3)
    await until(lambda: is_folded(moving.old))


async def leaves(moving: Moving, capsys: pytest.CaptureFixture[str]) -> Path:
    """Copied and taken in, while the hall goes on; the folder that went from hand to hand."""
    old, new = (moving.config_of(at) for at in (moving.old, moving.new))
    away = moving.folder / "away"
    breaks = make_conninfo(
        load_config(old).database_url or "", options="-c transaction_timeout=1"
    )  # a line that is lost midway
    assert verbs.export(old, STREAM, moving.card, away, database_url=breaks) == 1
    assert "PostgreSQL" in capsys.readouterr().err
    assert verbs.export(old, STREAM, moving.card, away) == 0
    (folder,) = away.iterdir()
    by = open_pass(moving.hall_file.parent / "upstream", moving.hall.door.keys.signing)
    await is_told(by, "device.moved")
    sealed = folder / "moved.sealed"
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert verbs.take(new, folder, moving.folder / "old.json") == 1
    sealed.write_bytes(whole)
    assert verbs.take(new, folder, moving.card) == 1  # signed by another than on this card
    assert verbs.take(old, folder, moving.folder / "old.json") == 1  # it is not for this centre
    assert chain(moving.new) == []
    assert verbs.take(new, folder, moving.folder / "old.json") == 0
    assert verbs.take(new, folder, moving.folder / "old.json") == 1  # not twice
    return folder


def is_removed(moving: Moving, folder: Path) -> None:
    """At the old centre, by the word of the new one."""
    old = moving.config_of(moving.old)
    assert verbs.remove(old, STREAM, folder, moving.card) == 1  # while it decides
    moving.old.stop()
    assert verbs.remove(old, STREAM, folder, moving.folder / "old.json") == 1
    assert verbs.remove(old, STREAM, folder, moving.card) == 0
    moving.old.start()
    assert chain(moving.old) == []
    assert not any(tables(moving.old).values())
    assert faults(moving.old) == []


async def is_told(by: DevicePass, code: str) -> None:
    """The hall hears it at the old centre's door, sooner or later: it does not hammer there."""
    async with asyncio.timeout(30):
        while True:
            try:
                by.is_over(await by.token())
            except httpx2.HTTPError as error:
                if code in str(error):
                    return
            await asyncio.sleep(0.2)


def told_policy(at: TlsServed) -> list[str]:
    """The last line of the revised file that holds at a hall from above."""
    found = rows(at, sa.select(policy_revision.c.text).where(policy_revision.c.stream == CENTRE))
    return [str(row[0]).strip().splitlines()[-1] for row in found]
