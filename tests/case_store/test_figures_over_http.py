"""The command zone over HTTP: the number that the feed tells opens to its cases, for those who have the zone."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import httpx2
import pytest
from pydantic_core import from_json, to_json
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from case_store.client.connection import SESSION_HEADER
from case_store.client.hall import HallClient
from case_store.tokens import DISPATCH
from cases.casework import acts
from cases.figures.figure import FigureAsked, FigureName
from cases.refusal import Refusal
from cases.roles import Role, needs_counter
from cases.views import StaffView
from tests.case_store.casework_hall import NOISE, at_work, employ, open_hall
from tests.case_store.command_zone import dispatch_screen
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import PATIENT_S, PIN, Ground

OPEN = FigureAsked(name=FigureName.OPEN)
TOWN = "150502001"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


async def test_a_number_of_the_feed_opens_to_its_cases_and_a_case_to_its_card(ground: Ground) -> None:
    async with at_work(ground, "s1", "c_labour") as hall, dispatch_screen(ground, "lead") as zone:
        figures = zone.client.figures
        before = {line.case_id for line in granted(await figures.behind(OPEN)).cases}
        cases = before | {await hall.register() for _ in range(3)}
        await hall.do("s1", case_id := min(cases - before), acts.Accept())
        await zone.until(lambda: zone.view is not None and len(zone.view.stream) == len(cases))
        await zone.later(minutes=1)
        await zone.until(lambda: zone.view is not None and _today(zone.view) == 1)
        assert zone.view is not None
        assert zone.view.areas is not None
        page = granted(await figures.behind(OPEN))
        assert {line.case_id for line in page.cases} == cases
        assert page.total == zone.view.areas.total_open == len(cases)
        assert granted(await figures.areas("150502")).total_open == len(cases)
        card = granted(await figures.card(case_id))
        assert [step for step, _ in card.steps] == ["case_registered", "case_accepted"]
        assert "remind" in card.acts
        assert refused(await figures.card("nobody")) == "case.unknown"
        for place in ("nonsense", f"{'9' * 30}|s|i", f"-{'9' * 30}|s|i", "9|s", "|s|i"):
            assert refused(await figures.behind(OPEN, place)) == "figure.place", place
        # A unit's officer and the desk have no command zone.
        for staff_id in ("c_labour", "s1"):
            assert refused(await hall.who[staff_id].figures.behind(OPEN)) == "auth.right"


async def test_whoever_has_signed_out_hears_nothing_more(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall, dispatch_screen(ground, "lead") as zone:
        url = ground.hall.url.replace("http", "ws")
        headers = _signed_in(ground, zone.client)
        async with connect(
            f"{url}/v1/live?view=dispatch", additional_headers=headers, proxy=None, ping_interval=None
        ) as feed:
            await feed.recv()
            await zone.client.sign_out()
            await hall.register()
            async with asyncio.timeout(PATIENT_S):
                told = await _until_closed(feed)
            assert [one for one in told if "stream" in one.get("changed", {})] == []


async def test_of_every_role_only_those_of_the_command_zone_see_cases_and_each_as_far_as_their_place(
    ground: Ground,
) -> None:
    """What a role, and where somebody works, lets them see: everything, one town, or nothing at all."""
    workplaces = {"": "whole", f"territory_{TOWN}": "town", "labour": "none", "gone": "none"}
    people = {
        (role, unit): StaffView(staff_id=f"r{n}", name="白某辛", role=role, unit=unit)
        for n, (role, unit) in enumerate(product(Role, workplaces))
    }
    employ(ground.hall, *people.values())
    async with at_work(ground, "s1") as hall:
        here, there = await hall.register(), await hall.register(replace(NOISE, town="150502002"))
    seen: dict[tuple[str, str], str] = {}
    for (role, unit), person in people.items():
        client = ground.client(DISPATCH)
        granted(await client.sign_in(person.staff_id, PIN, 3 if needs_counter(role) else None))
        listed, told = await client.figures.behind(OPEN), await _told_first(ground, client)
        cards = [not isinstance(await client.figures.card(one), Refusal) for one in (here, there)]
        if isinstance(listed, Refusal):
            seen[role, unit] = "none" if (cards, told) == ([False, False], None) else "some"
            assert listed.code == "auth.right"
        else:
            ids = {line.case_id for line in listed.cases}
            assert told == ids, (role, unit)
            assert cards == [here in ids, there in ids]
            seen[role, unit] = "whole" if {here, there} <= ids else "town" if here in ids else "some"
        await client.sign_out()
        await client.aclose()
    zone = {Role.SUPERVISOR, Role.DISPATCHER, Role.LEADER}
    assert seen == {
        (role, unit): how if role in zone else "none" for role in Role for unit, how in workplaces.items()
    }


async def _told_first(ground: Ground, client: HallClient) -> set[str] | None:
    """The cases of the stream that the feed begins with; None where it refuses."""
    url, headers = ground.hall.url.replace("http", "ws"), _signed_in(ground, client)
    try:
        async with connect(
            f"{url}/v1/live?view=dispatch", additional_headers=headers, proxy=None, ping_interval=None
        ) as feed:
            view = from_json(await feed.recv())["view"]
            return {line["case_id"] for line in view["stream"]}
    except (ConnectionClosed, InvalidHandshake):
        return None


async def test_garbage_is_refused_and_nothing_breaks(ground: Ground) -> None:
    async with dispatch_screen(ground, "sup") as zone:
        bodies: tuple[Any, ...] = (
            {},
            {"asked": {"name": "everything"}},
            {"asked": {"name": "ended", "first_day": "yesterday", "last_day": "2026-13-01"}},
            {"asked": {"name": "open"}, "after": "x" * 1000},
            [],
        )
        headers = {**_signed_in(ground, zone.client), "Content-Type": "application/json"}
        async with httpx2.AsyncClient(base_url=ground.hall.url, headers=headers, trust_env=False) as http:
            for body in bodies:
                answer = await http.post("/v1/figures/behind", content=to_json(body))
                assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
            assert (await http.get("/v1/figures/areas?of=" + "9" * 40)).status_code == 422
        granted(await zone.client.figures.behind(OPEN))


def _signed_in(ground: Ground, client: HallClient) -> dict[str, str]:
    """The headers of whoever sits at a dispatch screen."""
    session = client.connection.session
    assert session
    return {"Authorization": f"Bearer {ground.tokens[DISPATCH]}", SESSION_HEADER: session}


def _today(view: Any) -> int:
    """受理数 of today, as the screen shows it."""
    values = {value.kpi: value.value for value in view.kpis.periods[0].values} if view.kpis else {}
    return int(values.get("accepted") or 0)


async def _until_closed(feed: ClientConnection) -> list[dict[str, Any]]:
    """What is still told."""
    told: list[dict[str, Any]] = []
    with contextlib.suppress(ConnectionClosed):
        async for message in feed:
            told.append(from_json(message))  # noqa: PERF401  kept when the connection is closed
    return told
