"""policy_revision: the newest text of every policy file that this hall has changed."""

import sqlalchemy as sa

from case_store.log.former import is_of_former
from case_store.log.micros import to_us
from case_store.log.schema import policy_revision
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.policy.policy_revision import PolicyRevised

_REVISION = upsert(policy_revision)
_REVISE = _REVISION.on_conflict_do_update(
    index_elements=["stream", "name"],
    set_={name: _REVISION.excluded[name] for name in ("text", "staff_id", "why", "at_us")},
)


def fold(connection: sa.Connection, envelope: Envelope, happened: PolicyRevised) -> None:
    """A later revision of the same file replaces the earlier one; that of a centre that was left holds no more."""
    if is_of_former(envelope):
        return
    for name, text in happened.files:
        row = {
            "stream": envelope.stream,
            "name": name,
            "text": text,
            "staff_id": happened.staff_id,
            "why": happened.why,
            "at_us": to_us(envelope.at),
        }
        connection.execute(_REVISE, row)
