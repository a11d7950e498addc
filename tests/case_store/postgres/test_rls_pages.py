"""Case pages, exports, reports and other systems under row-level security: what each kind of person sees is theirs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from case_store.casework.case_door import open_case
from case_store.casework.case_page import case_view
from case_store.central.context import NOBODY, PROGRAM, Acting, acting_as
from case_store.central.policies import guarded_tables
from case_store.exports.export_door import ExportAsked
from case_store.hall.house import OnDuty
from case_store.log.schema import case_, case_access
from case_store.service.access import SESSION_HEADER
from case_store.service.app import create_app
from case_store.systems.system_cases import cases_of_unit
from case_store.tokens import COUNTER
from cases.figures.figure import FigureAsked, FigureName
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.systems.api_key import System
from cases.systems.dispute_record import Persons
from cases.views import StaffView
from tests.case_store.one_hall import PIN
from tests.case_store.postgres.guarded_centre import (
    CALLED_OFF,
    NOW,
    OUTSIDER,
    PEOPLE,
    STREAMS,
    WHISTLED,
    GuardedCentre,
)
from tests.case_store.postgres.test_rls_same_answers import who

DAYS = (NOW.date() - timedelta(days=180), NOW.date())
ON_CASES = [person for person in PEOPLE if may(person.role, Right.SEE_CASES)]


def every_case(centre: GuardedCentre) -> list[str]:
    with acting_as(PROGRAM), centre.store.log.reading() as there:
        return sorted(there.scalars(sa.select(case_.c.case_id)))


def theirs(centre: GuardedCentre, person: OnDuty) -> set[str]:
    """By case_access and the area of their sight, said without any policy."""
    whose = centre.context(person)
    with acting_as(PROGRAM), centre.store.log.reading() as there:
        given = set(there.scalars(sa.select(case_access.c.case_id).where(case_access.c.org.in_(whose.orgs))))
        if not whose.area:
            return given
        return given | set(
            there.scalars(sa.select(case_.c.case_id).where(case_.c.town.startswith(whose.area)))
        )


@contextmanager
def nobody_sees_more(centre: GuardedCentre, person: OnDuty) -> Iterator[None]:
    """Whoever has no context meanwhile gets nothing of it."""
    yield
    with acting_as(NOBODY), centre.store.log.reading() as there:
        assert there.scalars(sa.select(case_.c.case_id)).all() == [], who(person)


@pytest.mark.parametrize("person", ON_CASES, ids=who)
def test_a_case_page_opens_for_whoever_was_given_the_case_and_reads_the_same(
    centre: GuardedCentre, person: OnDuty
) -> None:
    hall, ids = centre.store.hall, every_case(centre)[:36]  # of each kind several

    def pages() -> dict[str, Any]:
        found: dict[str, Any] = {}
        with hall.runner.past() as past:
            for case_id in ids:
                opened = open_case(past, person, case_id)
                if not isinstance(opened, Refusal):
                    view = case_view(past, centre.store.house, opened.case, opened.by)
                    found[case_id] = replace(view, clocks=tuple(replace(one, left=0) for one in view.clocks))
        return found

    with nobody_sees_more(centre, person):
        free, bound = centre.both(person, pages)
    assert bound == free
    sees_all = centre.context(person).role == "pingan_city"
    assert set(bound) == set(ids) if sees_all else set(bound) <= theirs(centre, person)
    if person.unit in (OUTSIDER, CALLED_OFF):
        assert bound == {}
    if person.unit == WHISTLED:
        assert bound
    with acting_as(NOBODY):
        assert pages() == {}


@pytest.mark.parametrize("person", [p for p in PEOPLE if may(p.role, Right.EXPORT_LISTS)], ids=who)
def test_what_is_carried_out_of_the_house_is_theirs(centre: GuardedCentre, person: OnDuty) -> None:
    exports = centre.store.hall.exports
    asked = ExportAsked(first_day=DAYS[0], last_day=DAYS[1])

    def taken() -> Any:
        ids = exports.find(person, asked)
        if isinstance(ids, Refusal):
            return ids.code
        return ids, exports.read(person, ids, Persons.NONE)

    free, bound = centre.both(person, taken)
    assert bound == free
    if centre.context(person).role != "pingan_city":
        assert set(bound[0]) <= theirs(centre, person)
    with acting_as(NOBODY):
        assert taken() in (((), []), free if isinstance(free, str) else None)


@pytest.fixture(scope="module")
def served(centre: GuardedCentre) -> TestClient:
    """The service itself; what its gates let through. Nothing that runs beside requests is started."""
    return TestClient(create_app(centre.store), headers={"Authorization": f"Bearer token-of-{COUNTER}"})


def signed_in(centre: GuardedCentre, served: TestClient, person: OnDuty) -> dict[str, str]:
    """The header of a session."""
    view = StaffView(staff_id=person.staff_id, name="白某甲", role=person.role, unit=person.unit)
    with acting_as(PROGRAM):
        centre.store.add_staff(view, PIN)
    answer = served.post("/v1/sign-in", json={"staff_id": person.staff_id, "pin": PIN})
    return {SESSION_HEADER: answer.json()["session"]}


def test_reports_are_of_the_whole_centre_whoever_may_ask_for_them(
    centre: GuardedCentre, served: TestClient
) -> None:
    town = OnDuty(staff_id="t-lead", role="leader", unit="mediation_150521100")
    everything = OnDuty(staff_id="w-lead", role="leader")
    told = []
    for person in (everything, town):
        session = signed_in(centre, served, person)
        body = {"span": "month", "day": NOW.date().isoformat()}
        report = served.post("/v1/assessments/periodic", json=body, headers=session)
        assert report.status_code == 200, report.text
        told.append({**report.json(), "as_of": ""})
    assert told[0] == told[1]
    assert next(kpi["part"] for kpi in told[1]["kpis"][0] if kpi["kpi"] == "overdue_rate")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/lists/filters/forget", {"name": "a\0b"}),
        (
            "/v1/acts/grade",
            {"command_id": str(UUID(int=1)), "case_ids": ["a\0b"], "act": {"grade": "simple"}},
        ),
    ],
)
def test_a_text_that_no_column_holds_is_told_and_breaks_nothing(
    centre: GuardedCentre, served: TestClient, path: str, body: dict[str, object]
) -> None:
    """Found by the long run by roles: PostgreSQL has no NUL."""
    session = signed_in(centre, served, OnDuty(staff_id="n-disp", role="dispatcher"))
    answer = served.post(path, json=body, headers=session)
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert served.post("/v1/lists/filters", headers=session).status_code == 200


@pytest.mark.parametrize("unit", ["justice", WHISTLED, OUTSIDER])
def test_a_system_of_a_unit_is_told_what_the_unit_s_own_people_see(centre: GuardedCentre, unit: str) -> None:
    system = System(key_id="k", name="n", unit=unit)
    officer = OnDuty(staff_id="nobody", role="unit_officer", unit=unit)

    def told() -> list[str]:
        answer = cases_of_unit(centre.store.hall.runner, system, "", 500, only_open=False)
        return [case.case_id for case in answer.cases]

    free, bound = centre.both(officer, told)
    assert bound == free
    assert set(free) <= theirs(centre, officer)
    assert bool(free) is (unit == "justice")
    with acting_as(NOBODY):
        assert told() == []


def _asks(centre: GuardedCentre, person: OnDuty) -> dict[str, Callable[[], Any]]:
    hall = centre.store.hall
    return {
        "records": lambda: hall.records.rows(person, None),
        "warnings": lambda: hall.warnings.rows(person),
        "risk": lambda: hall.risk.board(person, ""),
        "texts": lambda: hall.moderation.waiting(person),
        "systems": hall.api_keys.listed,
        "webhooks": hall.webhooks.listed,
        "resolved": lambda: _listed(hall.behind.behind(person, _resolved(), "", lambda _look: ())),
    }


def _resolved() -> FigureAsked:
    return FigureAsked(name=FigureName.RESOLVED, first_day=DAYS[0], last_day=DAYS[1])


def _listed(page: Any) -> Any:
    return page.code if isinstance(page, Refusal) else (page.total, page.cases)


@pytest.mark.parametrize("person", PEOPLE, ids=who)
def test_boards_records_and_lists_behind_numbers_are_the_same(centre: GuardedCentre, person: OnDuty) -> None:
    for name, ask in _asks(centre, person).items():
        if name == "resolved" and not may(person.role, Right.COMMAND):  # as the gate of its route says
            continue
        free, bound = centre.both(person, ask)
        assert bound == free, name


@pytest.mark.parametrize("whose", [NOBODY, Acting(role=NOBODY.role, orgs=("unit:justice",), area="150502")])
def test_settings_without_a_role_open_nothing(centre: GuardedCentre, whose: Acting) -> None:
    with acting_as(whose), centre.store.log.reading() as there:
        for table in guarded_tables():
            assert there.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0, table  # noqa: S608


def test_the_world_has_halls(centre: GuardedCentre) -> None:
    with acting_as(PROGRAM), centre.store.log.reading() as there:
        assert set(there.scalars(sa.select(case_.c.stream))) >= set(STREAMS)
