"""No request may be larger than anything of ours is: a limit on every buffer (style.md §1.8).

A few paths take a file; each has a limit of its own, which is policy, and a refusal that speaks of files.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from case_store.service.problems import Problems, Refused
from cases.refusal import Refusal

BYTES_MAX = 1024 * 1024
_MEGA = 1_000_000
_FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
FILE_IN: dict[str, Any] = {"requestBody": {"required": True, "content": _FILE}}
FILE_OUT: dict[int | str, dict[str, Any]] = {200: {"description": "The file", "content": _FILE}}
"""How OpenAPI is told of a body that is a file and nothing else."""


def file_out(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """The same of an answer in one of these forms."""
    schema = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"description": "The file", "content": dict.fromkeys(media_types, schema)}}


@dataclass(frozen=True, slots=True)
class TakesFile:
    """Paths whose body is a file. `too_large`: the refusal's code; its fact is `megabytes_max`."""

    path: re.Pattern[str]
    bytes_max: Callable[[], int]
    too_large: str


class BodyLimit:
    """ASGI middleware: refuses by Content-Length, and cuts off a body that grows beyond it."""

    def __init__(self, app: ASGIApp, problems: Problems, files: Sequence[TakesFile] = ()) -> None:
        self._app, self._problems, self._files = app, problems, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bytes_max, refusal = self._limit(scope["path"])
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > bytes_max:
            await self._problems.of(refusal)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > bytes_max:
                raise Refused(refusal)
            return message

        await self._app(scope, counted, send)

    def _limit(self, path: str) -> tuple[int, Refusal]:
        """A file may be a little larger than policy allows, so that whoever sends it hears the rule's own answer."""
        file = next((file for file in self._files if file.path.fullmatch(path)), None)
        if file is None:
            return BYTES_MAX, Refusal("request.too_large", {"bytes_max": BYTES_MAX})
        most = file.bytes_max()
        return most + BYTES_MAX, Refusal(file.too_large, {"megabytes_max": most // _MEGA})
