"""What a copy of a database says of its log: where every chain stands, and whether it is whole."""

from dataclasses import dataclass

import sqlalchemy as sa

from case_store.backup.manifest import ChainHead
from case_store.log.schema import event, node_head

_HEADS = sa.select(
    node_head.c.stream, node_head.c.node, node_head.c.epoch, node_head.c.seq, node_head.c.hash
).order_by(node_head.c.stream, node_head.c.node)
_VERSION = sa.text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRead:
    """Of one snapshot."""

    schema_version: str
    events: int
    heads: tuple[ChainHead, ...]


def heads_of(connection: sa.Connection, stream: str) -> tuple[ChainHead, ...]:
    """Where the chains of one stream stand."""
    rows = connection.execute(_HEADS.where(node_head.c.stream == stream)).mappings()
    return tuple(ChainHead.model_validate(dict(row)) for row in rows)


def read_log(connection: sa.Connection) -> LogRead:
    """In the caller's transaction."""
    rows = connection.execute(_HEADS).mappings()
    return LogRead(
        schema_version=str(connection.execute(_VERSION).scalar_one()),
        events=int(connection.execute(sa.select(sa.func.count()).select_from(event)).scalar_one()),
        heads=tuple(ChainHead.model_validate(dict(row)) for row in rows),
    )
