"""GET and POST /{page}/{code}/evaluate: 好差评 with the code of the paper.

Kept and sealed before it is answered; sent twice it is one. What was written leaves the centre sealed.
"""

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response

from case_store.citizen_pages.answering import Answering, Back, Shown
from case_store.citizen_pages.evaluate_page import OVERALL, FilledForm, read_form
from case_store.citizen_pages.form_fields import read_fields
from case_store.citizen_pages.found import Offered, PolicyOf, find_offered, is_code
from case_store.citizen_pages.pages import PageWriter
from case_store.hall.evaluation_text import SealedText, seal_text
from case_store.log.event_log import Past
from case_store.sync.wish_book import keep
from cases.matter.citizen_code import code_hash
from cases.queue.wish import WishedEvaluation, WishKind
from cases.refusal import Refusal

_PAGES = ("t", "r", "q")
_FORM_BYTES_MAX = 16_000  # 500 characters, each written as %XX%XX%XX, and the rest of the form
_PATH = f"/{{page}}/{{code}}/{WishKind.EVALUATE.value}"


def add_evaluations(routes: APIRouter, answering: Answering) -> None:
    """The form of an evaluation, there and back."""
    forms = _Forms(answering)

    @routes.get(_PATH)
    async def form(page: str, code: str, request: Request) -> Response:
        """The form, where something may be evaluated; else back to the page, which says how it stands."""
        return await forms.answer(request, page, code, None)

    @routes.post(_PATH)
    async def sent(page: str, code: str, request: Request) -> Response:
        """What was filled."""
        return await forms.answer(request, page, code, read_form(await read_fields(request, _FORM_BYTES_MAX)))


class _Forms:
    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._store, self._heard = answering.store, answering.parts.heard

    async def answer(self, request: Request, page: str, code: str, filled: FilledForm | None) -> Response:
        """A whole page, whatever happened."""
        if page not in _PAGES:
            return self._answering.html(self._answering.writer().not_found())
        return await self._answering.by_code(
            request, code, lambda connection, known: self._form(connection, known, filled), writes=True
        )

    def _form(self, connection: sa.Connection, code: str, filled: FilledForm | None) -> Shown:
        policy_of, now = self._answering.told_by(connection), self._store.clock.now()
        offered = find_offered(connection, policy_of, code_hash(code), self._heard.at, now)
        if offered is None:
            return Back(f"../{code}") if is_code(connection, code_hash(code)) else None
        writer = PageWriter(policy_of(offered.stream), self._store.texts)
        if filled is None:
            return writer.evaluate(offered, code)
        why = self._keep(connection, offered, filled, policy_of)
        return writer.evaluate(offered, code, filled, why) if why else Back(f"../{code}")

    def _keep(
        self, connection: sa.Connection, offered: Offered, filled: FilledForm, policy_of: PolicyOf
    ) -> Refusal | None:
        if OVERALL not in dict(filled.levels):
            return Refusal("evaluation.levels")
        now, house = self._store.clock.now(), self._store.house
        text = seal_text(
            Past(connection, offered.stream, now),
            house,
            policy_of(offered.stream).emergency,
            filled.text,
            (offered.subject_id, offered.case_id),
        )
        if isinstance(text, Refusal):
            return text
        said = _wished(offered, filled, text)
        kind = WishKind.EVALUATE
        self._answering.parts.awaited.came(offered.stream)
        return keep(
            connection, offered.stream, offered.subject_id, kind, count=filled.count, now=now, said=said
        )


def _wished(offered: Offered, filled: FilledForm, text: SealedText | None) -> WishedEvaluation:
    return WishedEvaluation(
        subject=offered.subject,
        levels=filled.levels,
        text=text.sealed if text else None,
        keys=text.keys if text else (),
        emergencies=text.emergencies if text else (),
    )
