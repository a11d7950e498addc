"""Other systems at the door: a key of their own, its scopes, its end; figures, cases of a unit, matters they send."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from case_store.log.schema import api_key
from case_store.service.app import create_app
from case_store.service.system_gate import KEY_HEADER
from cases.roles import Role
from cases.views import StaffView
from tests.case_store.one_hall import PIN, OneHall

MATTER = {
    "external_id": "FQ-1",
    "received_at": "2026-11-22 20:15",
    "story": "楼上漏水，家里墙都湿了。",
    "name": "李某甲",
    "phone": "13000000001",
}


@dataclass
class Door:
    """A served hall with somebody who manages it, and with other systems."""

    hall: OneHall
    http: TestClient
    session: dict[str, str]

    def ask(self, method: str, path: str, **how: Any) -> Any:
        """As the administrator."""
        answer = self.http.request(method, path, headers=self.session, **how)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def key(self, *scopes: str, unit: str = "", days: int = 30) -> str:
        """A new key of a system."""
        body = {"name": "市平台", "scopes": scopes, "unit": unit, "days": days}
        key: str = self.ask("POST", "/v1/api-keys", json=body)["key"]
        return key

    def rows(self, sql: str) -> Any:
        """In the store's own thread."""
        return self.hall.store._thread.submit(lambda: self.hall.rows(sql)).result()

    def as_system(self, method: str, path: str, key: str, **how: Any) -> Any:
        """As another system."""
        return self.http.request(method, path, headers={KEY_HEADER: key}, **how)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    hall = OneHall(tmp_path_factory.mktemp("systems"))
    hall.store.add_staff(StaffView(staff_id="adm", name="乌某", role=Role.HALL_ADMIN), PIN)
    with TestClient(create_app(hall.store)) as http:
        token = {"Authorization": "Bearer token-of-counter"}
        body = {"staff_id": "adm", "pin": PIN, "counter_no": None}
        session = http.post("/v1/sign-in", json=body, headers=token).json()["session"]
        yield Door(hall, http, {**token, "X-Staff-Session": session})
    hall.store.close()


def code(answer: Any) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def test_a_key_opens_what_it_was_made_for_and_nothing_else(door: Door) -> None:
    key = door.key("figures")
    assert door.as_system("GET", "/v1/systems/figures", key).json()["lights"]["overdue"] == 0
    assert code(door.as_system("GET", "/v1/systems/cases", key)) == (403, "api_key.scope")
    wish = {"matters": [MATTER]}
    taken = door.as_system("POST", "/v1/systems/matters?mapping=message_board", key, json=wish)
    assert code(taken) == (403, "api_key.scope")
    assert code(door.as_system("GET", "/v1/api-keys", key)) == (401, "auth.token_missing")
    assert code(door.as_system("GET", "/v1/systems/figures", "pa_guess")) == (401, "api_key.wrong")
    assert code(door.http.get("/v1/systems/figures")) == (401, "api_key.missing")
    bearer = {"Authorization": f"Bearer {key}"}
    assert code(door.http.get("/v1/health", headers=bearer)) == (401, "auth.token_unknown")


def test_every_use_is_counted_and_nobody_can_read_a_key_back(door: Door) -> None:
    key = door.key("figures")
    for _ in range(3):
        door.as_system("GET", "/v1/systems/figures", key)
    row = door.ask("GET", "/v1/api-keys")[-1]
    assert (row["name"], row["uses"], row["made_by"]) == ("市平台", 3, "adm")
    assert row["used_at"]
    kept = door.rows("SELECT * FROM api_key")
    assert key not in repr(kept)
    assert set(api_key.c.keys()) >= {"key_hash", "until_us"}


def test_a_revoked_key_opens_nothing_any_more(door: Door) -> None:
    key = door.key("figures")
    row = door.ask("GET", "/v1/api-keys")[-1]
    ended = door.ask("POST", f"/v1/api-keys/{row['key_id']}/revoke")
    assert ended["ended_at"]
    assert door.ask("POST", f"/v1/api-keys/{row['key_id']}/revoke") == ended
    assert code(door.as_system("GET", "/v1/systems/figures", key)) == (401, "api_key.ended")
    unknown = door.http.post("/v1/api-keys/nobody/revoke", headers=door.session)
    assert code(unknown) == (404, "api_key.unknown")


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"scopes": ["cases"]}, "api_key.unit_missing"),
        ({"scopes": ["figures"], "unit": "human_resources"}, "api_key.unit_missing"),
        ({"scopes": ["cases"], "unit": "moon"}, "api_key.unit_not_known"),
    ],
)
def test_a_key_that_would_read_without_a_unit_is_not_made(
    door: Door, wish: dict[str, Any], refusal: str
) -> None:
    answer = door.http.post("/v1/api-keys", json={"name": "x", **wish}, headers=door.session)
    assert code(answer) == (409, refusal)


def test_only_who_manages_systems_makes_keys(door: Door) -> None:
    token = {"Authorization": "Bearer token-of-counter"}
    body = {"staff_id": "s1", "pin": PIN, "counter_no": 1}
    session = door.http.post("/v1/sign-in", json=body, headers=token).json()["session"]
    desk = {**token, "X-Staff-Session": session}
    wish = {"name": "x", "scopes": ["figures"]}
    assert code(door.http.post("/v1/api-keys", json=wish, headers=desk)) == (409, "auth.right")


def fates(answer: Any) -> list[tuple[str, list[str]]]:
    assert answer.status_code == 200, answer.text
    return [
        (one["fate"], sorted(problem["code"] for problem in one["problems"]))
        for one in answer.json()["matters"]
    ]


def test_matters_of_another_system_become_cases_once_however_often_they_are_sent(door: Door) -> None:
    key, path = door.key("import"), "/v1/systems/matters?mapping=message_board"
    other = {**MATTER, "external_id": "FQ-2", "phone": "1300"}
    body = {"matters": [MATTER, other, {"story": "没有编号"}]}
    tried = door.as_system("POST", f"{path}&dry_run=true", key, json=body)
    assert [fate for fate, _ in fates(tried)] == ["new", "bad", "bad"]
    assert door.rows("SELECT * FROM case_") == []
    for expected in ("new", "same"):
        first, second, third = fates(door.as_system("POST", path, key, json=body))
        assert first == (expected, [])
        assert second[0] == "bad"
        assert third == ("bad", ["import.required", "import.required"])
    changed = {"matters": [{**MATTER, "story": "楼下也漏了。"}]}
    assert fates(door.as_system("POST", path, key, json=changed)) == [("changed", [])]
    [(source, external_id)] = door.rows("SELECT source, external_id FROM case_")
    assert (source, external_id) == ("message_board", "FQ-1")
    [(actor,)] = door.rows("SELECT actor FROM event WHERE type = 'case_registered'")
    assert actor == f"system:{door.ask('GET', '/v1/api-keys')[-1]['key_id']}"


def test_a_list_by_file_and_a_single_matter_are_known_as_the_same(door: Door) -> None:
    key = door.key("import")
    rows = "留言编号,留言时间,留言内容,姓名,联系电话\r\nFQ-7,2026-11-22 20:15,{story},李某甲,13000000001\r\n"
    content = rows.format(story=MATTER["story"]).encode()
    headers = {KEY_HEADER: key, "Content-Type": "application/octet-stream"}
    path = "/v1/systems/imports?mapping=message_board"
    tried = door.http.post(f"{path}&dry_run=true", content=content, headers=headers)
    assert tried.status_code == 200, tried.text
    assert door.rows("SELECT * FROM case_ WHERE external_id = 'FQ-7'") == []
    assert door.http.post(path, content=content, headers=headers).status_code == 200
    single = door.as_system(
        "POST",
        "/v1/systems/matters?mapping=message_board",
        key,
        json={"matters": [{**MATTER, "external_id": "FQ-7"}]},
    )
    assert fates(single) == [("same", [])]


def test_an_unknown_way_of_reading_is_named(door: Door) -> None:
    key = door.key("import")
    answer = door.as_system("POST", "/v1/systems/matters?mapping=moon", key, json={"matters": [MATTER]})
    assert code(answer)[1] == "import.mapping_unknown"


def test_a_key_ends_with_its_days(door: Door) -> None:
    """The last one: a day later nobody is signed in any more."""
    short, long = door.key("figures", days=1), door.key("figures", days=300)
    door.hall.clock.move_by(timedelta(days=1))
    assert code(door.as_system("GET", "/v1/systems/figures", short)) == (401, "api_key.ended")
    assert door.as_system("GET", "/v1/systems/figures", long).status_code == 200
