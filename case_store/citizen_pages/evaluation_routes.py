"""GET and POST /{page}/{code}/evaluate: 好差评 with the code of the paper.

Kept and sealed before it is answered; sent twice it is one. What was written leaves the centre sealed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

import sqlalchemy as sa
import structlog
from fastapi import APIRouter, Request, Response

from case_store.citizen_pages.evaluate_page import OVERALL, EvaluatePage, FilledForm, read_form
from case_store.citizen_pages.found import Offered, PolicyOf, find_offered
from case_store.citizen_pages.pages import NoticePage, PageWriter
from case_store.citizen_pages.rendering import PageRenderer
from case_store.hall.evaluation_text import SealedText, seal_text
from case_store.log.event_log import Past
from case_store.service.parts import Parts
from case_store.sync.wish_book import keep
from case_store.trace import trace_of
from cases.casework.evaluation import ITEMS
from cases.matter.citizen_code import code_hash, parse_citizen_code
from cases.queue.wish import WishedEvaluation, WishKind
from cases.refusal import Refusal

_log = structlog.get_logger(__name__)

_UNAVAILABLE = 503
_SEE_OTHER = 303
_PAGES = ("t", "r", "q")
_FORM_BYTES_MAX = 16_000  # 500 characters, each written as %XX%XX%XX, and the rest of the form
_FIELDS_MAX = len(ITEMS) + 2
_PATH = f"/{{page}}/{{code}}/{WishKind.EVALUATE.value}"

PolicyTold = Callable[[sa.Connection], PolicyOf]


@dataclass(frozen=True, slots=True)
class _Back:
    """To the page that the form was on."""


def add_evaluations(routes: APIRouter, parts: Parts, renderer: PageRenderer, told_by: PolicyTold) -> None:
    """The form of an evaluation, there and back."""
    forms = _Forms(parts, renderer, told_by)

    @routes.get(_PATH)
    async def form(page: str, code: str) -> Response:
        """The form, where something may be evaluated; else back to the page, which says how it stands."""
        return await forms.answer(page, code, None)

    @routes.post(_PATH)
    async def sent(page: str, code: str, request: Request) -> Response:
        """What was filled."""
        return await forms.answer(page, code, read_form(_fields(await request.body())))


class _Forms:
    def __init__(self, parts: Parts, renderer: PageRenderer, told_by: PolicyTold) -> None:
        self._store, self._heard = parts.store, parts.heard
        self._renderer, self._told_by = renderer, told_by

    async def answer(self, page: str, code: str, filled: FilledForm | None) -> Response:
        """A whole page, whatever happened."""
        known = parse_citizen_code(code)
        writer = PageWriter(self._store.policy, self._store.texts)
        if page not in _PAGES or isinstance(known, Refusal):
            return self._html(writer.not_found())
        try:
            shown = await self._store.in_log(lambda connection: self._form(connection, known, filled))
        except Exception as error:  # noqa: BLE001  a citizen reads a sentence, whatever happened
            _log.error("evaluation not kept", trace=trace_of(error))
            return self._html(writer.unavailable(), _UNAVAILABLE)
        if isinstance(shown, _Back):
            headers = {**self._renderer.headers, "Location": f"../{known}"}
            return Response(status_code=_SEE_OTHER, headers=headers)
        return self._html(shown)

    def _form(self, connection: sa.Connection, code: str, filled: FilledForm | None) -> EvaluatePage | _Back:
        policy_of, now = self._told_by(connection), self._store.clock.now()
        offered = find_offered(connection, policy_of, code_hash(code), self._heard.at, now)
        if offered is None:
            return _Back()
        writer = PageWriter(policy_of(offered.stream), self._store.texts)
        if filled is None:
            return writer.evaluate(offered, code)
        why = self._keep(connection, offered, filled, policy_of)
        return writer.evaluate(offered, code, filled, why) if why else _Back()

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
        return keep(
            connection, offered.stream, offered.subject_id, kind, count=filled.count, now=now, said=said
        )

    def _html(self, page: EvaluatePage | NoticePage, status: int = 200) -> Response:
        return Response(self._renderer.render(page), status, headers=self._renderer.headers)


def _wished(offered: Offered, filled: FilledForm, text: SealedText | None) -> WishedEvaluation:
    return WishedEvaluation(
        subject=offered.subject,
        levels=filled.levels,
        text=text.sealed if text else None,
        keys=text.keys if text else (),
        emergencies=text.emergencies if text else (),
    )


def _fields(body: bytes) -> dict[str, str]:
    """The fields of a form; of one that is too long or torn, none."""
    if len(body) > _FORM_BYTES_MAX:
        return {}
    try:
        return dict(parse_qsl(body.decode("ascii", "replace"), max_num_fields=_FIELDS_MAX))
    except ValueError:
        return {}
