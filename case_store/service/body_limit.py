"""No request may be larger than anything of ours is: a limit on every buffer (style.md §1.8)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from case_store.service.problems import Problems
from cases.refusal import Refusal

BYTES_MAX = 1024 * 1024


class BodyLimit:
    """ASGI middleware: refuses by Content-Length, and cuts off a body that grows beyond it."""

    def __init__(self, app: ASGIApp, problems: Problems) -> None:
        self._app, self._problems = app, problems

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > BYTES_MAX:
            refusal = self._problems.of(Refusal("request.too_large", {"bytes_max": BYTES_MAX}))
            await refusal(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            return {"type": "http.disconnect"} if seen > BYTES_MAX else message

        await self._app(scope, counted, send)
