"""help_call: 叫人帮忙, open until answered or withdrawn."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.schema import help_call
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.queue.help_call import HelpAnswered, HelpCalled, HelpEvent, HelpWithdrawn

_CALL = upsert(help_call).on_conflict_do_nothing()
_THIS = (help_call.c.stream == param("s"), help_call.c.help_id == param("i"))
_ANSWER = (
    sa.update(help_call)
    .where(*_THIS)
    .values(open=0, answered_by=param("staff"), counter_no=param("counter"), answered_at_us=param("at"))
)
_WITHDRAW = sa.update(help_call).where(*_THIS).values(open=0)


def fold(connection: sa.Connection, envelope: Envelope, happened: HelpEvent) -> None:
    """One event of a call for help."""
    this = {"s": envelope.stream, "i": envelope.aggregate.removeprefix("help:")}
    match happened:
        case HelpCalled():
            row = {
                "stream": envelope.stream,
                "help_id": happened.help_id,
                "kiosk_id": happened.kiosk_id,
                "page": happened.page,
                "reason": happened.reason,
                "called_at_us": to_us(happened.called_at),
                "open": 1,
            }
            connection.execute(_CALL, row)
        case HelpAnswered():
            answer = {"staff": happened.staff_id, "counter": happened.counter_no, "at": to_us(envelope.at)}
            connection.execute(_ANSWER, {**this, **answer})
        case HelpWithdrawn():
            connection.execute(_WITHDRAW, this)
        case _:
            assert_never(happened)
