"""The service as its clients meet it: who may, how it says no, what it promises, and the live feed."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import structlog
from fastapi.testclient import TestClient
from pydantic_core import to_jsonable_python
from websockets.exceptions import InvalidStatus

from case_store.config import load_config
from case_store.run import run
from case_store.service.app import create_app
from case_store.store import Store
from case_store.tokens import COUNTER, DISPATCH, KIOSK, WALL
from cases.casework.acts import ACTS
from cases.risk.warning_acts import WARNING_ACTS
from cases.supervision.supervision_acts import ITEM_ACTS
from cases.supervision.whistle_acts import WHISTLE_ACTS
from tests.case_store.hall_process import HallProcess, command, write_config
from tests.case_store.one_hall import PIN, OneHall
from tests.case_store.other_paths import OTHER_PATHS

KIOSK_PATHS = (
    "/v1/submissions",
    "/v1/submissions/v/set-aside",
    "/v1/help",
    "/v1/help/h/withdraw",
    "/v1/papers",
    "/v1/leases",
    "/v1/progress",
    *(
        f"/v1/citizens/{what}"
        for what in ("appointment", "evaluable-visits", "evaluable-case", "evaluations", "receipt")
    ),
)
COUNTER_PATHS = (
    "/v1/sign-out",
    "/v1/call-next",
    *(
        f"/v1/visits/v/{verb}"
        for verb in ("recall", "start", "end", "no-show", "return", "matter", "register")
    ),
    *(f"/v1/cases/c/{verb}" for verb in ("correct", "accept", "reject")),
    "/v1/help/h/answer",
    "/v1/notices/n/acknowledge",
    *("/v1/appointments", "/v1/appointments/a/cancel"),
    *(
        f"/v1/visits/v/{verb}"
        for verb in (
            *("undo", "hold", "resume", "transfer", "acknowledge-transfer", "take-back"),
            *("priority", "merge", "leave", "cancel"),
            *("draft", "earlier-matters", "link", "reprint", "reprinted"),
        )
    ),
    *(f"/v1/{path}" for path in ("tickets", "by-hand", "desk/pause", "desk/resume", "scanned")),
    *(f"/v1/lists/{what}" for what in ("page", "take-out", "filters", "filters/save", "filters/forget")),
    *(f"/v1/{path}" for path in ("reports/queue", "reports/attendance", "policy/check", "policy/revise")),
    *("/v1/cases", "/v1/cases/c/open", *(f"/v1/{of}acts/{act}" for of in ("", "cases/c/") for act in ACTS)),
    *("/v1/supervision", "/v1/whistles", "/v1/records", "/v1/reviews/inspections"),
    *(f"/v1/supervision/i/acts/{act}" for act in ITEM_ACTS),
    *(f"/v1/whistles/i/acts/{act}" for act in WHISTLE_ACTS),
    *("/v1/records/r/answer", "/v1/records/r/tasks/t/done", "/v1/reviews/slow-areas/remind"),
    *("/v1/reviews/months/2026-10/draw", "/v1/reviews/months/2026-10/review"),
    *(f"/v1/warnings/{of}" for of in ("draft", "w/take", *(f"w/acts/{act}" for act in WARNING_ACTS))),
    *("/v1/alarms/acknowledge", "/v1/wall-notices", "/v1/wall-notices/n/take-down", "/v1/cases/c/remind"),
    *("/v1/figures/behind", *(f"/v1/assessments/{of}" for of in ("units", "people", "periodic"))),
)
OPEN_DOORS = {"/v1/enrolment", "/v1/devices/challenge", "/v1/devices/token"}  # before anybody is known
COMMAND_PAGES = (  # that are read, by whoever is signed in
    *("/v1/figures/areas", "/v1/figures/cases/c"),
    *("/v1/risk/board", "/v1/risk/page?area=150502", "/v1/warnings", "/v1/warnings/w"),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    one = OneHall(tmp_path_factory.mktemp("served"))
    with HallProcess(one) as process:
        yield process
    one.store.close()


@pytest.fixture
def own_log() -> Iterator[None]:
    """For tests that run the service's own front door in this process."""
    yield
    structlog.reset_defaults()


def submit(served: HallProcess, **more: Any) -> httpx2.Response:
    with served.kiosk() as kiosk:
        return kiosk.post("/v1/submissions", json=to_jsonable_python(served.one.submission(**more)))


def code(response: httpx2.Response) -> tuple[int, str]:
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["status"] == response.status_code
    assert problem["type"] == f"urn:pingan-hall:problem:{problem['code']}"
    assert problem["title"]
    assert problem["detail"] != problem["code"]  # every refusal has the operator's sentence
    return response.status_code, problem["code"]


@pytest.mark.parametrize("path", [*KIOSK_PATHS, *COUNTER_PATHS, "/v1/sign-in"])
def test_without_a_token_or_with_a_wrong_one_nothing_is_done(served: HallProcess, path: str) -> None:
    with httpx2.Client(base_url=served.url, trust_env=False) as nobody:
        assert code(nobody.post(path, json={})) == (401, "auth.token_missing")
        stranger = {"Authorization": "Bearer guess"}
        assert code(nobody.post(path, json={}, headers=stranger)) == (401, "auth.token_unknown")


@pytest.mark.parametrize("path", COMMAND_PAGES)
def test_a_page_of_the_command_zone_is_read_by_nobody_who_has_not_signed_in(
    served: HallProcess, path: str
) -> None:
    with httpx2.Client(base_url=served.url, trust_env=False) as nobody:
        assert code(nobody.get(path)) == (401, "auth.token_missing")
    for role in (WALL, KIOSK):
        with served.http(role) as screen:
            assert code(screen.get(path)) == (403, "auth.role")
    for role in (COUNTER, DISPATCH):
        with served.http(role) as screen:
            assert code(screen.get(path)) == (401, "auth.session_missing")
    with served.signed_in(2) as desk:  # 接待
        assert code(desk.get(path)) == (409, "auth.right")


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (COUNTER, KIOSK_PATHS),
        (WALL, KIOSK_PATHS),
        (KIOSK, COUNTER_PATHS),
        (WALL, COUNTER_PATHS),
        (WALL, ("/v1/sign-in",)),
        (KIOSK, ("/v1/sign-in",)),
    ],
)
def test_a_role_may_only_do_its_own(served: HallProcess, role: str, paths: tuple[str, ...]) -> None:
    with served.http(role) as client:
        for path in paths:
            assert code(client.post(path, json={})) == (403, "auth.role"), path


def test_a_counter_without_a_session_may_only_sign_in(served: HallProcess) -> None:
    with served.http(COUNTER) as client:
        for path in COUNTER_PATHS:
            assert code(client.post(path, json=command())) == (401, "auth.session_missing"), path
        staff = [member["staff_id"] for member in client.get("/v1/staff").json()]
        assert staff == [f"s{number}" for number in range(1, 6)]
    with served.http(KIOSK) as kiosk:
        assert code(kiosk.get("/v1/staff")) == (403, "auth.role")


def test_every_role_may_ask_whether_the_hall_is_there(served: HallProcess) -> None:
    for role in (KIOSK, COUNTER, WALL):
        with served.http(role) as client:
            health = client.get("/v1/health").json()
            assert health["store"] == "150502000"
            assert health["hall_time"].startswith("2026-11-23T09:3")


def test_a_body_of_the_wrong_shape_is_told_without_repeating_it(served: HallProcess) -> None:
    with served.kiosk() as kiosk:
        answer = kiosk.post("/v1/leases", json={"kiosk_id": 7, "name": "李某甲"})
        assert code(answer) == (422, "request.invalid")
        assert "李某" not in answer.text
        assert answer.json()["facts"]["where"] == "body.kiosk_id"
        assert code(kiosk.post("/v1/leases", content=b"{")) == (422, "request.invalid")
        assert code(kiosk.post("/v1/leases", json={"kiosk_id": "k" * 81})) == (422, "request.invalid")
        large = kiosk.post("/v1/leases", content=b" " * (1024 * 1024 + 1))
        assert code(large) == (413, "request.too_large")


def test_an_unknown_path_and_a_wrong_method_are_problems_too(served: HallProcess) -> None:
    with served.kiosk() as kiosk:
        assert code(kiosk.get("/v1/nothing")) == (404, "request.not_served")
        answer = kiosk.get("/v1/submissions")
        assert code(answer) == (405, "request.not_served")
        assert answer.headers["allow"] == "POST"


def test_the_same_command_id_with_another_body_is_a_conflict(served: HallProcess) -> None:
    body = to_jsonable_python(served.one.submission(confirmed=False, queue="C"))
    with served.kiosk() as kiosk:
        first = kiosk.post("/v1/submissions", json=body)
        assert kiosk.post("/v1/submissions", json=body).json() == first.json()
        other = kiosk.post("/v1/submissions", json={**body, "kiosk_id": "k2"})
        assert code(other) == (409, "command.id_reused")


def test_five_wrong_pins_lock_and_a_restart_does_not_unlock(hall: OneHall) -> None:
    wrong = {"staff_id": "s1", "pin": "0000", "counter_no": 1}
    token = {"Authorization": "Bearer token-of-counter"}
    with TestClient(create_app(hall.store)) as client:
        answers = [code(client.post("/v1/sign-in", json=wrong, headers=token)) for _ in range(5)]
    assert answers == [(403, "auth.pin_wrong")] * 4 + [(429, "auth.locked")]
    hall.reopen()
    with TestClient(create_app(hall.store)) as client:
        locked = client.post("/v1/sign-in", json={**wrong, "pin": PIN}, headers=token)
        assert code(locked) == (429, "auth.locked")
        assert locked.json()["facts"]["minutes"] in (4, 5)
        other = {**wrong, "staff_id": "s2", "pin": PIN}
        assert client.post("/v1/sign-in", json=other, headers=token).status_code == 200


def test_parallel_guesses_do_not_outrun_the_lock(served: HallProcess) -> None:
    codes: list[str] = []

    def guess() -> None:
        with served.http(COUNTER) as client:
            body = {"staff_id": "s5", "pin": "1111", "counter_no": 5}
            codes.append(code(client.post("/v1/sign-in", json=body))[1])

    guesses = [threading.Thread(target=guess) for _ in range(12)]
    for thread in guesses:
        thread.start()
    for thread in guesses:
        thread.join()
    assert sorted(codes) == ["auth.locked"] * 8 + ["auth.pin_wrong"] * 4


def test_signing_in_elsewhere_ends_the_session_here(served: HallProcess) -> None:
    with served.signed_in(4) as here:
        body = {"staff_id": "s4", "pin": PIN, "counter_no": 5}
        with served.http(COUNTER) as client:
            there = client.post("/v1/sign-in", json=body).json()["session"]
        assert code(here.post("/v1/sign-out", json={})) == (401, "auth.session_missing")
        with served.http(COUNTER, there) as client:
            wrong = client.post("/v1/call-next", json={**command(), "counter_no": 4})
            assert code(wrong) == (409, "desk.not_yours")
            assert client.post("/v1/sign-out", json={}).json() is True
            assert code(client.post("/v1/sign-out", json={})) == (401, "auth.session_missing")


def test_the_wall_hears_a_call_with_nothing_about_the_person(served: HallProcess) -> None:
    with served.live(WALL) as wall, served.signed_in(1) as desk:
        snapshot = json.loads(wall.recv())
        assert (snapshot["kind"], snapshot["n"]) == ("snapshot", 1)
        ticket = submit(served).json()["ticket_no"]
        row = desk.post("/v1/call-next", json={**command(), "counter_no": 1}).json()
        assert row["ticket_no"] == ticket
        n, heard = snapshot["n"], ""
        while not heard:
            message = wall.recv(timeout=5)
            told = json.loads(message)
            if told["kind"] == "beat":
                assert told["n"] == n
                continue
            n += 1
            assert (told["kind"], told["n"]) == ("delta", n)
            calls = told["changed"].get("calls")
            heard = calls[0]["ticket_no"] if calls else ""
            assert "李某" not in str(message)
        assert heard == ticket
        visit = f"/v1/visits/{row['visit_id']}"
        assert desk.post(f"{visit}/start", json=command()).json()["visit_state"] == "serving"
        assert desk.post(f"{visit}/matter").json()["private"]["contact_name"] == "李某甲"
        assert desk.post(f"{visit}/end", json=command()).json()["visit_state"] == "done"


def test_what_a_listener_folds_is_what_a_new_one_is_told(served: HallProcess) -> None:
    with served.live(COUNTER) as early:
        view = json.loads(early.recv())["view"]
        for number in range(5):
            submit(served, confirmed=number % 2 == 0, queue="B")
        with served.signed_in(3) as desk:
            row = desk.post("/v1/call-next", json={**command(), "counter_no": 3}).json()
            desk.post(f"/v1/visits/{row['visit_id']}/no-show", json=command())
        with served.live(COUNTER) as late:
            fresh = json.loads(late.recv())["view"]
        while view["not_present"] != fresh["not_present"] or view["waiting"] != fresh["waiting"]:
            told = json.loads(early.recv(timeout=5))
            view |= told.get("changed", {})
    for section in view.keys() - {"hall_time", "lights", "due"}:
        assert view[section] == fresh[section], section


def test_a_kiosk_hears_who_comes(served: HallProcess) -> None:
    with served.live(KIOSK, kiosk_id="k2") as feed, served.signed_in(2) as desk, served.kiosk() as kiosk:
        feed.recv()
        call = {"help_id": "h9", "kiosk_id": "k2", "page": "story", "called_at": "2026-11-23T09:30:00+08:00"}
        assert kiosk.post("/v1/help", json=call).json() is True
        assert desk.post("/v1/help/h9/answer", json=command()).json() is True
        answers: list[dict[str, Any]] = []
        while not answers:
            answers = json.loads(feed.recv(timeout=5)).get("changed", {}).get("help_answers", [])
        assert answers == [{"help_id": "h9", "staff_name": "包某2", "counter_no": 2}]


@pytest.mark.parametrize(
    ("role", "view", "status"),
    [
        (KIOSK, COUNTER, 403),
        (WALL, COUNTER, 403),
        (WALL, DISPATCH, 403),
        (KIOSK, DISPATCH, 403),
        (DISPATCH, DISPATCH, 401),  # nobody has signed in
        (DISPATCH, COUNTER, 403),
        (COUNTER, WALL, 403),
        (WALL, "all", 422),
        (KIOSK, KIOSK, 422),
    ],
)
def test_the_feed_of_another_role_is_refused_before_it_begins(
    served: HallProcess, role: str, view: str, status: int
) -> None:
    with pytest.raises(InvalidStatus) as error:
        served.live(role, view)
    assert error.value.response.status_code == status


def test_a_stranger_hears_nothing(served: HallProcess) -> None:
    with pytest.raises(InvalidStatus) as error:
        served.live("stranger", WALL)
    assert error.value.response.status_code == 401


def test_openapi_tells_every_path_with_its_answer_and_its_problems(hall: OneHall) -> None:
    document = create_app(hall.store).openapi()
    expected = {"/v1/health", "/v1/staff", "/v1/sign-in", "/v1/citizens/desks", *KIOSK_PATHS, *COUNTER_PATHS}
    expected |= {"/v1/policy", "/v1/policy/files", "/v1/policy/history", "/v1/inbox"}
    expected |= {"/v1/recounts/last", "/v1/recounts/last/file", "/v1/imports", "/v1/reports/casework"}
    expected |= {"/v1/cases/c/attachments", "/v1/cases/c/attachments/{attachment_id}", "/v1/papers/known"}
    expected |= {f"/v1/cases/c/{of}" for of in ("papers", "papers/{paper_id}", "receipt", "receipt/printed")}
    expected |= {f"/v1/evaluation-texts/{of}" for of in ("released", "waiting", "{text_id}/decision")}
    expected |= {"/v1/supervision/{item_id}", "/v1/whistles/{whistle_id}", "/v1/records/{record_id}"}
    expected |= OPEN_DOORS | {f"/v1/devices{of}" for of in ("", "/health", "/codes", "/{device_id}/revoke")}
    expected |= {"/v1/devices/state", "/v1/devices/{device_id}/trials"}
    expected |= {"/v1/quarantine", "/v1/quarantine/readmit", "/v1/quarantine/leave-out"}
    expected |= {"/v1/records/tasks", "/v1/reviews/months/2026-10", "/v1/reviews/slow-areas"}
    names = {
        "/h/": "help_id",
        "/v/": "visit_id",
        "/c/": "case_id",
        "/n/": "notice_id",
        "/a/": "appointment_id",
        "/i/": "this_id",
        "/r/": "record_id",
        "/t/": "task_id",
        "/w/": "warning_id",
    }
    for short, name in names.items():
        expected = {path.replace(short, f"/{{{name}}}/") for path in expected}
    expected = {path.replace("2026-10", "{period}") for path in expected}
    assert set(document["paths"]) - OTHER_PATHS == expected
    for path, methods in document["paths"].items():
        for method in methods.values():
            assert method["description"], path
            content = method["responses"]["200"]["content"]  # JSON, or a file
            assert all(form["schema"] for form in content.values()), path
            problem = method["responses"]["default"]["content"]["application/problem+json"]["schema"]
            assert problem["$ref"].endswith("/Problem"), path
            assert method.get("security") or path in OPEN_DOORS, path


def test_the_log_of_the_service_names_nobody(served: HallProcess) -> None:
    submit(served)
    text = served.log.read_text()
    assert "store ready" in text
    for word in ("李某", "1300000", "submissions", "Traceback", "token-of"):
        assert word not in text


@pytest.mark.parametrize(
    ("more", "code_"),
    [
        ({"host": "0.0.0.0"}, "store.config_invalid"),  # noqa: S104  that is what is refused
        ({"key_file": "nowhere"}, "store.key_file_missing"),
        ({"assets_dir": "nowhere"}, "policy.invalid"),
    ],
)
def test_a_store_that_cannot_open_says_why_and_ends(
    hall: OneHall, capfd: pytest.CaptureFixture[str], own_log: None, more: dict[str, object], code_: str
) -> None:
    hall.store.close()
    config = write_config(hall, **more)
    assert run(config) == 1
    line = json.loads(capfd.readouterr().err.splitlines()[-1])
    assert line["code"] == code_
    assert line["sentence"]
    hall.store = hall.opened()


def test_a_port_that_is_taken_is_told(
    served: HallProcess, tmp_path: Path, capfd: pytest.CaptureFixture[str], own_log: None
) -> None:
    one = OneHall(tmp_path)
    one.store.close()
    config = write_config(one, port=int(served.url.rpartition(":")[2]))
    assert run(config) == 1
    assert json.loads(capfd.readouterr().err.splitlines()[-1])["code"] == "store.port"
    Store(load_config(config)).close()  # and nothing is left locked
