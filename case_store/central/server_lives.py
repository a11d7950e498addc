"""A statement may take long; a server that hangs (a dead disk under it) takes for ever, and its sockets stay well.

No time-out of TCP ends that wait, and none of the server's own runs while it hangs. So whoever has waited in silence
asks the same server on a second line whether it still answers anybody: if not, the line is given up.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

SILENCE_S = 5.0
ANSWERS_WITHIN_S = 2  # libpq's least

RV = TypeVar("RV")


def while_it_lives(work: PQGen[RV], lives: Callable[[], bool]) -> PQGen[RV]:
    """psycopg's own work on a connection, as long as `lives()` is true after each silence.

    Raises psycopg.OperationalError.
    """
    heard_at = time.monotonic()
    try:
        wanted = next(work)
        while True:
            ready = yield wanted
            if ready:
                heard_at = time.monotonic()
            elif time.monotonic() - heard_at > SILENCE_S:
                if not lives():
                    raise psycopg.OperationalError("the server does not answer anybody any more")
                heard_at = time.monotonic()
            wanted = work.send(ready)
    except StopIteration as end:
        answer: RV = end.value
        return answer


def answers(where: str, connection: "psycopg.Connection[Any]") -> bool:
    """Whether the server of this connection lets somebody in. `where`: its libpq parameters."""
    server: dict[str, Any] = {
        "host": connection.pgconn.host.decode(),
        "port": connection.pgconn.port.decode(),
    }
    try:
        psycopg.connect(where, **server, target_session_attrs="any", connect_timeout=ANSWERS_WITHIN_S).close()
    except psycopg.OperationalError:
        return False
    return True
