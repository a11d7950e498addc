"""The way to the store above, over HTTP: batches up, our own tail and digests down. Nothing is decided here."""

from collections.abc import Mapping
from typing import Any

import httpx2
import pydantic
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.client.credentials import Credentials, open_line
from case_store.sync.batch import CONTENT_TYPE, SIGNATURE_HEADER, SIGNER_HEADER, Batch, Head, pack
from case_store.sync.compare import DIGESTS_PATH, Question
from case_store.sync.compare import PURPOSE as DIGESTS
from case_store.sync.push import Answered, BatchRefused, Failed, GapFound, Pushed, UpstreamHead
from case_store.sync.question import sign
from case_store.sync.tail import QUESTION as TAIL
from case_store.sync.tail import TAIL_PATH

PUSH_PATH = "/v1/sync/push"
TIMEOUT_S = 30.0
GAP = "sync.gap"
_CONFLICT = 409
_REFUSED = (400, 413, 422)
_PUSHED = pydantic.TypeAdapter(Pushed)
_DIGESTS = pydantic.TypeAdapter(dict[int, str])
Answer = Answered | GapFound | BatchRefused | Failed


class Line:
    """One node's; close it. Questions raise httpx2.HTTPError, and ValueError for an answer that is none."""

    def __init__(
        self, *, stream: str, node: str, key: Ed25519PrivateKey, url: str, token: str | Credentials
    ) -> None:
        self._stream, self._node, self._key = stream, node, key
        self._http = open_line(url, token, timeout_s=TIMEOUT_S)

    async def aclose(self) -> None:
        """Hang up."""
        await self._http.aclose()

    async def push(self, batch: Batch, v: int) -> Answer:
        """What upstream makes of a batch, packed in version `v`."""
        signed = pack(batch, self._node, self._key, v)
        headers = {
            SIGNER_HEADER: signed.signer,
            SIGNATURE_HEADER: signed.signature,
            "Content-Type": CONTENT_TYPE,
        }
        try:
            response = await self._http.post(PUSH_PATH, content=signed.content, headers=headers)
        except httpx2.HTTPError as error:
            return Failed(type(error).__name__)
        return _understood(response)

    async def tail(self, after: Head, until: UpstreamHead) -> list[Any]:
        """Everything that upstream has of our own chain behind a place: items of tail.tail_of.

        Raises ValueError when it ends before `until`, which upstream has: a page was not what it says.
        """
        found: list[Any] = []
        epoch, seq = after.epoch, after.seq
        while page := await self.tail_page(epoch, seq):
            found += page
            epoch, seq = int(page[-1]["epoch"]), int(page[-1]["seq"])
        if (epoch, seq) < (until.epoch, until.seq):
            raise ValueError("the tail ends before its head")
        return found

    async def tail_page(self, epoch: int, seq: int) -> list[Any]:
        """The next of it; empty when there is no more."""
        answer = await self._ask(TAIL_PATH, TAIL, {"epoch": epoch, "seq": seq})
        page: list[Any] = answer.json()
        return page

    async def digests(self, question: Question) -> Mapping[int, str]:
        """What upstream has, as compare.py asks for it."""
        answer = await self._ask(DIGESTS_PATH, DIGESTS, question.said)
        return _DIGESTS.validate_json(answer.content)

    async def _ask(self, path: str, purpose: str, said: Mapping[str, int]) -> httpx2.Response:
        signature = sign(self._key, purpose, self._stream, *said.values())
        response = await self._http.get(
            path,
            params={name: str(value) for name, value in said.items()},
            headers={SIGNER_HEADER: self._node, SIGNATURE_HEADER: signature},
        )
        response.raise_for_status()
        return response


def _understood(response: httpx2.Response) -> Answer:
    """What an HTTP answer means. What is not understood settles nothing."""
    status = response.status_code
    try:
        body: Any = response.json()
        if response.is_success:
            pushed = _PUSHED.validate_python(body)
            return Answered(pushed.verdicts, pushed.head)
        if status == _CONFLICT and body["code"] == GAP:
            return GapFound(int(body["facts"]["wanted_seq"]), int(body["facts"].get("epoch", 0)))
        if status in _REFUSED:
            return BatchRefused(str(body.get("code", status)))
    except (ValueError, KeyError, TypeError, AttributeError):  # pydantic's are ValueErrors
        return Failed(f"http {status}, not understood")
    asked = response.headers.get("retry-after", "")
    return Failed(f"http {status}", float(asked) if asked.isascii() and asked.isdigit() else None)
