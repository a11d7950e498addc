"""WS /v1/live?view=wall|counter|kiosk[&kiosk_id=…]: a snapshot, then what changes, and a heartbeat (design.md §4)."""

import asyncio

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from case_store.service.live import Listener
from case_store.service.parts import Parts
from case_store.service.problems import Refused
from case_store.tokens import COUNTER, KIOSK, WALL
from cases.refusal import Refusal

VIEWS = (KIOSK, COUNTER, WALL)  # a view is named like the role that may see it
COME_BACK = 1013  # "try again later": this listener was too slow and needs a snapshot
_KIOSK_ID_CHARS_MAX = 80


def router(parts: Parts) -> APIRouter:
    """For kiosk, counter and wall."""
    routes = APIRouter()

    @routes.websocket("/v1/live")
    async def live(socket: WebSocket, view: str = "", kiosk_id: str = "") -> None:
        try:
            _check(parts, socket, view, kiosk_id)
        except Refused as refused:
            await socket.send_denial_response(parts.problems.of(refused.refusal))
            return
        await socket.accept()
        channel, listener = await parts.hub.join(view, kiosk_id)
        telling = asyncio.create_task(_tell(socket, listener))
        hearing = asyncio.create_task(_until_gone(socket))
        try:
            await asyncio.wait({telling, hearing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            parts.hub.leave(channel, listener)
            for task in (telling, hearing):
                task.cancel()
            await asyncio.gather(telling, hearing, return_exceptions=True)

    return routes


def _check(parts: Parts, socket: WebSocket, view: str, kiosk_id: str) -> None:
    """Raises Refused."""
    role = parts.access.of_socket(socket)
    if view not in VIEWS or (view == KIOSK and not 0 < len(kiosk_id) <= _KIOSK_ID_CHARS_MAX):
        raise Refused(Refusal("request.invalid", {"where": "query", "why": "view"}))
    parts.access.must_be(role, (view,))


async def _tell(socket: WebSocket, listener: Listener) -> None:
    while (message := await listener.next()) is not None:
        await socket.send_text(message)
    await socket.close(COME_BACK)


async def _until_gone(socket: WebSocket) -> None:
    """Screens say nothing; what they send is dropped."""
    try:
        while True:
            await socket.receive_text()
    except (WebSocketDisconnect, KeyError):  # KeyError: they sent bytes
        return
