"""evaluation: what citizens said of visits and matters, once each."""

import orjson
import sqlalchemy as sa

from case_store.log.micros import to_us
from case_store.log.schema import evaluation
from case_store.log.sql import upsert
from cases.casework.evaluation import EvaluationGiven
from cases.envelope import Envelope

_GIVE = upsert(evaluation).on_conflict_do_nothing()


def fold(connection: sa.Connection, envelope: Envelope, happened: EvaluationGiven) -> None:
    """The first evaluation of a subject stands."""
    row = {
        "stream": envelope.stream,
        "subject": happened.subject,
        "subject_id": happened.subject_id,
        "overall": dict(happened.levels)["overall"],
        "levels": orjson.dumps(happened.levels).decode(),
        "channel": happened.channel,
        "at_us": to_us(envelope.at),
    }
    connection.execute(_GIVE, row)
