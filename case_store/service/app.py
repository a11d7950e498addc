"""The service over an open store (ASGI): routes by role, live feed, the ticker, and the uplink to the centre."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI

from case_store.backup.restored_mark import RestoredMark
from case_store.central.context import INGEST, NOBODY, PROGRAM, PUBLIC, Acting
from case_store.client.credentials import Credentials
from case_store.errors import StoreError
from case_store.keys import CENTRE
from case_store.risk.risk_round import risk_round
from case_store.secrecy.guard_round import ROUND_S, GuardRound
from case_store.service.access import Access
from case_store.service.body_limit import BodyLimit
from case_store.service.device_tokens import DeviceTokens
from case_store.service.live import Hub
from case_store.service.on_behalf import Beginning, begin_as
from case_store.service.parts import VERSION, Parts
from case_store.service.pin_desk import PinDesk
from case_store.service.problems import MEDIA_TYPE, Problems
from case_store.service.routes import (
    accounts,
    appointments,
    assessments,
    attachments,
    casework,
    citizens,
    command,
    counter,
    devices,
    figures,
    health,
    imports,
    kiosk,
    lists,
    live,
    moderation,
    pad_evaluations,
    papers,
    policy,
    quarantine,
    queue,
    receipts,
    recounts,
    registration,
    reports,
    reprints,
    risk,
    sign_in,
    supervision,
    systems,
    two_person,
    warnings,
)
from case_store.service.sessions import Sessions
from case_store.service.tls import LOOK_EVERY_S, ServiceTls
from case_store.store import Store
from case_store.sync.another_centre import come_under, mark_of, read_under, rekey_for_centre
from case_store.sync.comparing import compare_nightly
from case_store.sync.downlink import Downlink
from case_store.sync.file_carrier import FileCarrier
from case_store.sync.heard import Heard
from case_store.sync.uplink import Uplink
from case_store.sync.upstream import upstream_credentials
from case_store.sync.wish_poll import WishPoll
from case_store.tokens import read_tokens
from case_store.webhooks.courier import Courier
from cases.codec import Event
from cases.device.device import DeviceEvent
from cases.people.account import ENDS_SESSIONS, AccountChanged
from cases.queue.staff_duty import StaffSignedOut
from cases.queue.visit_events import DAY_END

_log = structlog.get_logger(__name__)

SWEEP_SECONDS = 3600  # between sweeps of the vault, and how old a file must be: its event comes in a moment

DESCRIPTION = """Case store of a 综治中心. Errors are RFC 9457 problems with `code` and `facts`.
`GET /v1/live?view=…` is a WebSocket: `snapshot n`, `delta n+1 …`, a heartbeat every 2 s."""


class _Service(FastAPI):
    """FastAPI, except that errors are documented with the media type that they have."""

    def openapi(self) -> dict[str, Any]:
        """The document; FastAPI files every model under application/json."""
        document = super().openapi()
        for methods in document["paths"].values():
            for method in methods.values():
                content = method["responses"]["default"]["content"]
                if "application/json" in content:
                    content[MEDIA_TYPE] = content.pop("application/json")
        return document


def create_app(store: Store, tls: ServiceTls | None = None) -> FastAPI:
    """The application. Its lifespan runs the background tasks; closing the store is the caller's.

    `tls`: what it is served with, where others than this machine reach it.
    """
    tokens = read_tokens(store.config.tokens_file)
    upstream = upstream_credentials(store.config, store.keys)
    heard = Heard()
    parts = Parts(
        store,
        Access(
            tokens,
            Sessions(store.clock.steady, lambda: store.policy.guard.session),
            DeviceTokens(),
            by_role=tls is None,
            sight=store.house.sight,
        ),
        Problems(store.texts),
        Hub(store, heard),
        tls,
        heard,
    )
    app = _Service(
        title="Ping'an Hall",
        version=VERSION,
        description=DESCRIPTION,
        lifespan=lambda _app: _background(parts, upstream),
        docs_url=None,  # its page would load scripts from elsewhere
        redoc_url=None,
    )
    files = (attachments.takes_files(store), imports.takes_files(store), papers.takes_files(store))
    app.add_middleware(BodyLimit, problems=parts.problems, files=files)
    app.add_middleware(Beginning)
    parts.problems.install(app)

    def serve(router: APIRouter, behalf: Acting = NOBODY) -> None:
        """As include_router, which would make every route anew at the first request: 0.4 s of a start.

        `behalf`: as whom its requests begin.
        """
        app.router.routes.extend(begin_as(router.routes, behalf))

    serve(health.router(parts))
    serve(
        devices.door_router(parts), PROGRAM
    )  # reads what happened to a device; no case lies behind this door
    serve(devices.router(parts))
    if store.config.role == "centre":
        # Only the centre needs templates and ingest: a hall starts sooner without them.
        from case_store.sync import file_routes, pull_routes, routes  # noqa: PLC0415

        for below in (routes, pull_routes, file_routes):
            serve(below.router(parts), INGEST)
    else:
        for about in (kiosk, citizens, pad_evaluations):
            serve(about.router(parts))
    # Units, villages and grid workers without a hall point their counter at the centre: staff work at either.
    serve(moderation.router(parts))
    serve(appointments.router(parts))
    pins = PinDesk(store)
    serve(sign_in.router(parts, pins))
    serve(accounts.router(parts, pins))
    serve(two_person.router(parts, pins))
    serve(counter.router(parts))
    serve(policy.router(parts))
    for about in (queue, reprints):
        serve(about.router(parts))
    serve(lists.router(parts))
    serve(reports.router(parts))
    serve(assessments.router(parts))
    serve(risk.router(parts))
    serve(registration.router(parts))
    serve(casework.router(parts))
    serve(attachments.router(parts))
    serve(papers.router(parts))
    serve(receipts.router(parts))
    serve(recounts.router(parts))
    serve(quarantine.router(parts))
    serve(command.router(parts))
    serve(warnings.router(parts))
    for router in supervision.routers(parts):
        serve(router)
    for router in systems.routers(parts):
        serve(router, PROGRAM)  # of their own key: what a unit's system may ask is said there
    serve(figures.router(parts))
    serve(live.router(parts), PROGRAM)  # a picture is made once for all who look
    if store.config.role == "centre":  # last: a page of a code and a verb has a path like many of ours
        from case_store.citizen_pages import routes as citizen_pages  # noqa: PLC0415

        serve(citizen_pages.router(parts), PUBLIC)
    return app


@asynccontextmanager
async def _background(parts: Parts, upstream_token: str | Credentials) -> AsyncIterator[None]:
    """What runs beside the requests."""
    store = parts.store
    uplink = _uplink(parts, upstream_token, left=await _came_under(store))
    courier = Courier(store)
    loop = asyncio.get_running_loop()

    def happened(events: Sequence[Event]) -> None:
        """Called in the store's thread, after the commit."""
        loop.call_soon_threadsafe(parts.hub.happened, events)
        for event in events:
            if isinstance(event, DeviceEvent):  # its key is another one now, or none
                loop.call_soon_threadsafe(parts.access.devices.end, event.device_id)
            if isinstance(event, StaffSignedOut) and event.reason == DAY_END:  # 跨日清零: they sign in again
                loop.call_soon_threadsafe(parts.access.sessions.end_of, event.staff_id)
            if isinstance(event, AccountChanged) and event.what in ENDS_SESSIONS:
                loop.call_soon_threadsafe(parts.access.sessions.end_of, event.staff_id)
        if uplink is not None:
            loop.call_soon_threadsafe(uplink.wake)
        loop.call_soon_threadsafe(courier.wake)

    store.on_commit = happened
    store.log.told_down = parts.awaited.came
    try:
        await store.run(store.hall.tick)
    except Exception:  # noqa: BLE001  a full disk: what is there can be read all the same
        _log.exception("tick failed")
    works: list[Awaitable[None]] = [
        parts.hub.run(),
        _tick(parts),
        _beat(parts),
        _sweep(parts),
        _risk(parts),
        _guard(parts, upstream_token),
        courier.run(),
    ]
    if parts.tls is not None:
        works.append(_renew(parts.tls))
    if store.follower is not None:
        works.append(store.follower.run())
    if uplink is not None:
        works.append(uplink.run())
        works.append(_compare(parts, upstream_token))
    if store.config.role == "hall" and store.config.upstream is not None:
        downlink = Downlink(store, store.config.upstream.url, upstream_token)
        works.append(downlink.run())
        works.append(WishPoll(store, store.config.upstream.url, upstream_token, downlink.hear).run())
        works.append(FileCarrier(store, store.config.upstream.url, upstream_token).run())
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        yield
    finally:
        store.on_commit = None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _came_under(store: Store) -> bool:
    """Whether this hall has moved beneath another centre, now or before; what is to be done then is done first."""
    mark = mark_of(store.keys.signers.get(CENTRE))
    own, now = store.config.name, store.clock.now()
    if store.config.role != "hall" or store.config.upstream is None or not mark:
        return False
    under = await store.read_log(lambda connection: read_under(connection, own))
    if under.mark != mark:
        under = await store.in_log(lambda connection: come_under(connection, own, mark, now))
        await store.run(store.hall.policy.renew)
    return under.left


def _uplink(parts: Parts, token: str | Credentials, *, left: bool = False) -> Uplink | None:
    store = parts.store
    if store.config.upstream is None:
        return None
    return Uplink(
        stream=store.config.name,
        node=store.config.node,
        key=store.keys.signing,
        url=store.config.upstream.url,
        token=token,
        in_log=store.in_log,
        read_log=store.read_log,
        clock=store.clock,
        on_state=parts.hub.upstream_is,
        on_quarantined=lambda events, reason: store.run(store.hall.report_quarantined, events, reason),
        on_trouble=lambda reason: store.run(store.hall.chains.tell_trouble, reason),
        adopt=lambda tail, after: store.run(store.adopt, tail, after),
        restored=RestoredMark(store.config.database),
        rekey=rekey_for_centre(store.keys) if left else None,
    )


async def _compare(parts: Parts, token: str | Credentials) -> None:
    """Every night: what upstream has of this store's own log."""
    store, upstream = parts.store, parts.store.config.upstream
    if upstream is not None:
        await compare_nightly(store, upstream.url, token, store.config.compare_hour)


async def _tick(parts: Parts) -> None:
    async def once() -> None:
        while any([await parts.store.look(tick) for tick in parts.store.hall.ticks]):
            pass  # more is due: commands that wait meanwhile go first
        await parts.store.run(parts.store.look_after_disk)
        parts.hub.time_passed()

    await _every(parts.store.config.tick_seconds, once, "tick failed")


async def _beat(parts: Parts) -> None:
    async def once() -> None:
        parts.hub.beat()

    await _every(parts.store.config.beat_seconds, once, "beat failed")


async def _sweep(parts: Parts) -> None:
    """Files of the vault that no event names. Their age is the disk's own time, not the hall's."""
    store = parts.store

    async def once() -> None:
        named = await store.run(store.hall.attachments.named_files)
        before = datetime.now(tz=UTC) - timedelta(seconds=SWEEP_SECONDS)
        await asyncio.to_thread(store.house.vault.sweep, named, before)

    await _every(SWEEP_SECONDS, once, "sweep failed")


async def _renew(tls: ServiceTls) -> None:
    async def once() -> None:
        await asyncio.to_thread(tls.renew)

    await _every(LOOK_EVERY_S, once, "certificate not renewed")


async def _risk(parts: Parts) -> None:
    await _every(parts.store.config.tick_seconds, lambda: risk_round(parts.store), "risk failed")


async def _guard(parts: Parts, upstream_token: str | Credentials) -> None:
    await _every(ROUND_S, GuardRound(parts.store, upstream_token).run, "guard failed")


async def _every(seconds: float, act: Callable[[], Awaitable[None]], trouble: str) -> None:
    """Again and again; a mistake of ours is logged and the next turn comes all the same."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await act()
        except StoreError as error:  # the database is away: said in a line, again and again while it lasts
            _log.warning(trouble, code=error.code, **error.facts)
        except Exception:  # noqa: BLE001  deadlines must not stop because one turn failed
            _log.exception(trouble)
