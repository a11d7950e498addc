"""The pages of the citizen's phone. For everybody who holds a paper, or has something to say.

/t/{code} place in line, /r/{code} progress, /q either or typed, /n/{stream} notice, /v/{code} paper, /m a matter is
written, /c centres. What is not found: `answering`.
"""

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response

from case_store.citizen_pages.answering import Answering, Back, Shown
from case_store.citizen_pages.centre_routes import add_centres
from case_store.citizen_pages.evaluation_routes import add_evaluations
from case_store.citizen_pages.form_fields import read_fields
from case_store.citizen_pages.found import find_place, find_progress, is_known
from case_store.citizen_pages.message_routes import add_messages
from case_store.citizen_pages.pages import PageWriter
from case_store.citizen_pages.paper_routes import add_papers
from case_store.citizen_pages.typed_routes import add_typed
from case_store.citizen_pages.word_routes import add_words, word_form
from case_store.service.late_route import LateRouter
from case_store.service.parts import Parts
from case_store.sync.wish_book import keep
from cases.hall_time import hall_date
from cases.matter.citizen_code import CitizenPage, code_hash
from cases.paper.paper_record import VERIFY_PAGE
from cases.queue.wish import OF_THE_LINE, WishKind

_FORM_BYTES_MAX, _COUNT_DIGITS = 200, 2
_PLACE_PAGES = ("t", "q")
_CODE_PAGES = ("t", "r", "q", VERIFY_PAGE)
_BOTH = (CitizenPage.PLACE_IN_LINE, CitizenPage.PROGRESS)


def router(parts: Parts) -> APIRouter:
    """At the centre only: a hall is not on the internet."""
    answering = Answering(parts)
    routes = LateRouter(tags=["citizen"], include_in_schema=False)
    # Forms before the pages, whose addresses would swallow theirs.
    add_evaluations(routes, answering)
    add_words(routes, answering)
    add_papers(routes, answering)
    add_typed(routes, answering)
    add_messages(routes, answering)
    add_centres(routes, answering)
    _add_pages(routes, answering)
    _add_wishes(routes, answering)
    return routes


def _add_pages(routes: APIRouter, answering: Answering) -> None:
    store, heard = answering.store, answering.parts.heard

    async def show(request: Request, code: str, kinds: tuple[CitizenPage, ...]) -> Response:
        def look(connection: sa.Connection, known: str) -> Shown:
            now, policy_of = store.clock.now(), answering.told_by(connection)
            hash_ = code_hash(known)
            if CitizenPage.PLACE_IN_LINE in kinds and (
                place := find_place(connection, policy_of, hash_, heard.at, now)
            ):
                return PageWriter(policy_of(place.stream), store.texts).place(place, now, known)
            if CitizenPage.PROGRESS in kinds and (
                progress := find_progress(connection, policy_of, hash_, heard.at, now)
            ):
                writer = PageWriter(policy_of(progress.stream), store.texts)
                return writer.progress(progress, now, known, word_form(answering, progress, known))
            return None

        return await answering.by_code(request, code, look)

    @routes.get("/t/{code}")
    async def place_in_line(code: str, request: Request) -> Response:
        """排队情况."""
        return await show(request, code, (CitizenPage.PLACE_IN_LINE,))

    @routes.get("/r/{code}")
    async def progress(code: str, request: Request) -> Response:
        """办理进度."""
        return await show(request, code, (CitizenPage.PROGRESS,))

    @routes.get("/q/{code}")
    async def either(code: str, request: Request) -> Response:
        """For who types the code and does not know which paper it was on."""
        return await show(request, code, _BOTH)

    @routes.get("/n/{stream:path}")
    async def notice_board(stream: str) -> Response:
        """公告: for everybody, behind the QR code of the kiosk's 关于本中心."""

        def look(connection: sa.Connection) -> Shown:
            if not is_known(connection, stream):
                return None
            policy = answering.told_by(connection)(stream)
            is_this = policy.hall.stream == stream
            return PageWriter(policy, store.texts).board(store.clock.now()) if is_this else None

        async def answer() -> Response:
            shown: Shown = await answering.read(look)
            return answering.tell(shown or answering.writer().not_found())

        return await answering.safe(answer())


def _add_wishes(routes: APIRouter, answering: Answering) -> None:
    """The forms of the place in line, and every address that is none of ours."""
    store, heard, awaited = answering.store, answering.parts.heard, answering.parts.awaited

    @routes.post("/{page}/{code}/{verb}")
    async def wish(page: str, code: str, verb: str, request: Request) -> Response:
        """中途离开, 请等我十分钟. Kept before it is answered; sent twice it is one wish. Then back to the page."""
        if page not in _PLACE_PAGES or verb not in OF_THE_LINE:
            return answering.html(answering.writer().not_found())
        count = _count_of(await read_fields(request, _FORM_BYTES_MAX))

        def note(connection: sa.Connection, known: str) -> Shown:
            now = store.clock.now()
            place = find_place(connection, answering.told_by(connection), code_hash(known), heard.at, now)
            if place is None:
                return None
            if place.business_date >= hall_date(now):
                keep(connection, place.stream, place.visit_id, WishKind(verb), count=count, now=now)
                awaited.came(place.stream)
            return Back(f"../{known}")

        return await answering.by_code(request, code, note, writes=True)

    @routes.get("/{page}/{code}/{verb}")
    async def back_to_the_page(page: str, code: str, verb: str, request: Request) -> Response:
        """Who goes back or reloads where a form was sent."""
        is_form = page in _PLACE_PAGES and verb in OF_THE_LINE
        return await answering.to_the_page(request, code) if is_form else await answering.torn(request)

    for page in _CODE_PAGES:
        routes.add_api_route(f"/{page}/{{rest:path}}", answering.torn, methods=["GET"])


def _count_of(fields: dict[str, str]) -> int:
    """The hidden field of a form; what is no number is no wish that could be kept."""
    given = fields.get("count", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _COUNT_DIGITS else -1
