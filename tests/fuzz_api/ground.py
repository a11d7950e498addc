"""A hall and a centre that are served, with somebody of every role signed in and another system with a key."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from case_store.hall.house import OnDuty
from case_store.service.access import SESSION_HEADER
from case_store.service.system_gate import KEY_HEADER
from case_store.tokens import COUNTER, DISPATCH, HALL, KIOSK, WALL
from cases.roles import Role, needs_counter
from cases.systems.api_key import KeyWish, Scope
from cases.views import StaffView
from tests.case_store.one_hall import granted
from tests.case_store.served import PIN, Served, make_ground

Headers = Mapping[str, str]
ROLES = {"hall": (KIOSK, COUNTER, WALL, DISPATCH), "centre": (HALL, COUNTER, DISPATCH)}
_FIRST = (Role.LEADER, Role.SUPERVISOR, Role.HALL_ADMIN, Role.RECEPTION)  # who may most comes first


@dataclass
class Place:
    """One service, and everybody who may come to it by name. `nobody` shows nothing."""

    name: str
    url: str
    who: dict[str, Headers] = field(default_factory=dict)
    line: httpx2.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.line = httpx2.Client(base_url=self.url, trust_env=False, timeout=20)

    def ask(self, who: str, method: str, path: str) -> httpx2.Response:
        """With a body that says nothing."""
        body: dict[str, str] | None = {} if method in ("POST", "PUT", "PATCH") else None
        return self.line.request(method, path, headers=dict(self.who.get(who, {})), json=body)


@contextmanager
def places(folder: Path, *names: str, centre_url: str | None = None) -> Iterator[list[Place]]:
    """The hall, the centre, or both. `centre_url`: where the centre's database is, if not in a file."""
    ground = make_ground(folder)
    if centre_url is not None:
        ground.centre.config = ground.centre.config.model_copy(update={"database_url": centre_url})
    try:
        opened = [_open(ground.hall if name == "hall" else ground.centre, name) for name in names]
        yield opened
        for place in opened:
            place.line.close()
    finally:
        ground.stop()


def sign_in(place: Place, role: Role) -> Headers:
    """The session of somebody of this role."""
    staff_id = f"f_{role.value}"
    counter_no = 1 + list(Role).index(role) if needs_counter(role) else None
    body = {"staff_id": staff_id, "pin": PIN, "counter_no": counter_no}
    token = {"Authorization": f"Bearer token-of-{COUNTER}"}
    answer = httpx2.post(f"{place.url}/v1/sign-in", json=body, headers=token, trust_env=False)
    return {**token, SESSION_HEADER: answer.json()["session"]}


def _open(served: Served, name: str) -> Place:
    served.start()
    store = served.store
    if store is None:
        raise RuntimeError("the store did not start")
    run = store._thread.submit
    place = Place(name, served.url)
    for role in sorted(Role, key=lambda one: one not in _FIRST):
        member = StaffView(staff_id=f"f_{role.value}", name="斯某", role=role)
        run(lambda member=member: store.add_staff(member, PIN)).result()  # type: ignore[misc]
        place.who[f"staff:{role.value}"] = sign_in(place, role)
    place.who |= {role: {"Authorization": f"Bearer token-of-{role}"} for role in ROLES[name]}
    wish = KeyWish(name="fuzz", scopes=tuple(Scope), unit="human_resources")
    admin = OnDuty(staff_id="f_hall_admin", role=Role.HALL_ADMIN)
    made = granted(run(lambda: store.hall.api_keys.make(admin, wish)).result())
    place.who["system"] = {KEY_HEADER: made.key}
    return place
