"""Every public door of a hall, each asked by somebody who is let in; and whether it shows what it showed before."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import httpx2
import orjson
import sqlalchemy as sa

from case_store.hall.late_decisions import tell_late_decisions
from case_store.log.verify import verify
from case_store.risk.risk_round import risk_round
from case_store.secrecy.guard_round import GuardRound
from case_store.service.access import SESSION_HEADER
from case_store.service.app import create_app
from case_store.service.system_gate import KEY_HEADER
from case_store.sync import files, hall_outbox, letter_book, pull_answer, wish_book
from case_store.sync.batch import Head
from case_store.sync.heads import heads, told_head
from case_store.sync.heard import Heard
from case_store.sync.tail import tail_of
from case_store.tokens import COUNTER, DISPATCH, KIOSK, WALL
from case_store.views.counter import counter_sections
from case_store.views.dispatch import dispatch_sections
from case_store.views.due_rows import DueList
from case_store.views.kiosk import kiosk_sections
from case_store.views.wall import wall_sections
from cases.figures.sight import Sight
from cases.roles import Role, needs_counter
from cases.systems.api_key import KeyWish, Scope
from tests.case_store.one_hall import MONDAY, PIN, STREAM, OneHall, granted
from tests.case_store.postgres.test_every_route_by_role import ASKED, TOLD
from tests.faults.torn.world import ADMIN

ANOTHER, WALKER = "150521000", "walker"
_ID = re.compile(r"case-\d{5}|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}")
_NOT_LET_IN = ("auth.", "device.not", "api_key.")
_ASKS = {  # what a question needs to be one, beside what tests of rights ask
    "GET /v1/risk/page": {"area": "150502"},
    "GET /v1/figures/areas": {"of": "150502"},
}
_FILLED = {
    "item_id": "i2",
    "whistle_id": "w2",
    "record_id": "r2",
    "period": "2026-02",
    "appointment_id": "a2",
    "paper_id": "x",
    "device_id": "d2",
    "code": "000002",
}
_SILENT = frozenset({"/v1/live", "/openapi.json"})


@dataclass(frozen=True, slots=True)
class Answer:
    """`wrong`: what no door may answer; `names`: ids that it tells; `code`: of a refusal."""

    wrong: str = ""
    names: frozenset[str] = frozenset()
    code: str = ""


Answers = Mapping[str, Answer]


class Doors:
    """Of one hall, whose clock stands still meanwhile."""

    def __init__(self, hall: OneHall) -> None:
        self.hall, self.store = hall, hall.store
        transport = httpx2.ASGITransport(create_app(hall.store), raise_app_exceptions=False)
        self._http = httpx2.AsyncClient(transport=transport, base_url="http://testserver")
        self._who: dict[str, dict[str, str]] = {}
        self._let_in: dict[str, list[str]] = {}
        self._cases: list[str] = []
        self._filled: dict[str, str] = {}
        self._routes: list[tuple[str, str]] = []

    async def open(self, *, everybody: bool) -> None:
        """Sign in; find out who is let in where. `everybody`: all of them ask, not the first one alone."""
        tokens = {
            role: {"Authorization": f"Bearer token-of-{role}"} for role in (COUNTER, KIOSK, WALL, DISPATCH)
        }
        for role in sorted(Role, key=lambda one: one not in (Role.SUPERVISOR, Role.LEADER, Role.HALL_ADMIN)):
            no = 3 + list(Role).index(role) if needs_counter(role) else None
            body = {"staff_id": f"t_{role.value}", "pin": PIN, "counter_no": no}
            answer = await self._http.post("/v1/sign-in", json=body, headers=tokens[COUNTER])
            self._who[role.value] = {**tokens[COUNTER], SESSION_HEADER: answer.json()["session"]}
        wish = KeyWish(name=WALKER, scopes=tuple(Scope), unit="justice")
        key = granted(await self.store.run(self.store.hall.api_keys.make, ADMIN, wish))
        self._who |= {**tokens, "system": {KEY_HEADER: key.key}}
        drawn = "SELECT case_id FROM case_ WHERE open = 1 AND case_id LIKE 'case-%' ORDER BY case_id"
        self._cases = [row.case_id for row in self.hall.rows(drawn)][1:3]
        (warning, *_) = self.hall.rows("SELECT warning_id FROM warning ORDER BY warning_id DESC")
        self._submission = self.hall.submission()  # the same again: nothing grows
        self._filled = {**_FILLED, "warning_id": warning.warning_id}
        paths = (await self._http.get("/openapi.json")).json()["paths"]
        self._routes = [
            (method.upper(), path)
            for path, methods in paths.items()
            for method in methods
            if path not in _SILENT and (method == "get" or f"{method.upper()} {path}" in TOLD)
        ]
        for method, path in self._routes:
            let_in = self._let_in[path] = []
            for who in self._who:
                told = await self._ask(who, method, path, self._cases[0])
                if not _code(*told).startswith(_NOT_LET_IN):
                    let_in.append(who)
                    if not everybody:
                        break

    async def walk(self) -> Answers:
        """Through all of them."""
        found: dict[str, Answer] = {}
        for method, path in self._routes:
            for about in self._cases if "{case_id}" in path else self._cases[:1]:
                for who in self._let_in[path]:
                    status, text = await self._ask(who, method, path, about)
                    code = _code(status, text)
                    wrong = f"{status} {text[:300]}" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else ""
                    name = f"{method} {path} {who} {about if 'case_id' in path else ''}"
                    found[name] = Answer(wrong, frozenset(_ID.findall(text)), code)
        for name, act in self._works().items():
            try:
                told = await act()
            except Exception as error:  # noqa: BLE001  that is what is looked for
                found[name] = Answer(wrong=_where(error))
            else:
                found[name] = Answer(names=frozenset(_ID.findall(str(told))))
        return found

    async def _ask(self, who: str, method: str, path: str, about: str) -> tuple[int, str]:
        name = f"{method} {path}"
        filled = re.sub(r"\{(\w+)\}", lambda gap: {**self._filled, "case_id": about}.get(gap[1], "x"), path)
        answer = await self._http.request(
            method,
            filled,
            params={**ASKED, **_ASKS}.get(name),
            json=TOLD.get(name) if method == "POST" else None,
            headers=self._who[who],
        )
        return answer.status_code, answer.text

    def _works(self) -> Mapping[str, Callable[[], Awaitable[Any]]]:
        """What runs beside the questions: time, the line up and down, receivers, screens, and operators' verbs."""
        store, node = self.store, self.store.config.node
        doors = store.hall

        def read(work: Callable[[sa.Connection], Any]) -> Callable[[], Awaitable[Any]]:
            return lambda: store.read_log(work)

        def write(work: Callable[[sa.Connection], Any]) -> Callable[[], Awaitable[Any]]:
            return lambda: store.in_log(work)

        def look(sections: Any) -> Callable[[], Awaitable[Any]]:
            return lambda: store.look(doors.look, sections)

        def late() -> None:
            with doors.runner.writing() as work:
                tell_late_decisions(work, store.house, [(STREAM, "old_tenure1"), (STREAM, "old_tenure2")])

        def due(connection: sa.Connection) -> Any:
            files.note_due(connection)
            return files.due(connection, MONDAY)

        works = {f"tick {n}": (lambda tick=tick: store.look(tick)) for n, tick in enumerate(doors.ticks)}
        return works | {
            "wall": look(wall_sections()),
            "kiosk": look(kiosk_sections("k1")),
            "counter": look(counter_sections(DueList(), lambda: None)),
            "dispatch": look(dispatch_sections(Sight(), lambda: None, Heard())),
            "dispatch of an area": look(dispatch_sections(Sight(area="150502"), lambda: None, Heard())),
            "leases": lambda: store.run(doors.leases, "k1"),
            "receivers": lambda: store.run(doors.webhooks.follow),
            "risk": lambda: risk_round(store),
            "guard": GuardRound(store).run,
            "push": read(lambda c: [len(one.items) for one in hall_outbox.every_batch(c, STREAM, node, 9)]),
            "pull": write(lambda c: pull_answer.answer(c, store.keys, ANOTHER, position=0, mark="").decode()),
            "letters": read(lambda c: letter_book.after(c, STREAM, 0)),
            "wishes": read(lambda c: wish_book.after(c, STREAM, 0)),
            "tail": read(lambda c: tail_of(c, STREAM, node, 1, 0)),
            "heads": read(
                lambda c: (heads(c, STREAM, node), told_head(c, STREAM, node, Head(1, 10**6 + 1, "?")))
            ),
            "files": write(due),
            "named files": lambda: store.run(doors.attachments.named_files),
            "late": lambda: store.run(late),
            "verify": read(verify),
            "submit": lambda: store.command(doors.submit, self._submission),
            "revoke": lambda: store.run(doors.devices.revoke, uuid4(), ADMIN, "d1", "x"),
            "renew": lambda: store.run(doors.policy.renew),
            "rebuild": lambda: store.run(store.rebuild),
        }


def _code(status: int, text: str) -> str:
    """Of a refusal; "" for an answer."""
    return str(orjson.loads(text)["code"]) if status >= HTTPStatus.BAD_REQUEST else ""


def _where(error: BaseException) -> str:
    """What it is, and the last places of ours that it came through."""
    frames, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/case_store/" in code.co_filename or "/cases/" in code.co_filename:
            frames.append(f"{code.co_filename.rpartition('/main/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} {str(error)[:120]!r} at {' < '.join(reversed(frames[-4:]))}"
