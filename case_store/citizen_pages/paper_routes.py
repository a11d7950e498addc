"""GET /v/{code}: 文书核验, behind the QR of every paper. What is not found answers like what is wrong or torn."""

from collections.abc import Callable

import sqlalchemy as sa
import structlog
from fastapi import APIRouter, Response

from case_store.casework.paper_rows import by_code
from case_store.citizen_pages.found import PolicyOf
from case_store.citizen_pages.page_frame import Voice
from case_store.citizen_pages.pages import PageWriter
from case_store.citizen_pages.paper_page import PaperPage, paper_page
from case_store.citizen_pages.rendering import AnyPage, PageRenderer
from case_store.service.parts import Parts
from case_store.trace import trace_of
from cases.matter.citizen_code import code_hash, parse_citizen_code
from cases.paper.paper_record import VERIFY_PAGE
from cases.refusal import Refusal

_log = structlog.get_logger(__name__)

_UNAVAILABLE = 503


def add_papers(
    routes: APIRouter,
    parts: Parts,
    renderer: PageRenderer,
    told_by: Callable[[sa.Connection], PolicyOf],
) -> None:
    """The page of a paper."""
    store = parts.store

    def html(page: AnyPage, status: int = 200) -> Response:
        return Response(renderer.render(page), status, headers=renderer.headers)

    @routes.get(f"/{VERIFY_PAGE}/{{code:path}}")
    async def paper(code: str) -> Response:
        """文书核验."""
        known = parse_citizen_code(code)
        writer = PageWriter(store.policy, store.texts)
        if isinstance(known, Refusal):
            return html(writer.not_found())

        def look(connection: sa.Connection) -> PaperPage | None:
            found = by_code(connection, code_hash(known), store.policy.papers, store.clock.now())
            if found is None:
                return None
            return paper_page(Voice(told_by(connection)(found.stream), store.texts), found)

        try:
            page = await store.in_log(look)
        except Exception as error:  # noqa: BLE001  a citizen reads a sentence, whatever happened
            _log.error("paper page failed", trace=trace_of(error))
            return html(writer.unavailable(), _UNAVAILABLE)
        return html(page or writer.not_found())
