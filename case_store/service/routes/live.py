"""WS /v1/live?view=wall|counter|dispatch|kiosk[&kiosk_id=…]: a snapshot, what changes, and a heartbeat.

The dispatch view is told to whoever is signed in, as far as they see (figures.sight).
"""

import asyncio
import contextlib

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from case_store.service.device_tokens import Known
from case_store.service.live import Listener
from case_store.service.parts import Parts
from case_store.service.problems import Refused
from case_store.tokens import COUNTER, DISPATCH, KIOSK, WALL
from cases.figures.sight import Sight
from cases.refusal import Refusal
from cases.roles import Right

VIEWS = (KIOSK, COUNTER, WALL, DISPATCH)  # a view is named like the role that may see it
NOT_ADMITTED = 1008  # "policy violation": this device was ended
COME_BACK = 1013  # "try again later": too slow, and needs a snapshot; or signed out, and needs a session
_KIOSK_ID_CHARS_MAX = 80


def router(parts: Parts) -> APIRouter:
    """For kiosk, counter and wall."""
    routes = APIRouter()

    @routes.websocket("/v1/live")
    async def live(socket: WebSocket, view: str = "", kiosk_id: str = "") -> None:
        try:
            sight, known = _check(parts, socket, view, kiosk_id)
        except Refused as refused:
            await socket.send_denial_response(parts.problems.of(refused.refusal))
            return
        await socket.accept()
        channel, listener = await parts.hub.join(view, kiosk_id, sight)
        telling = asyncio.create_task(_tell(parts, socket, view, listener))
        hearing = asyncio.create_task(_until_gone(socket))
        ended = asyncio.create_task(parts.access.devices.until_ended(known))
        try:
            await asyncio.wait({telling, hearing, ended}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            parts.hub.leave(channel, listener)
            is_ended = ended.done()
            for task in (telling, hearing, ended):
                task.cancel()
            await asyncio.gather(telling, hearing, ended, return_exceptions=True)
            if is_ended:
                with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # it may have gone by itself
                    await socket.close(NOT_ADMITTED)

    return routes


def _check(parts: Parts, socket: WebSocket, view: str, kiosk_id: str) -> tuple[Sight | None, Known | None]:
    """How far whoever listens to the command zone sees, and which device listens. Raises Refused."""
    role, known = parts.access.of_socket(socket)
    if view not in VIEWS or (view == KIOSK and not 0 < len(kiosk_id) <= _KIOSK_ID_CHARS_MAX):
        raise Refused(Refusal("request.invalid", {"where": "query", "why": "view"}))
    if view != DISPATCH:
        parts.access.must_be(role, (view,))
        if view == KIOSK:
            parts.access.must_be_itself(known, kiosk_id)
        return None, known
    sight = parts.store.house.sight(parts.access.on_duty_at(socket, Right.COMMAND))
    if sight is None:
        raise Refused(Refusal("auth.right", {"right": Right.COMMAND.value}))
    return sight, known


async def _tell(parts: Parts, socket: WebSocket, view: str, listener: Listener) -> None:
    """Until the listener falls behind, or whoever listens to the command zone has signed out."""
    while (message := await listener.next()) is not None:
        if view == DISPATCH and not parts.access.is_on_duty_at(socket):
            break
        await socket.send_text(message)
    await socket.close(COME_BACK)


async def _until_gone(socket: WebSocket) -> None:
    """Screens say nothing; what they send is dropped."""
    try:
        while True:
            await socket.receive_text()
    except (WebSocketDisconnect, KeyError):  # KeyError: they sent bytes
        return
