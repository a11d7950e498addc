"""The hall fetches what the centre has signed of its chain, and keeps it. Nothing waits for it."""

import httpx2
import pydantic

from case_store.client.credentials import Credentials, open_line
from case_store.log.countersign import Countersign, keep, signed_to
from case_store.store import Store
from case_store.sync.batch import SIGNATURE_HEADER, SIGNER_HEADER
from case_store.sync.question import sign

COUNTERSIGNS_PATH = "/v1/sync/countersigns"
PURPOSE = "countersigns"
PIECES_MAX = 20  # in one answer
TIMEOUT_S = 10.0
_PIECES = pydantic.TypeAdapter(tuple[Countersign, ...])


async def fetch_countersigns(store: Store, url: str, token: str | Credentials) -> int:
    """Fetch and keep what is new; how many pieces. Raises httpx2.HTTPError, pydantic.ValidationError."""
    kept = 0
    http = open_line(url, token, timeout_s=TIMEOUT_S)
    try:
        while True:
            pieces = await _ask(store, http)
            new = await store.in_log(lambda connection: keep(connection, pieces, store.keys.signers))  # noqa: B023
            kept += new
            if new < PIECES_MAX:  # the end; or some that are not the centre's: no use in asking on
                return kept
    finally:
        await http.aclose()


async def _ask(store: Store, http: httpx2.AsyncClient) -> tuple[Countersign, ...]:
    config = store.config
    epoch, seq = await store.run(_signed_to, store)
    headers = {
        SIGNER_HEADER: config.node,
        SIGNATURE_HEADER: sign(store.keys.signing, PURPOSE, config.name, epoch, seq),
    }
    asked = {"epoch": str(epoch), "seq": str(seq)}
    response = await http.get(COUNTERSIGNS_PATH, params=asked, headers=headers)
    response.raise_for_status()
    return _PIECES.validate_json(response.content)


def _signed_to(store: Store) -> tuple[int, int]:
    with store.log.reading() as connection:
        return signed_to(connection, store.config.name, store.config.node)
