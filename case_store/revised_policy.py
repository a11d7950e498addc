"""What was revised of a hall's policy, read from the log: by the centre for all, and over it by the hall itself."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.keys import CENTRE
from case_store.log.schema import policy_revision
from case_store.policy_files import PolicyFiles
from cases.policy.policy import Policy
from cases.policy.policy_revision import holds_below

_REVISED = sa.select(policy_revision.c.stream, policy_revision.c.name, policy_revision.c.text).where(
    policy_revision.c.stream.in_((param("s"), CENTRE))
)


def read_revised(connection: sa.Connection, stream: str) -> dict[str, str]:
    """The newest text of every revised file, by name; where both have revised one, the hall's own."""
    rows = connection.execute(_REVISED, {"s": stream}).all()
    from_above = {row.name: row.text for row in rows if row.stream != stream and holds_below(row.name)}
    return from_above | {row.name: row.text for row in rows if row.stream == stream}


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
