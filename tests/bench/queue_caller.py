"""One hurried client of area queue, in a process of its own: `python -m tests.bench.queue_caller job.json`.

It says "ready", waits for a line on its standard input, does its round, says how long each press took, and again.
Light on purpose: it shares the cores with the hall that it measures.
"""

import http.client
import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import uuid_utils.compat as uuid_v7

OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Whom to ask, as what, and how often a round. `counter_no` 0: a kiosk that takes tickets."""

    address: str
    token: str
    session: str
    name: str
    counter_no: int
    now: str
    presses: int


class Caller:
    """A kept connection."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._http = http.client.HTTPConnection(job.address)
        self._headers = {
            "Authorization": f"Bearer {job.token}",
            "X-Staff-Session": job.session,
            "Content-Type": "application/json",
        }

    def round(self) -> list[float]:
        """Seconds of every press, over a connection that is open: between rounds the hall may have closed it."""
        self._http.close()
        self._http.request("GET", "/v1/health", headers=self._headers)
        self._http.getresponse().read()
        press = self._call if self._job.counter_no else self._take
        return [press(number) for number in range(self._job.presses)]

    def _take(self, number: int) -> float:
        visit_id = str(uuid_v7.uuid7())
        body = {
            "command_id": visit_id,
            "visit_id": visit_id,
            "kiosk_id": f"{self._job.name}-{number}",  # else staff would be told of a flood
            "queue": "A",
            "business_date": datetime.fromisoformat(self._job.now).date().isoformat(),
            "place_at": self._job.now,
            "confirmed_at": self._job.now,
            "ticket_code_hash": visit_id,
        }
        return self._post("/v1/submissions", body)[0]

    def _call(self, _number: int) -> float:
        command = {"command_id": str(uuid_v7.uuid7()), "counter_no": self._job.counter_no}
        seconds, row = self._post("/v1/call-next", command)
        self._post(f"/v1/visits/{row['visit_id']}/no-show", {"command_id": str(uuid_v7.uuid7())})
        return seconds

    def _post(self, path: str, body: dict[str, Any]) -> tuple[float, Any]:
        content = json.dumps(body)
        started = perf_counter()
        self._http.request("POST", path, content, self._headers)
        response = self._http.getresponse()
        answer = response.read()
        seconds = perf_counter() - started
        if response.status != OK:
            raise RuntimeError(answer.decode())
        return seconds, json.loads(answer)


def main(path: str) -> None:
    """Rounds, until the input ends."""
    caller = Caller(Job(**json.loads(Path(path).read_text("utf-8"))))
    print("ready", flush=True)
    for _line in sys.stdin:
        print(json.dumps(caller.round()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
