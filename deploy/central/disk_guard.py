"""Hands the lead over before a full disk ends all writing: one on each node, beside Patroni.

A primary whose disk is full refuses every write and is otherwise well, so nothing replaces it (`make rehearsal-ha`
found that). `python disk_guard.py /etc/pingan/patroni --free-min-mb 1024` looks every few seconds; when less is free
and this node leads, it asks Patroni for a switchover to whichever standby is the furthest. Needs no disk itself.
"""

import argparse
import json
import os
import shutil
import sys
import time

from patroni.config import Config
from patroni.request import PatroniRequest
from urllib3.exceptions import HTTPError

LOOK_EVERY_S = 2.0
QUIET_AFTER_ASKING_S = (
    10.0  # a switchover takes a second or two; a second one on its heels would only disturb
)
OK, ACCEPTED = 200, 202


def main() -> int:
    """For ever; ends only with its unit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", help="Patroni's folder of configuration")
    parser.add_argument("--free-min-mb", type=int, default=1024)
    given = parser.parse_args()
    config = Config(given.config)
    while True:
        asked = False
        free_mb = _free_mb(config["postgresql"]["data_dir"])
        if free_mb < given.free_min_mb:
            asked = _hand_over(config, free_mb)
        time.sleep(QUIET_AFTER_ASKING_S if asked else LOOK_EVERY_S)


def _hand_over(config: Config, free_mb: int) -> bool:
    """Whether this node led and Patroni was asked."""
    request = PatroniRequest(config)
    restapi = config["restapi"]
    here = f"{'https' if restapi.get('certfile') else 'http'}://{restapi['connect_address']}"
    try:
        if request.request("GET", f"{here}/primary", timeout=3).status != OK:
            return False
        answer = request.request(
            "POST", f"{here}/switchover", json.dumps({"leader": config["name"]}), timeout=60
        )
    except HTTPError as error:
        print(f"{free_mb} MB free; Patroni does not answer: {error}", file=sys.stderr, flush=True)
        return False
    said = answer.data.decode(errors="replace")
    print(f"{free_mb} MB free: asked to hand over, {answer.status} {said}", file=sys.stderr, flush=True)
    return answer.status in (OK, ACCEPTED)


def _free_mb(data_dir: str) -> int:
    """Of the file system that PostgreSQL's folder is on, as an ordinary user sees it."""
    while not os.path.exists(data_dir):  # noqa: PTH110  before the first start there is none yet
        data_dir = os.path.dirname(data_dir)  # noqa: PTH120
    return shutil.disk_usage(data_dir).free // 2**20


if __name__ == "__main__":
    sys.exit(main())
