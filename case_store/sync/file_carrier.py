"""Files of the vault on their way between a hall and its centre: sealed as they are, in pieces, checked on arrival.

Beside the events, never before one: what cannot be carried now is tried again later and holds up no other.
"""

import asyncio
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

import httpx2
import pydantic
import structlog

from case_store.client.credentials import Credentials, open_line
from case_store.store import Store
from case_store.sync import files
from case_store.sync.batch import SIGNATURE_HEADER, SIGNER_HEADER
from case_store.sync.question import sign
from case_store.trace import trace_of

_log = structlog.get_logger(__name__)

FILES_PATH = "/v1/sync/files"
PURPOSE = "file"
BRING, FETCH = "bring", "fetch"
PIECE_BYTES = 256 * 1024
TIMEOUT_S = 30.0
LOOK_S = 10.0  # between looks for what is due


@dataclass(frozen=True, slots=True)
class Held:
    """How many bytes of a file the other side has: where to go on."""

    held: int


_HELD = pydantic.TypeAdapter(Held)


class FileCarrier:
    """One hall's."""

    def __init__(self, store: Store, url: str, token: str | Credentials) -> None:
        self._store, self._vault = store, store.house.vault
        self._http = open_line(url, token, timeout_s=TIMEOUT_S)

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                more = False
                try:
                    more = await self.carry()
                except httpx2.HTTPError:
                    pass  # the line is dead: all of it is due still
                except Exception as error:  # noqa: BLE001  a full disk or our own mistake must not end the carrying
                    _log.error("files not carried", trace=trace_of(error))
                if not more:
                    await asyncio.sleep(min(LOOK_S, self._store.config.pull_seconds))
        finally:
            await self._http.aclose()

    async def carry(self) -> bool:
        """What is due, once; whether there is more to look through. Raises httpx2.HTTPError."""
        more = await self._store.in_log(files.note_due)
        now = self._store.clock.now()
        for named in await self._store.in_log(lambda connection: files.due(connection, now)):
            bring = named.stream == self._store.config.name
            if await (self._bring(named) if bring else self._fetch(named)):
                await self._store.in_log(partial(files.settle, named=named))
        return more

    async def _bring(self, named: files.NamedFile) -> bool:
        """Up; False where it is not here, or the centre has not heard of its event yet."""
        offset, piece = 0, b""  # first ask how much is there
        while True:
            response = await self._http.put(
                _path(named),
                params={"offset": offset},
                headers=self._signed(BRING, named, offset),
                content=piece,
            )
            if not response.is_success:
                return False
            held = _HELD.validate_json(response.content).held
            if held >= named.sealed_bytes:
                return True
            if piece and held <= offset:
                return False  # it was not what its name says: looked at again later
            offset = held
            read = await asyncio.to_thread(self._vault.slice, named.file_hash, offset, PIECE_BYTES)
            if not read:
                return False
            piece = read

    async def _fetch(self, named: files.NamedFile) -> bool:
        """Down; False where the centre does not have it yet."""
        offset = await asyncio.to_thread(self._vault.come, named.file_hash, 0, b"", named.sealed_bytes)
        while offset < named.sealed_bytes:
            response = await self._http.get(
                _path(named), params={"offset": offset}, headers=self._signed(FETCH, named, offset)
            )
            if not response.is_success or not response.content:
                return False
            held = await asyncio.to_thread(
                self._vault.come, named.file_hash, offset, response.content, named.sealed_bytes
            )
            if held <= offset:
                return False
            offset = held
        return True

    def _signed(self, what: str, named: files.NamedFile, offset: int) -> dict[str, str]:
        config, key = self._store.config, self._store.keys.signing
        signature = sign(key, PURPOSE, config.name, what, named.stream, named.event_id, offset)
        return {SIGNER_HEADER: config.node, SIGNATURE_HEADER: signature}


def _path(named: files.NamedFile) -> str:
    return f"{FILES_PATH}/{quote(named.stream, safe='')}/{quote(named.event_id, safe='')}"
