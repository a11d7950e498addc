"""GET /t/{code}, /r/{code}, /q/{code}: place in line, progress, or either. For everybody who holds the paper.

What is not found answers like what is wrong or torn: the same page, the same status. The status is 200 because several
phone browsers put a page of their own, with advertisements, in the place of a 404.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qs

import sqlalchemy as sa
import structlog
from fastapi import APIRouter, Request, Response

from case_store.citizen_pages.evaluation_routes import add_evaluations
from case_store.citizen_pages.found import PolicyOf, find_place, find_progress, is_known
from case_store.citizen_pages.pages import BoardPage, PageWriter, PlacePage
from case_store.citizen_pages.paper_routes import add_papers
from case_store.citizen_pages.progress_page import ProgressPage
from case_store.citizen_pages.rendering import AnyPage, PageRenderer
from case_store.log.event_log import EventLog
from case_store.service.parts import Parts
from case_store.sync.wish_book import keep
from case_store.trace import trace_of
from cases.hall_time import hall_date
from cases.matter.citizen_code import CitizenPage, code_hash, parse_citizen_code
from cases.queue.wish import OF_THE_LINE, WishKind
from cases.refusal import Refusal

_log = structlog.get_logger(__name__)

_UNAVAILABLE = 503
_SEE_OTHER = 303
_FORM_BYTES_MAX, _COUNT_DIGITS = 200, 2
_PLACE_PAGES = ("t", "q")
_BOTH = (CitizenPage.PLACE_IN_LINE, CitizenPage.PROGRESS)

T = TypeVar("T")


def router(parts: Parts) -> APIRouter:
    """At the centre only: a hall is not on the internet."""
    store, renderer = parts.store, PageRenderer()
    writer = PageWriter(store.policy, store.texts)
    routes = APIRouter(tags=["citizen"], include_in_schema=False)

    def told_by(connection: sa.Connection) -> PolicyOf:
        """What each hall has told of its policy."""
        today = hall_date(store.clock.now())
        return lambda stream: store.told_policies.of(connection, stream, today)

    async def show(code: str, kinds: tuple[CitizenPage, ...]) -> Response:
        known = parse_citizen_code(code)
        if isinstance(known, Refusal):
            return _html(renderer, writer.not_found())
        hash_ = code_hash(known)

        def look(connection: sa.Connection) -> PlacePage | ProgressPage | None:
            now, policy_of = store.clock.now(), told_by(connection)
            if CitizenPage.PLACE_IN_LINE in kinds and (
                place := find_place(connection, policy_of, hash_, parts.heard.at, now)
            ):
                return PageWriter(policy_of(place.stream), store.texts).place(place, now, known)
            if CitizenPage.PROGRESS in kinds and (
                progress := find_progress(connection, policy_of, hash_, parts.heard.at, now)
            ):
                return PageWriter(policy_of(progress.stream), store.texts).progress(progress, now, known)
            return None

        try:
            page = await store.run(_read, store.log, look)
        except Exception as error:  # noqa: BLE001  a citizen reads a sentence, whatever happened
            _log.error("citizen page failed", trace=trace_of(error))
            return _html(renderer, writer.unavailable(), _UNAVAILABLE)
        return _html(renderer, page or writer.not_found())

    add_evaluations(
        routes, parts, renderer, told_by
    )  # before the pages, whose addresses would swallow the form's

    add_papers(routes, parts, renderer, told_by)

    @routes.get("/t/{code:path}")
    async def place_in_line(code: str) -> Response:
        """排队情况."""
        return await show(code, (CitizenPage.PLACE_IN_LINE,))

    @routes.get("/r/{code:path}")
    async def progress(code: str) -> Response:
        """办理进度."""
        return await show(code, (CitizenPage.PROGRESS,))

    @routes.get("/n/{stream:path}")
    async def notice_board(stream: str) -> Response:
        """公告: for everybody, behind the QR code of the kiosk's 关于本中心."""

        def look(connection: sa.Connection) -> BoardPage | None:
            if not is_known(connection, stream):
                return None
            policy = told_by(connection)(stream)
            is_this = policy.hall.stream == stream
            return PageWriter(policy, store.texts).board(store.clock.now()) if is_this else None

        page = await store.run(_read, store.log, look)
        return _html(renderer, page or writer.not_found())

    _add_wishes(routes, parts, renderer, writer, told_by)

    @routes.get("/q/{code:path}")
    async def either(code: str) -> Response:
        """For who types the code and does not know which paper it was on."""
        return await show(code, _BOTH)

    return routes


def _add_wishes(
    routes: APIRouter,
    parts: Parts,
    renderer: PageRenderer,
    writer: PageWriter,
    told_by: Callable[[sa.Connection], PolicyOf],
) -> None:
    """The forms of the place in line."""
    store = parts.store

    @routes.post("/{page}/{code}/{verb}")
    async def wish(page: str, code: str, verb: str, request: Request) -> Response:
        """中途离开, 请等我十分钟. Kept before it is answered; sent twice it is one wish. Then back to the page."""
        known = parse_citizen_code(code)
        if page not in _PLACE_PAGES or verb not in OF_THE_LINE or isinstance(known, Refusal):
            return _html(renderer, writer.not_found())
        count = _count_of(await request.body())
        hash_, now = code_hash(known), store.clock.now()

        def note(connection: sa.Connection) -> bool:
            place = find_place(connection, told_by(connection), hash_, parts.heard.at, now)
            if place is None:
                return False
            if place.business_date >= hall_date(now):
                keep(connection, place.stream, place.visit_id, WishKind(verb), count=count, now=now)
            return True

        try:
            found = await store.in_log(note)
        except Exception as error:  # noqa: BLE001  a citizen reads a sentence, whatever happened
            _log.error("wish not kept", trace=trace_of(error))
            return _html(renderer, writer.unavailable(), _UNAVAILABLE)
        if not found:
            return _html(renderer, writer.not_found())
        return Response(status_code=_SEE_OTHER, headers={**renderer.headers, "Location": f"../{known}"})

    @routes.get("/{page}/{code}/{verb}")
    async def back_to_the_page(page: str, code: str, verb: str) -> Response:
        """Who goes back or reloads where a form was sent."""
        if page in _PLACE_PAGES and verb in OF_THE_LINE and isinstance(parse_citizen_code(code), str):
            return Response(status_code=_SEE_OTHER, headers={**renderer.headers, "Location": f"../{code}"})
        return _html(renderer, writer.not_found())


def _count_of(body: bytes) -> int:
    """The hidden field of a form; what is no number is no wish that could be kept."""
    given = parse_qs(body[:_FORM_BYTES_MAX].decode("ascii", "replace")).get("count", [""])[0]
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _COUNT_DIGITS else -1


def _read(log: EventLog, look: Callable[[sa.Connection], T]) -> T:
    with log.reading() as connection:
        return look(connection)


def _html(renderer: PageRenderer, page: AnyPage, status: int = 200) -> Response:
    return Response(renderer.render(page), status, headers=renderer.headers)
