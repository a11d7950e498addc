"""The hall asks the centre what citizens wish from their phones: only outgoing connections, often while somebody waits.

In the same turn it asks for letters: what people at the centre have added to its cases.

The same question tells the centre that the hall is alive, and whether it has been told everything: a phone shows
nothing of a hall that is not heard for a minute.
"""

import asyncio
import base64
import random

import httpx2
import pydantic
import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from case_store.keys import hall_reader
from case_store.store import Store
from case_store.sync.batch import SIGNATURE_HEADER, SIGNER_HEADER
from case_store.trace import trace_of
from cases.casework.letter import Letters
from cases.queue.wish import Wish
from cases.refusal import Refusal

_log = structlog.get_logger(__name__)

WISHES_PATH = "/v1/sync/wishes"
BUSY_S = 2.0  # while somebody is in the house who may wish something
QUIET_S = 15.0  # the centre is to hear from an open hall every 20 s
TIMEOUT_S = 10.0
LETTERS_PATH = "/v1/sync/letters"
_PURPOSE = b"pingan-hall wishes 1\n"
_PURPOSE_OF_LETTERS = b"pingan-hall letters 1\n"
_LETTERS = pydantic.TypeAdapter(Letters)
_PULLED = pydantic.TypeAdapter(tuple[Wish, ...])


def sign(key: Ed25519PrivateKey, stream: str, after: int, *, told: bool) -> str:
    """A hall's signature under its question, in base64."""
    return base64.b64encode(key.sign(_question(stream, after, told=told))).decode()


def believed(
    key: Ed25519PublicKey | None, signature: str, stream: str, after: int, *, told: bool
) -> Refusal | None:
    """None if the question is that hall's own."""
    return _verified(key, signature, stream, _question(stream, after, told=told))


def sign_for_letters(key: Ed25519PrivateKey, stream: str, after: int) -> str:
    """The same under the question for letters."""
    return base64.b64encode(key.sign(_question_of_letters(stream, after))).decode()


def believed_for_letters(
    key: Ed25519PublicKey | None, signature: str, stream: str, after: int
) -> Refusal | None:
    """None if the question for letters is that hall's own."""
    return _verified(key, signature, stream, _question_of_letters(stream, after))


class WishPoll:
    """Asks and has the hall answer, for ever."""

    def __init__(self, store: Store, url: str, token: str) -> None:
        self._store = store
        self._http = httpx2.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT_S, trust_env=False
        )

    async def run(self) -> None:
        """Until cancelled. Without the centre it is asked again, in its own time."""
        try:
            while True:
                pause = QUIET_S
                try:
                    pause = BUSY_S if await self.ask() else QUIET_S
                except httpx2.HTTPError:
                    pause = BUSY_S + QUIET_S * random.random()  # noqa: S311  no secret
                except Exception as error:  # noqa: BLE001  a mistake of ours must not end the asking
                    _log.error("wishes not pulled", trace=trace_of(error))
                await asyncio.sleep(pause)
        finally:
            await self._http.aclose()

    async def ask(self) -> bool:
        """Pull and answer once; whether to ask again soon. Raises httpx2.HTTPError."""
        store, wishes = self._store, self._store.hall.wishes
        cursor = await store.run(wishes.cursor)
        somebody, told = await store.run(wishes.standing)
        pulled = await self._pull(cursor, told=told)
        if pulled:
            await store.run(wishes.answer, pulled)
        letters = await self._letters(await store.run(store.hall.letters.cursor))
        await store.run(store.hall.letters.take, letters)
        return somebody or bool(pulled) or bool(letters.letters)

    async def _pull(self, after: int, *, told: bool) -> tuple[Wish, ...]:
        config = self._store.config
        headers = {
            SIGNER_HEADER: config.node,
            SIGNATURE_HEADER: sign(self._store.keys.signing, config.name, after, told=told),
        }
        asked = {"after": str(after), "told": str(int(told))}
        response = await self._http.get(WISHES_PATH, params=asked, headers=headers)
        response.raise_for_status()
        return _PULLED.validate_json(response.content)

    async def _letters(self, after: int) -> Letters:
        config = self._store.config
        signature = sign_for_letters(self._store.keys.signing, config.name, after)
        headers = {SIGNER_HEADER: config.node, SIGNATURE_HEADER: signature}
        response = await self._http.get(LETTERS_PATH, params={"after": str(after)}, headers=headers)
        response.raise_for_status()
        return _LETTERS.validate_json(response.content)


def _verified(key: Ed25519PublicKey | None, signature: str, stream: str, question: bytes) -> Refusal | None:
    if key is None:
        return Refusal("sync.signer_unknown")
    try:
        key.verify(base64.b64decode(signature, validate=True), question)
    except (InvalidSignature, ValueError):
        return Refusal("sync.signature_wrong", {"signer": hall_reader(stream)})
    return None


def _question_of_letters(stream: str, after: int) -> bytes:
    return _PURPOSE_OF_LETTERS + f"{stream}\n{after}".encode()


def _question(stream: str, after: int, *, told: bool) -> bytes:
    return _PURPOSE + f"{stream}\n{after}\n{int(told)}".encode()
