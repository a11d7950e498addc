"""查进度 by typing: case code and 查询码 (domain.md §2.4). Wrong tries are kept on disk, per stay and per case."""

import hmac
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.progress_view import progress_view
from case_store.hall.house import House
from case_store.hall.matters import private_of, told_of_case
from case_store.log.event_log import Work
from case_store.log.micros import from_us, to_us
from case_store.log.schema import case_, lookup_try
from case_store.log.sql import upsert
from cases.matter.case_code import CaseCode, parse_case_code
from cases.matter.lookup_code import may_try, parse_lookup_code
from cases.refusal import Refusal
from cases.views import ProgressView

_CASE = sa.select(case_).where(case_.c.stream == param("s"), case_.c.case_code == param("c"))
_IN_SESSION = sa.select(sa.func.count()).where(
    lookup_try.c.stream == param("s"), lookup_try.c.session_id == param("i")
)
_ON_CASE = sa.select(lookup_try.c.at_us).where(
    lookup_try.c.stream == param("s"), lookup_try.c.case_code == param("c"), lookup_try.c.at_us > param("t")
)
_TRIED = upsert(lookup_try).on_conflict_do_nothing()
_FORGET = sa.delete(lookup_try).where(lookup_try.c.stream == param("s"), lookup_try.c.at_us <= param("t"))


def progress(work: Work, house: House, case_code: str, typed: str, session_id: str) -> ProgressView | Refusal:
    """Steps and dates; no person, no category. An unknown code answers like a wrong 查询码, and counts like one."""
    code = parse_case_code(case_code)
    if isinstance(code, Refusal):
        return code
    if code.centre != house.policy.hall.centre_code:
        return Refusal("lookup.other_centre", {"centre_code": code.centre})
    given = parse_lookup_code(typed)
    if isinstance(given, Refusal):
        return given
    if (closed := _closed(work, house, code, session_id)) is not None:
        return closed
    row = work.connection.execute(_CASE, {"s": work.stream, "c": code.text}).first()
    if row is None or not _fits(work, house, row.case_id, given):
        _count(work, house, code, session_id)
        return Refusal("lookup.not_found")
    return progress_view(work, row, house.policy, work.now)


def _closed(work: Work, house: House, code: CaseCode, session_id: str) -> Refusal | None:
    since = work.now - timedelta(hours=house.policy.lookup.wrong_tries_window_hours)
    this = {"s": work.stream, "i": session_id, "c": code.text, "t": to_us(since)}
    in_session = int(work.connection.execute(_IN_SESSION, this).scalar_one())
    on_case = [from_us(us) for us in work.connection.execute(_ON_CASE, this).scalars()]
    return may_try(in_session, on_case, work.now, house.policy.lookup)


def _fits(work: Work, house: House, case_id: str, given: str) -> bool:
    told = told_of_case(work, case_id)
    private = private_of(work, house, told) if told else None
    return private is not None and hmac.compare_digest(private.lookup_code.encode(), given.encode())


def _count(work: Work, house: House, code: CaseCode, session_id: str) -> None:
    """Kept by the caller's transaction although the answer is a refusal; what has left the window is forgotten."""
    since = work.now - timedelta(hours=house.policy.lookup.wrong_tries_window_hours)
    work.connection.execute(_FORGET, {"s": work.stream, "t": to_us(since)})
    row = {
        "stream": work.stream,
        "session_id": session_id,
        "case_code": code.text,
        "at_us": to_us(work.now),
    }
    work.connection.execute(_TRIED, row)
