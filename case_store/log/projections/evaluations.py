"""evaluation: what citizens said of visits and matters, once each, and whether what they wrote was released."""

from typing import assert_never

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.projections import figure_days
from case_store.log.projections.kept_cases import kept_case
from case_store.log.schema import evaluation
from case_store.log.sql import upsert
from cases.casework.evaluation import EvaluationEvent, EvaluationGiven, ModerationDecided, Subject
from cases.envelope import Envelope

_GIVE = upsert(evaluation).on_conflict_do_nothing()
_MODERATE = (
    sa.update(evaluation)
    .where(
        evaluation.c.stream == param("s"),
        evaluation.c.subject == param("k"),
        evaluation.c.subject_id == param("i"),
        evaluation.c.released.is_(None),
    )
    .values(released=param("r"))
)


def fold(connection: sa.Connection, envelope: Envelope, happened: EvaluationEvent) -> None:
    """The first evaluation of a subject stands, and the first decision about its text."""
    match happened:
        case EvaluationGiven():
            row = {
                "stream": envelope.stream,
                "subject": happened.subject,
                "subject_id": happened.subject_id,
                "overall": dict(happened.levels)["overall"],
                "levels": orjson.dumps(happened.levels).decode(),
                "channel": happened.channel,
                "at_us": to_us(envelope.at),
                "has_text": int(happened.text is not None),
            }
            connection.execute(_GIVE, row)
            if happened.subject == Subject.CASE and (case := kept_case(connection, happened.subject_id)):
                figure_days.rated(connection, case)
        case ModerationDecided():
            _, subject, subject_id = envelope.aggregate.split(":", 2)
            this = {"s": envelope.stream, "k": subject, "i": subject_id, "r": int(happened.released)}
            connection.execute(_MODERATE, this)
        case _:
            assert_never(happened)
