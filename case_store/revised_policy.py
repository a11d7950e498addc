"""What halls have revised of their policy, read from the log: a hall's own, and at the centre every hall's."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.schema import policy_revision
from case_store.policy_files import PolicyFiles
from cases.policy.policy import Policy

_REVISED = sa.select(policy_revision.c.name, policy_revision.c.text).where(
    policy_revision.c.stream == param("s")
)


def read_revised(connection: sa.Connection, stream: str) -> dict[str, str]:
    """The newest text of every file that a hall has revised, by name."""
    return {row.name: row.text for row in connection.execute(_REVISED, {"s": stream})}


class ToldPolicies:
    """The policy of every hall that has told us its revisions; the citizen's pages are written by it."""

    def __init__(self, files: PolicyFiles) -> None:
        self._files = files
        self._known: dict[str, tuple[dict[str, str], date, Policy]] = {}

    def of(self, connection: sa.Connection, stream: str, day: date) -> Policy:
        """The policy that a hall works by on a day. Made again only when something has changed."""
        revised = read_revised(connection, stream)
        known = self._known.get(stream)
        if known is None or known[:2] != (revised, day):
            known = (revised, day, self._files.hold(revised, day).policy)
            self._known[stream] = known
        return known[2]
