"""GET /v/{code}: 文书核验, behind the QR of every paper; /v for who types the code."""

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response

from case_store.casework.paper_rows import by_code
from case_store.citizen_pages.answering import Answering, Shown
from case_store.citizen_pages.form_fields import read_fields
from case_store.citizen_pages.page_frame import Voice
from case_store.citizen_pages.paper_page import paper_page
from case_store.citizen_pages.typed_page import paper_code_page
from cases.matter.citizen_code import code_hash
from cases.paper.paper_record import VERIFY_PAGE

_FORM_BYTES_MAX = 400


def add_papers(routes: APIRouter, answering: Answering) -> None:
    """The page of a paper."""
    store = answering.store

    def look(connection: sa.Connection, known: str) -> Shown:
        found = by_code(connection, code_hash(known), store.policy.papers, store.clock.now())
        if found is None:
            return None
        return paper_page(Voice(answering.told_by(connection)(found.stream), store.texts), found)

    @routes.get(f"/{VERIFY_PAGE}")
    async def ask() -> Response:
        """Where the code is typed."""
        return answering.html(paper_code_page(Voice(store.policy, store.texts)))

    @routes.post(f"/{VERIFY_PAGE}")
    async def typed(request: Request) -> Response:
        """The code as it was typed: not in an address, which others may see."""
        fields = await read_fields(request, _FORM_BYTES_MAX)
        return await answering.by_code(request, fields.get("code", ""), look)

    @routes.get(f"/{VERIFY_PAGE}/{{code}}")
    async def paper(code: str, request: Request) -> Response:
        """文书核验."""
        return await answering.by_code(request, code, look)
