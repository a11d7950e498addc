"""Cases taken out as records of GB/T 31000: valid by our schemas, masked by role, within sight, and written down."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest
from fastapi.testclient import TestClient
from lxml import etree
from openpyxl import load_workbook

from case_store.exports.record_files import COLUMNS, NAMESPACE
from case_store.service.app import create_app
from cases.roles import Role
from cases.views import StaffView
from tests.case_store.one_hall import ASSETS, PIN, OneHall

EXCHANGE = ASSETS / "exchange"
PERSONS = ("李某甲", "13000000001", "楼上住户")
WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
PEOPLE = (
    StaffView(staff_id="sup", name="赵某", role=Role.SUPERVISOR),
    StaffView(staff_id="adm", name="乌某", role=Role.HALL_ADMIN),
    StaffView(staff_id="town", name="包某", role=Role.SUPERVISOR, unit="territory_150502004"),
    StaffView(staff_id="law", name="白某", role=Role.SUPERVISOR, unit="justice"),
)


class Door:
    """A served hall with three matters, and people who take things out."""

    def __init__(self, hall: OneHall, http: TestClient) -> None:
        self.hall, self._http = hall, http

    def take(self, staff_id: str, **body: Any) -> Any:
        """What somebody is given."""
        token = {"Authorization": "Bearer token-of-counter"}
        who = {"staff_id": staff_id, "pin": PIN, "counter_no": None}
        session = self._http.post("/v1/sign-in", json=who, headers=token).json()["session"]
        headers = {**token, "X-Staff-Session": session}
        return self._http.post("/v1/exports/disputes", json={**WEEK, **body}, headers=headers)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    hall = OneHall(tmp_path_factory.mktemp("exports"))
    for member in PEOPLE:
        hall.store.add_staff(member, PIN)
    for _ in range(3):
        hall.take()
    with TestClient(create_app(hall.store)) as http:
        yield Door(hall, http)
    hall.store.close()


def written(hall: OneHall, type_: str) -> list[dict[str, Any]]:
    asked = "SELECT body FROM event WHERE type = :t ORDER BY position"
    rows = hall.store._thread.submit(lambda: hall.rows(asked, t=type_)).result()
    return [orjson.loads(row[0]) for row in rows]


def test_the_xml_is_valid_by_our_schema_and_masked(door: Door) -> None:
    answer = door.take("sup", form="xml")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/xml"
    root = etree.fromstring(answer.content)
    etree.XMLSchema(etree.parse(str(EXCHANGE / "gbt31000.xsd"))).assertValid(root)
    name = f"{{{NAMESPACE}}}"
    assert len(root) == 3
    assert root[0].findtext(f"{name}party/{name}name") == "李**"
    assert root[0].findtext(f"{name}scale") is None  # nobody has said it yet
    assert root[0].findtext(f"{name}party_count") == "2"
    for person in PERSONS:
        assert person not in answer.text
    assert written(door.hall, "data_taken")[-1] == {
        "staff_id": "sup",
        "what": "gbt31000:masked",
        "form": "xml",
        "rows": 3,
    }


def test_the_json_is_valid_by_our_schema(door: Door) -> None:
    answer = door.take("sup", form="json")
    schema = orjson.loads((EXCHANGE / "gbt31000.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(answer.json())
    assert len(answer.json()["disputes"]) == 3


def test_the_sheet_has_a_heading_for_every_element(door: Door) -> None:
    answer = door.take("sup", form="xlsx")
    sheet = load_workbook(io.BytesIO(answer.content), read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 4
    assert len(rows[0]) == len(COLUMNS)
    assert rows[0][0] == "事件名称"
    assert rows[1][COLUMNS.index("party_name")] == "李**"


def test_in_clear_only_for_who_sees_every_case_and_each_reading_is_an_event(door: Door) -> None:
    before = len(written(door.hall, "person_read"))
    answer = door.take("sup", form="json", persons="full")
    assert answer.json()["disputes"][0]["parties"][0]["name"] == "李某甲"
    assert len(written(door.hall, "person_read")) == before + 3
    assert written(door.hall, "data_taken")[-1]["what"] == "gbt31000:full"
    for staff_id in ("adm", "town", "law"):
        refused = door.take(staff_id, form="json", persons="full")
        assert refused.json()["code"] == "export.full_not_yours"


def test_who_sees_no_case_takes_out_no_person_at_all(door: Door) -> None:
    document = door.take("adm", form="json").json()
    assert document["persons"] == "none"
    assert [record["parties"] for record in document["disputes"]] == [[], [], []]
    assert {record["summary"] for record in document["disputes"]} == {""}


def test_a_unit_takes_out_its_own_area_or_what_it_was_given(door: Door) -> None:
    assert door.take("town", form="json").json()["disputes"] == []  # ours happened in another town
    assert door.take("law", form="json").json()["disputes"] == []
    refused = door.take("law", form="json", unit="housing")
    assert refused.json()["code"] == "export.nothing_in_sight"
    assert door.take("sup", form="json", unit="housing").json()["disputes"] == []


def test_days_choose_and_too_many_days_are_refused(door: Door) -> None:
    assert (
        door.take("sup", form="json", last_day="2026-11-22", first_day="2026-11-01").json()["disputes"] == []
    )
    assert door.take("sup", first_day="2024-01-01").json()["code"] == "report.period"
    assert door.take("sup", last_day="2026-11-01").json()["code"] == "report.period"


def test_a_reception_may_take_nothing_out(door: Door) -> None:
    token = {"Authorization": "Bearer token-of-counter"}
    session = door._http.post(
        "/v1/sign-in", json={"staff_id": "s1", "pin": PIN, "counter_no": 1}, headers=token
    ).json()["session"]
    headers = {**token, "X-Staff-Session": session}
    answer = door._http.post("/v1/exports/disputes", json=WEEK, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "auth.right")


def test_our_schemas_are_the_same_elements(door: Door) -> None:
    names = {
        element.get("name") for element in etree.parse(str(EXCHANGE / "gbt31000.xsd")).iter("{*}element")
    }
    schema = orjson.loads(Path(EXCHANGE / "gbt31000.schema.json").read_bytes())
    record = schema["properties"]["disputes"]["items"]["properties"]
    assert names == set(record) - {"parties"} | {"party", "dispute", "disputes"} | set(
        record["parties"]["items"]["properties"]
    )
