"""The API as its document promises it, at hall and centre: nobody unknown is answered, nothing breaks, schemas hold.

The long run is `make fuzz-api`.
"""

import re
from collections.abc import Iterator
from uuid import UUID

import httpx2
import pytest

from case_store.service.access import SESSION_HEADER
from cases.roles import Role
from tests.fuzz_api.fuzz import ENDS_SESSIONS, PROBLEM, Operation, filled, fuzz, is_let_in, operations
from tests.fuzz_api.ground import Place, places, sign_in

# Before anybody is known: what a device and a citizen's phone ask.
OPEN = {"/v1/enrolment", "/v1/devices/challenge", "/v1/devices/token"}
OF_CITIZENS = re.compile(r"/(?!v1/)")
EXAMPLES = 1


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Place]]:
    with places(tmp_path_factory.mktemp("api"), "hall", "centre") as both:
        yield both


@pytest.fixture(scope="module")
def documented(served: list[Place]) -> list[tuple[Place, Operation]]:
    """Every operation, those that both have at the hall."""
    found: dict[str, tuple[Place, Operation]] = {}
    for place in served:
        for operation in operations(place):
            found.setdefault(operation.name, (place, operation))
    return list(found.values())


def guarded(documented: list[tuple[Place, Operation]]) -> list[tuple[Place, Operation]]:
    return [
        (place, one) for place, one in documented if one.path not in OPEN and not OF_CITIZENS.match(one.path)
    ]


def code(answer: httpx2.Response) -> str:
    assert answer.headers["content-type"] == PROBLEM, answer.text
    return f"{answer.status_code} {answer.json()['code']}"


def test_no_route_answers_whoever_shows_nothing_or_something_wrong(
    documented: list[tuple[Place, Operation]],
) -> None:
    missing, wrong = {"401 auth.token_missing", "401 api_key.missing"}, "401 auth.token_unknown"
    told: dict[str, str] = {}
    for place, one in guarded(documented):
        place.who["stranger"] = {"Authorization": "Bearer guess", "X-Api-Key": "guess"}
        if (said := code(place.ask("nobody", one.method, filled(one.path)))) not in missing:
            told[one.name] = said
        if (said := code(place.ask("stranger", one.method, filled(one.path)))) not in (
            wrong,
            "401 api_key.wrong",
        ):
            told[f"{one.name} (stranger)"] = said
    assert told == {}


def test_no_route_answers_a_screen_that_it_is_not_for(documented: list[tuple[Place, Operation]]) -> None:
    """The wall may ask whether the hall is there, and say how it is itself; a hall's token is for sync."""
    told = {}
    for place, one in guarded(documented):
        screen = "wall" if place.name == "hall" else "hall"
        said = place.ask(screen, one.method, filled(one.path))
        if said.status_code not in (401, 403):
            told[one.name] = said.status_code
    of_everybody = {"GET /v1/health", "GET /v1/policy", "POST /v1/devices/health"}
    assert {name for name in told if "/v1/sync" not in name and "/v1/wishes" not in name} <= of_everybody


def test_an_ended_session_opens_nothing(documented: list[tuple[Place, Operation]]) -> None:
    ended: dict[str, dict[str, str]] = {}
    told = {}
    for place, one in guarded(documented):
        if place.name not in ended:
            first = dict(sign_in(place, Role.SUPERVISOR))
            place.who["staff:supervisor"] = sign_in(place, Role.SUPERVISOR)  # elsewhere: ends the one before
            ended[place.name] = first
        place.who["ended"] = ended[place.name]
        open_to = place.ask("counter", one.method, filled(one.path))
        answer = place.ask("ended", one.method, filled(one.path))
        if answer.status_code != open_to.status_code or answer.status_code not in (401, 403):
            told[one.name] = (answer.status_code, open_to.status_code)
    needs_none = {name for name, (with_session, without) in told.items() if with_session == without}
    assert set(told) == needs_none, told  # a session that has ended gives nothing that its absence does not
    assert SESSION_HEADER in next(iter(ended.values()))


def test_nothing_that_is_asked_breaks_the_service_or_its_promises(
    documented: list[tuple[Place, Operation]],
) -> None:
    found = []
    for place, one in documented:
        if one.path in ENDS_SESSIONS:
            continue
        who = next((name for name in place.who if is_let_in(place, name, one)), "nobody")
        found.append(fuzz(place, one, EXAMPLES, [who] if who in place.who else []))
    assert [wrong for wrong in found if wrong] == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/exports/disputes", {"first_day": "0001-01-01", "last_day": "0001-01-02"}),
        ("/v1/lists/page", {"asked": {"kind": "waiting"}, "offset": 2**70, "limit": 1}),
        (
            "/v1/appointments",
            {"command_id": str(UUID(int=1)), "counter_no": 2**70, "at": "2026-11-24T09:00:00+08:00"},
        ),
    ],
)
def test_a_number_or_a_day_that_no_column_holds_is_told_and_breaks_nothing(
    served: list[Place], path: str, body: dict[str, object]
) -> None:
    """Found by the long run. Whoever may ask it is told 422, the others that they may not."""
    for place in served:
        told = {place.line.post(path, json=body, headers=dict(who)).status_code for who in place.who.values()}
        assert 422 in told
        assert max(told) < 500
