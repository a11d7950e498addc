"""GET and POST /q: 查进度 by case code and 查询码, of any hall. Six digits can be guessed, so wrong tries end soon.

A code that is not known and a wrong 查询码 are one answer, after the same time, and count alike: for the address, for
the case, and for all together. The way in by QR or link is not closed by them.
"""

import hmac
from datetime import timedelta
from time import monotonic

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from sqlalchemy import bindparam as param

from case_store.central.context import PROGRAM, acting_as
from case_store.citizen_pages.answering import Answering, TooOften
from case_store.citizen_pages.form_fields import WORD, read_fields
from case_store.citizen_pages.found import ProgressFound, progress_of
from case_store.citizen_pages.limits import Counted
from case_store.citizen_pages.page_frame import Voice
from case_store.citizen_pages.pages import PageWriter
from case_store.citizen_pages.progress_page import ProgressPage
from case_store.citizen_pages.typed_page import TypedPage, lookup_page
from case_store.citizen_pages.word_routes import Said, Typed, take_word, word_form
from case_store.hall.matters import private_of, told_of_case
from case_store.log.event_log import Past
from case_store.log.micros import from_us, to_us
from case_store.log.schema import case_, lookup_try
from case_store.log.sql import upsert
from cases.matter.case_code import parse_case_code
from cases.matter.lookup_code import may_try, parse_lookup_code
from cases.refusal import Reader, Refusal

_CASE = sa.select(case_).where(case_.c.case_code == param("c"))
_ON_CASE = sa.select(lookup_try.c.at_us).where(
    lookup_try.c.stream == param("s"), lookup_try.c.case_code == param("c"), lookup_try.c.at_us > param("t")
)
_TRIED = upsert(lookup_try).on_conflict_do_nothing()


def add_typed(routes: APIRouter, answering: Answering) -> None:
    """The form and what it finds."""
    store = answering.store

    @routes.get("/q")
    async def ask() -> Response:
        """Where the codes are typed."""
        return answering.html(lookup_page(Voice(store.policy, store.texts)))

    @routes.post("/q")
    async def typed(request: Request) -> Response:
        """The matter behind what was typed; with a word, that is added first."""
        fields, who = await read_fields(request), answering.who(request)
        with acting_as(PROGRAM):  # what was typed is proved against the case itself
            return await answering.safe(_answer(answering, fields, who))


async def _answer(answering: Answering, fields: dict[str, str], who: str) -> Response:
    store, began = answering.store, monotonic()
    given = _given(fields)
    if isinstance(given, Refusal):
        return answering.html(_again(answering, given, fields))
    found = await store.in_log(lambda connection: _find(answering, connection, given, who))
    if isinstance(found, TooOften):
        return answering.tell(found)
    if isinstance(found, Refusal):
        await answering.no(began)
        return answering.html(_again(answering, found, fields))
    why = await take_word(answering, found, fields) if WORD in fields else None

    def page(connection: sa.Connection) -> ProgressPage:
        policy_of, now = answering.told_by(connection), store.clock.now()
        row = connection.execute(_CASE, {"c": given.case_code}).one()
        newest = progress_of(connection, policy_of, row, answering.parts.heard.at, now)
        form = word_form(answering, newest, given, Said(why, fields.get(WORD, "")))
        return PageWriter(policy_of(newest.stream), store.texts).progress(newest, now, "", form)

    return answering.html(await answering.read(page))


def _given(fields: dict[str, str]) -> Typed | Refusal:
    code = parse_case_code(fields.get("case_code", ""))
    if isinstance(code, Refusal):
        return code
    digits = parse_lookup_code(fields.get("lookup_code", ""))
    return digits if isinstance(digits, Refusal) else Typed(case_code=code.text, lookup_code=digits)


def _find(
    answering: Answering, connection: sa.Connection, given: Typed, who: str
) -> ProgressFound | Refusal | TooOften:
    store, now, limits = answering.store, answering.store.clock.now(), answering.limits(connection)
    if not limits.may(Counted.LOOKUP, who):
        return TooOften(limits.wait_minutes(Counted.LOOKUP))
    own, lookup = store.config.name, store.policy.lookup
    since = to_us(now - timedelta(hours=lookup.wrong_tries_window_hours))
    tries = connection.execute(_ON_CASE, {"s": own, "c": given.case_code, "t": since}).scalars()
    if (closed := may_try(0, [from_us(us) for us in tries], now, lookup)) is not None:
        return closed
    row = connection.execute(_CASE, {"c": given.case_code}).first()
    past = Past(connection, own, now)
    told = told_of_case(past, row.case_id) if row else None
    private = private_of(past, store.house, told) if told else None
    known = private.lookup_code if private else ""
    if row is None or not known or not hmac.compare_digest(known.encode(), given.lookup_code.encode()):
        limits.count(Counted.LOOKUP, who)
        tried = {"stream": own, "session_id": who, "case_code": given.case_code, "at_us": to_us(now)}
        connection.execute(_TRIED, tried)
        return Refusal("lookup.not_found")
    return progress_of(connection, answering.told_by(connection), row, answering.parts.heard.at, now)


def _again(answering: Answering, why: Refusal, fields: dict[str, str]) -> TypedPage:
    store = answering.store
    trouble = store.texts.tell(why, Reader.CITIZEN)
    return lookup_page(Voice(store.policy, store.texts), trouble, fields.get("case_code", "")[:60])
