"""Every route of a centre with rights by roles, asked by every kind of person and machine.

Nobody is answered with the id or the number of a case that is not theirs, and nobody meets an accident of ours. With
PINGAN_TESTS_ON=roles everybody is asked also what changes something (`make test-postgresql`).
"""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa

from case_store.central.context import PROGRAM, DbRole, acting_as
from case_store.hall.house import OnDuty
from case_store.log.schema import case_, case_access
from case_store.service.access import SESSION_HEADER
from case_store.service.app import create_app
from case_store.service.system_gate import KEY_HEADER
from case_store.tokens import COUNTER, DISPATCH
from cases.roles import Right, Role, may, needs_counter
from cases.systems.api_key import KeyWish, Scope
from cases.views import StaffView
from tests.case_store.on_postgres import BY_ROLES
from tests.case_store.one_hall import PIN, granted
from tests.case_store.postgres.guarded_centre import (
    CALLED_OFF,
    NOW,
    OUTSIDER,
    WHISTLED,
    WORKER,
    GuardedCentre,
)
from tests.fuzz_api.fuzz import ENDS_SESSIONS

ANOTHER_AREA = "mediation_150521100"  # of another hall's banner
SELDOM = {Role.MEDIATOR, Role.UNIT_CLERK, Role.UNIT_OFFICER, Role.GRID_WORKER}  # of the centre itself
PEOPLE = (
    *(OnDuty(staff_id=f"e-{role.value}", role=role.value) for role in Role if BY_ROLES or role not in SELDOM),
    *(
        OnDuty(staff_id=f"e-{unit}", role="unit_officer", unit=unit)
        for unit in ("justice", WHISTLED, CALLED_OFF, OUTSIDER)
    ),
    OnDuty(staff_id="e-area", role="supervisor", unit=ANOTHER_AREA),
    OnDuty(staff_id="e-area-lead", role="leader", unit=ANOTHER_AREA),
    OnDuty(staff_id=WORKER, role="grid_worker"),
)
DAYS = {"first": str(NOW.date() - timedelta(days=60)), "last": str(NOW.date())}
SPAN = {"first_day": DAYS["first"], "last_day": DAYS["last"]}
ASKED: Mapping[str, Mapping[str, str]] = {  # what a question needs to be one
    "GET /v1/appointments": {"day": DAYS["last"]},
    "GET /v1/inbox": {"tab": "all"},
    "GET /v1/risk/page": {"area": "150502"},
    "POST /v1/evaluation-texts/released": DAYS,
}
TOLD: Mapping[str, Any] = {  # routes that only read, with what they are told
    "POST /v1/cases/{case_id}/open": None,
    "POST /v1/evaluation-texts/waiting": None,
    "POST /v1/evaluation-texts/released": None,
    "POST /v1/lists/filters": None,
    "POST /v1/lists/page": {"asked": {"kind": "all"}, "offset": 0, "limit": 100},
    "POST /v1/figures/behind": {"asked": {"name": "open"}, "after": ""},
    "POST /v1/exports/disputes": {**SPAN, "form": "json", "persons": "none"},
    "POST /v1/reports/queue": SPAN,
    "POST /v1/reports/casework": SPAN,
    "POST /v1/assessments/units": SPAN,
    "POST /v1/assessments/people": SPAN,
    "POST /v1/assessments/periodic": {"span": "month", "day": DAYS["last"]},
    "POST /v1/papers/known": {"code": "0123456789ABCDEF"},
}
FILLED = {"whistle_id": "w6", "this_id": "w6", "period": "2026-10"}  # of the world; others name nothing
WRITES_TOO = frozenset(
    {"e-justice", f"e-{OUTSIDER}", DISPATCH}
)  # who is asked what changes something, too: seconds
PAGES = ("/", "/q", "/m", "/m/150502003", "/c", "/c/150502", "/v")
CODES = ("/r/{}", "/t/{}", "/q/{}", "/v/{}", "/r/{}/evaluate", "/t/{}/evaluate")


@dataclass(frozen=True)
class Asking:
    """Who asks, by staff id or by what they show, and the cases that are theirs."""

    who: str
    headers: Mapping[str, str]
    theirs: frozenset[str]


@dataclass
class Routes:
    """The service, its document, and the name of every case."""

    http: (
        httpx2.AsyncClient
    )  # in the test's own loop: fastapi's client makes a thread and a loop for each question
    operations: tuple[tuple[str, str], ...]
    case_of: Mapping[str, str]  # id or number → id
    names: re.Pattern[str]

    def named(self, text: str) -> set[str]:
        return {self.case_of[name] for name in self.names.findall(text)}

    async def ask(self, asking: Asking, method: str, path: str, about: str) -> tuple[int, str]:
        name = f"{method} {path}"
        gaps = {**FILLED, "case_id": about}
        filled = re.sub(r"\{(\w+)\}", lambda gap: gaps.get(gap[1], "x"), path)
        body = TOLD.get(name, {} if method in ("POST", "PUT") else None)
        answer = await self.http.request(
            method, filled, params=ASKED.get(name), json=body, headers=dict(asking.headers)
        )
        return answer.status_code, answer.text


@pytest.fixture(scope="module")
def routes(centre: GuardedCentre) -> Routes:
    app = create_app(centre.store)
    operations = tuple(
        (method.upper(), path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
        if path not in ENDS_SESSIONS
    )
    with acting_as(PROGRAM), centre.store.log.reading() as there:
        rows = there.execute(sa.select(case_.c.case_id, case_.c.case_code)).all()
    case_of = {name: row.case_id for row in rows for name in (row.case_id, row.case_code)}
    names = re.compile("|".join(map(re.escape, sorted(case_of, key=len, reverse=True))))
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    http = httpx2.AsyncClient(transport=transport, base_url="http://testserver", follow_redirects=True)
    return Routes(http, operations, case_of, names)


def theirs(centre: GuardedCentre, person: OnDuty) -> frozenset[str]:
    """By case_access and the area of their sight, said without any policy."""
    whose = centre.context(person)
    given = sa.select(case_access.c.case_id).where(case_access.c.org.in_(whose.orgs))
    if whose.role is DbRole.CITY:
        given = sa.select(case_.c.case_id)
    with acting_as(PROGRAM), centre.store.log.reading() as there:
        found = set(there.scalars(given))
        if whose.area:
            lies_there = sa.select(case_.c.case_id).where(case_.c.town.startswith(whose.area))
            found |= set(there.scalars(lies_there))
    return frozenset(found)


async def signed_in(centre: GuardedCentre, http: httpx2.AsyncClient, person: OnDuty) -> Asking:
    view = StaffView(staff_id=person.staff_id, name="白某甲", role=person.role, unit=person.unit)
    with acting_as(PROGRAM):
        centre.store.add_staff(view, PIN)
    token = {"Authorization": f"Bearer token-of-{COUNTER}"}
    counter_no = 1 + PEOPLE.index(person) % 5 if needs_counter(person.role) else None
    body = {"staff_id": person.staff_id, "pin": PIN, "counter_no": counter_no}
    answer = await http.post("/v1/sign-in", json=body, headers=token)
    assert answer.status_code == 200, answer.text
    session = {**token, SESSION_HEADER: answer.json()["session"]}
    return Asking(person.staff_id, session, theirs(centre, person))


async def wrong(routes: Routes, asking: Asking, seen: set[str]) -> AsyncIterator[str]:
    """What should not have been answered. `seen` grows by the cases that were named."""
    others = sorted(set(routes.case_of.values()) - asking.theirs)
    abouts = [one[0] for one in (sorted(asking.theirs), others) if one]
    for method, path in routes.operations:
        reads = method == "GET" or f"{method} {path}" in TOLD
        if not (reads or BY_ROLES or asking.who in WRITES_TOO):
            continue
        for about in abouts if reads and "{case_id}" in path else others[:1] or ["x"]:
            status, text = await routes.ask(asking, method, path, about)
            told = routes.named(text)
            seen |= told
            if status >= 500:
                yield f"{method} {path} {about}: {status} {text[:200]}"
            if more := told - asking.theirs - {about}:  # whoever asks for one knows its name
                yield f"{method} {path} {about}: names {sorted(more)[:3]}"
            if status == 200 and about in others and about in told:
                yield f"{method} {path} {about}: answered"


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: f"{p.role}@{p.unit or 'centre'}")
async def test_everybody_who_signs_in_is_told_of_their_own_cases_alone(
    centre: GuardedCentre, routes: Routes, person: OnDuty
) -> None:
    asking = await signed_in(centre, routes.http, person)
    seen: set[str] = set()
    assert [one async for one in wrong(routes, asking, seen)] == []
    if may(person.role, Right.SEE_CASES):
        assert bool(seen & asking.theirs) is bool(asking.theirs)


async def test_a_case_that_is_not_theirs_would_be_noticed(centre: GuardedCentre, routes: Routes) -> None:
    clerk = next(person for person in PEOPLE if person.unit == "justice")
    asking = await signed_in(centre, routes.http, clerk)
    first = min(asking.theirs)
    less = Asking(asking.who, asking.headers, asking.theirs - {first})
    assert [one async for one in wrong(routes, less, set()) if first in one]


@pytest.mark.parametrize("shown", [None, "guess", COUNTER, DISPATCH])
async def test_without_a_session_no_case_is_named(routes: Routes, shown: str | None) -> None:
    headers = {} if shown is None else {"Authorization": f"Bearer token-of-{shown}"}
    seen: set[str] = set()
    assert [one async for one in wrong(routes, Asking(str(shown), headers, frozenset()), seen)] == []
    assert len(seen) <= 1  # the one that was asked for


async def test_a_system_of_a_unit_is_told_of_its_unit_s_cases_alone(
    centre: GuardedCentre, routes: Routes
) -> None:
    admin = OnDuty(staff_id="e-hall_admin", role="hall_admin")
    wish = KeyWish(name="every route", scopes=tuple(Scope), unit="justice")
    with acting_as(PROGRAM):
        key = granted(centre.store.hall.api_keys.make(admin, wish)).key
    seen: set[str] = set()
    unit = theirs(centre, OnDuty(staff_id="nobody", role="unit_officer", unit="justice"))
    asking = Asking("system", {KEY_HEADER: key}, unit)
    assert [one async for one in wrong(routes, asking, seen)] == []
    assert seen & unit


async def test_a_citizen_without_the_code_of_a_paper_is_told_of_no_case(routes: Routes) -> None:
    codes = [path.format(code) for path in CODES for code in ("x", "ABCD-EFGH-JKLM-NPQR", "a" * 300)]
    for path in (*PAGES, *codes):
        answer = await routes.http.get(path, follow_redirects=False)
        assert answer.status_code in (200, 303, 429), (path, answer.status_code)
        assert routes.named(answer.text) == set(), path
    for case_code in sorted(routes.case_of)[:3]:
        answer = await routes.http.post("/q", data={"case_code": case_code, "lookup_code": "000000"})
        assert answer.status_code in (200, 429)
        assert routes.named(answer.text) <= {routes.case_of[case_code]}
