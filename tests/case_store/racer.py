"""One of several hurried processes: `python -m tests.case_store.racer kiosk|desk …`, started by test_races.

A kiosk asks for numbers, some of which it has printed from its lease meanwhile; a desk calls until told to stop. What
each got is written as JSON, for the test to compare. Light on purpose: four of these share two cores with the hall.
"""

import http.client
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uuid_utils.compat as uuid_v7

from case_store.clock import OffsetClock

PRINTED_EVERY = 10  # every tenth answer "does not arrive in time": the kiosk prints a leased number
TWICE_EVERY = 10  # every tenth press is two
IDLE_S = 0.01
OK = 200


class Line:
    """One kept connection to the hall."""

    def __init__(self, address: str, token: str, session: str) -> None:
        self._http = http.client.HTTPConnection(address)
        self._headers = {
            "Authorization": f"Bearer {token}",
            "X-Staff-Session": session,
            "Content-Type": "application/json",
        }

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        """Status and answer."""
        self._http.request("POST", path, json.dumps(body), self._headers)
        response = self._http.getresponse()
        return response.status, json.loads(response.read())


def lent_numbers(line: Line, kiosk_id: str, day: str) -> Iterator[int]:
    """Numbers of queue A that this kiosk may print today; more are lent as those are used."""
    used: set[int] = set()
    while True:
        for block in line.post("/v1/leases", {"kiosk_id": kiosk_id})[1]["numbers"]:
            if (block["queue"], block["business_date"]) != ("A", day):
                continue
            for number in range(block["first"], block["last"] + 1):
                if number not in used:
                    used.add(number)
                    yield number


def kiosk(line: Line, folder: Path, kiosk_id: str, count: int) -> list[dict[str, Any]]:
    """Ask `count` times."""
    clock = OffsetClock(folder / "clock")
    lent = lent_numbers(line, kiosk_id, clock.now().date().isoformat())
    got: list[dict[str, Any]] = []
    for number in range(count):
        visit_id, now = uuid_v7.uuid7(), clock.now()
        submission = {
            "command_id": str(visit_id),
            "visit_id": str(visit_id),
            "kiosk_id": kiosk_id,
            "queue": "A",
            "business_date": now.date().isoformat(),
            "place_at": now.isoformat(),
            "confirmed_at": now.isoformat(),
            "ticket_code_hash": visit_id.hex,
        }
        answer = line.post("/v1/submissions", submission)[1]
        if number % PRINTED_EVERY == PRINTED_EVERY - 1:
            printed = {"command_id": str(uuid_v7.uuid7()), "leased_ticket_no": f"A{next(lent):03d}"}
            answer = line.post("/v1/submissions", {**submission, **printed})[1]
        got.append({"visit_id": str(visit_id), "ticket_no": answer["ticket_no"]})
    return got


def desk(line: Line, counter_no: int, folder: Path) -> list[dict[str, Any]]:
    """Call, and call the next: whoever is called does not come."""
    got: list[dict[str, Any]] = []
    while True:
        last_round = (folder / "stop").exists()
        command = {"command_id": str(uuid_v7.uuid7()), "counter_no": counter_no}
        status, row = line.post("/v1/call-next", command)
        if status != OK:
            if last_round:
                return got
            time.sleep(IDLE_S)
            continue
        again = line.post("/v1/call-next", command)[1] if len(got) % TWICE_EVERY == 0 else row
        got.append({"visit_id": row["visit_id"], "ticket_no": row["ticket_no"], "same": again == row})
        line.post(f"/v1/visits/{row['visit_id']}/no-show", {"command_id": str(uuid_v7.uuid7())})


def main(arguments: list[str]) -> None:
    """role address token session folder name count-or-counter"""
    role, address, token, session, folder_name, name, number = arguments
    folder = Path(folder_name)
    line = Line(address, token, session)
    (folder / f"here-{name}").touch()
    while not (folder / "start").exists():  # everybody at the same instant
        time.sleep(0.001)
    got = kiosk(line, folder, name, int(number)) if role == "kiosk" else desk(line, int(number), folder)
    (folder / f"got-{name}.json").write_text(json.dumps(got))


if __name__ == "__main__":
    main(sys.argv[1:])
