"""How often an address may be wrong or write, and all together: kept in the store, so that a restart forgives nothing.

No address is kept: what is counted under is a hash with a secret of this store, another one every day. When all
together are over their limit, whoever has been counted before waits, and who has not goes on: nobody can shut the pages
for everybody by being wrong often.
"""

import hmac
import ipaddress
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.keys import Keys
from case_store.log.micros import to_us
from case_store.log.schema import public_count
from case_store.log.sql import upsert
from cases.hall_time import hall_date
from cases.policy.citizen_page import CitizenPagePolicy, LimitPolicy

_EVERYBODY = ""
_KEPT_DAYS = 2
_HASH_BYTES = 12
_NETWORK_OF_IPV6 = 64  # what one house or phone is given
_MINUTE_US = 60 * 1_000_000
_TIMES = sa.select(public_count.c.times).where(
    public_count.c.stream == param("s"),
    public_count.c.what == param("w"),
    public_count.c.who == param("who"),
    public_count.c.window_us == param("t"),
)
_COUNT = upsert(public_count)
_ONE_MORE = _COUNT.on_conflict_do_update(
    index_elements=["stream", "what", "who", "window_us"], set_={"times": public_count.c.times + 1}
)
_FORGET = sa.delete(public_count).where(
    public_count.c.stream == param("s"), public_count.c.window_us < param("t")
)


class Counted(StrEnum):
    """The value stands in the table."""

    CODE = "wrong_code"
    LOOKUP = "wrong_lookup"
    MESSAGE = "message"
    WORD = "word"

    def limit(self, policy: CitizenPagePolicy) -> LimitPolicy:
        """What policy says of it."""
        return {
            Counted.CODE: policy.wrong_codes,
            Counted.LOOKUP: policy.wrong_lookups,
            Counted.MESSAGE: policy.messages,
            Counted.WORD: policy.words,
        }[self]


def who_of(keys: Keys, address: str, now: datetime) -> str:
    """Under what an address is counted today. What is no address is one and the same."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        network = "none"
    else:
        mapped = given.ipv4_mapped if isinstance(given, ipaddress.IPv6Address) else None
        bits = _NETWORK_OF_IPV6 if given.version == 6 and mapped is None else 32  # noqa: PLR2004
        network = str(ipaddress.ip_network((mapped or given, bits), strict=False))
    said = f"citizen page of {hall_date(now)}: {network}".encode()
    return hmac.digest(keys.search_secret(), said, "sha256")[:_HASH_BYTES].hex()


class Limits:
    """The counts of one store, in an open transaction at one instant."""

    def __init__(
        self, connection: sa.Connection, stream: str, policy: CitizenPagePolicy, now: datetime
    ) -> None:
        self._connection, self._stream, self._policy, self._now = connection, stream, policy, now

    def may(self, what: Counted, who: str) -> bool:
        """Whether once more is allowed."""
        limit = what.limit(self._policy)
        mine = self._times(what, who)
        if mine >= limit.of_one:
            return False
        return not limit.everywhere or not mine or self._times(what, _EVERYBODY) < limit.everywhere

    def count(self, what: Counted, who: str) -> None:
        """Once more; what is long over is forgotten."""
        limit = what.limit(self._policy)
        self._connection.execute(
            _FORGET, {"s": self._stream, "t": to_us(self._now - timedelta(days=_KEPT_DAYS))}
        )
        window = {"stream": self._stream, "what": what.value, "window_us": self._window_us(limit), "times": 1}
        for one in (who, _EVERYBODY) if limit.everywhere else (who,):
            self._connection.execute(_ONE_MORE, {**window, "who": one})

    def wait_minutes(self, what: Counted) -> int:
        """Until counting begins anew, at least 1."""
        limit = what.limit(self._policy)
        ends_us = self._window_us(limit) + limit.minutes * _MINUTE_US
        return max(1, -(-(ends_us - to_us(self._now)) // _MINUTE_US))

    def _window_us(self, limit: LimitPolicy) -> int:
        now_us = to_us(self._now)
        return now_us - now_us % (limit.minutes * _MINUTE_US)

    def _times(self, what: Counted, who: str) -> int:
        asked = {
            "s": self._stream,
            "w": what.value,
            "who": who,
            "t": self._window_us(what.limit(self._policy)),
        }
        return self._connection.execute(_TIMES, asked).scalar() or 0
