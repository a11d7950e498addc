"""Real code with one thing wrong each: the bugs that offline-first systems have in public. The histories must find all.

A mutant replaces names of real modules by what `wrong` makes of them, while its histories run.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import orjson
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from case_store.hall import leases
from case_store.hall.downlink_door import DownlinkDoor
from case_store.kiosk import leases as kiosk_leases
from case_store.kiosk.errands import KioskErrands
from case_store.kiosk.outbox import KioskOutbox
from case_store.log.event_log import Work
from case_store.log.hlc import AHEAD_MAX
from case_store.log.prepared import Prepared
from case_store.log.projections import case_histories, downlinks
from case_store.log.schema import event, lease
from case_store.store import Store
from case_store.sync import epochs, hall_outbox, ingest, pull_apply, push, routes, uplink
from case_store.sync.comparing import Comparing
from case_store.sync.known import Behind
from case_store.sync.push import Pusher, Standing, Verdict
from cases.casework import case_history
from cases.codec import decode
from cases.refusal import Refusal
from tests.sync import machines, people

LATE_S = 1.0  # what a mutant does "afterwards", it does so long afterwards


@dataclass(frozen=True)
class Mutant:
    """`names`: (of, name, what is wrong with it). `seed`: where the search begins, so that it is short."""

    what: str
    names: tuple[tuple[Any, str, Callable[[Any], Any]], ...]
    seed: int = 0

    def __str__(self) -> str:
        return self.what

    @contextmanager
    def planted(self) -> Iterator[None]:
        """While it is held, the real code has this bug."""
        with ExitStack() as stack:
            for of, name, wrong in self.names:
                stack.enter_context(patch.object(of, name, wrong(getattr(of, name))))
            yield


def _later(act: Callable[[], object]) -> None:
    asyncio.get_running_loop().call_later(LATE_S, act)


def _acknowledged_first(_real: Any) -> Any:
    """The centre works, undoes it, answers, and writes a second later."""

    async def take_in(self: Store, work: Any, weight: int) -> Any:
        def dry() -> Any:
            with self.log.connection.begin() as transaction:
                answer = work(self.log.connection)
                transaction.rollback()
            return answer

        answer = await self.run(dry)
        _later(lambda: self._thread.submit(lambda: self._in_transaction(work)))
        return answer

    return take_in


def _all_that_was_sent(real: Any) -> Any:
    def answered(self: Any, answer: Any) -> Any:
        sent = enumerate(self._in_flight, start=self._first_seq)
        taken = tuple(push.EventVerdict(seq, id_, Verdict.OK) for seq, id_ in sent)
        return real(self, replace(answer, verdicts=taken))

    return answered


def _only_a_write_wakes(real: Any) -> Any:
    def failed(self: Any, reason: str, retry_after_s: float | None = None) -> Any:
        real(self, reason, retry_after_s)
        return push.Wait(1e6, until_new=True)

    return failed


def _poison_refuses_all(real: Any) -> Any:
    def take_batch(connection: Any, batch: Any, now: Any, *, push_on: bool) -> Any:
        pushed = real(connection, batch, now, push_on=push_on)
        poisoned = not isinstance(pushed, Refusal) and any(v.reason == "shape" for v in pushed.verdicts)
        return Refusal("sync.batch_unreadable") if poisoned else pushed

    return take_batch


def _asked_for_ever(real: Any) -> Any:
    async def submit(self: Any, submission: Any) -> Any:
        answer = await real(self, submission)
        if isinstance(answer, Refusal):
            raise Unreachable(answer.code)
        return answer

    return submit


def _clock_believed(real: Any) -> Any:
    def check(self: Any, item: Any, prev: str | None = None) -> Any:
        checked = real(self, item, prev)
        ahead = not isinstance(checked, str) and checked.envelope.at > self._now + AHEAD_MAX
        return "clock" if ahead else checked

    return check


def _anybody_decides(real: Any) -> Any:
    def decide(case: Any, command: Any, policy: Any, now: Any, store: str) -> Any:
        lie = case if case is None else replace(case, holder=store, handed_to="")
        return real(lie, command, policy, now, store)

    return decide


def _cursor_first(real: Any) -> Any:
    def take(self: Any, pulled: Any) -> Any:
        log = self._runner._log
        with log.writing(uuid_v7.uuid7(), self._runner.clock_now()) as work:
            row = {"stream": log.stream, "position": pulled.position, "mark": pulled.mark}
            work.connection.execute(pull_apply._MOVE, row)
        _later(lambda: real(self, replace(pulled, after=0)))

    return take


def _from_the_beginning(real: Any) -> Any:
    """A block that is told once more begins at its first number again."""

    def keep(connection: Any, told: Any) -> None:
        real(connection, told)
        connection.execute("UPDATE lease SET next = first")

    return keep


def _of_any_kiosk(_real: Any) -> Any:
    """Two blocks that begin alike are refused by the table; told to the wrong kiosk they would not be."""
    mine = sa.or_(lease.c.kiosk_id == sa.bindparam("k"), sa.true())
    this = (lease.c.stream == sa.bindparam("s"), lease.c.business_date == sa.bindparam("d"), mine)
    held = sa.select(lease.c.kind, lease.c.queue, lease.c.first, lease.c.last).where(*this)
    return Prepared(held.order_by(lease.c.queue, lease.c.first))


def _never_moves_on(real: Any) -> Any:
    """The next number of a block is read, and not taken from it."""

    def take(connection: Any, kind: str, day: Any) -> Any:
        number = real(connection, kind, day)
        connection.execute("UPDATE lease SET next = first")
        return number

    return take


def _forgotten_though_refused(real: Any) -> Any:
    async def send(self: Any, visit_id: str) -> None:
        try:
            await real(self, visit_id)
        except Unreachable:
            await self._outbox.run(KioskOutbox.confirm, visit_id, self._time.now().at)
            raise

    return send


def _torn_is_read(_real: Any) -> Any:
    return lambda type_, v, body: decode(type_, v, orjson.loads(body))


def _by_clock(real: Any) -> Any:
    return real.order_by(None).order_by(event.c.received_at_us, event.c.stream, event.c.position)


def _left_as_it_is(_real: Any) -> Any:
    async def mend(_self: Any, _findings: Any) -> None:
        """Nothing is put back."""

    return mend


def _only_of_a_branch(real: Any) -> Any:
    return lambda self, item, **_how: real(self, item, is_first=False)


def _always(answer: Any) -> Callable[[Any], Any]:
    return lambda _real: lambda *_given, **_named: answer


MUTANTS = (
    Mutant(
        "the kiosk forgets though nobody answered",
        ((KioskErrands, "_send", _forgotten_though_refused),),
        seed=40,
    ),
    Mutant("after a failure only a new write wakes it", ((Pusher, "_failed", _only_a_write_wakes),), seed=21),
    Mutant("poison holds up its batch", ((routes, "take_batch", _poison_refuses_all),), seed=80),
    Mutant("a refusal is asked for ever", ((HallClient, "submit", _asked_for_ever),), seed=325),
    Mutant("the clock is trusted", ((ingest._Intake, "_check", _clock_believed),), seed=30),
    Mutant(
        "a command that comes twice happens twice",
        ((Work, "earlier_outcome", _always(None)), (Work, "remember", _always(None))),
        seed=9,
    ),
    Mutant("whoever does not hold a case decides", ((people, "decide", _anybody_decides),), seed=3),
    Mutant("no new epoch after a backup", ((uplink, "standing", _always(Standing.CONTINUES)),), seed=41),
    Mutant("the cursor moves before the rows", ((DownlinkDoor, "take", _cursor_first),), seed=136),
    Mutant(
        "decisions count in the order of arrival",
        ((case_histories, "_is_in_turn", _always(True)),),
        seed=179,
    ),
    Mutant("a number of a lease is given twice", ((kiosk_leases, "take", _never_moves_on),), seed=3),
    Mutant("whatever comes is taken for the own tail", ((epochs, "_goes_on", _always(True)),), seed=115),
    Mutant("a place that is taken is a hole", ((Behind, "_is_taken", _always(False)),), seed=50),
    Mutant("acknowledged before it is durable", ((Store, "take_in", _acknowledged_first),), seed=2),
    Mutant("forgotten by count, not by id", ((Pusher, "_answered", _all_that_was_sent),), seed=15),
    Mutant(
        "a tenure that has ended is not fenced",
        (
            (ingest, "is_late", _always(False)),
            (pull_apply, "is_late", _always(False)),
            (case_history, "is_late", _always(False)),
        ),
        seed=26,
    ),
    Mutant("a lease is told to every kiosk", ((leases, "_HELD", _of_any_kiosk),), seed=15),
    # A centre that came back from a backup lacks what it had confirmed: only there something asks for it.
    Mutant(
        "a gap is ignored",
        ((Pusher, "_gap", lambda _real: lambda self, gap: self._failed(f"gap {gap.wanted_seq}")),),
        seed=46,
    ),
    Mutant("a rewind puts nothing back", ((hall_outbox, "rewind", _always(None)),), seed=46),
    # Seen by the case codes on receipts: a kiosk takes a serial from its block with every matter.
    Mutant("a lease that is told again begins anew", ((kiosk_leases, "keep", _from_the_beginning),), seed=73),
    Mutant(
        "a centre that came back goes on at the next place",
        ((machines, "begin_new_life", _always(None)),),
        seed=126,
    ),
    Mutant("a torn take-over is read", ((case_histories, "told_by", _torn_is_read),), seed=6075),
    Mutant(
        "a history is told by a clock and folded as it comes",
        (
            (downlinks, "_UNTOLD", _by_clock),
            (pull_apply, "_place_in_order", lambda _real: pull_apply._place),
        ),
        seed=3108,
    ),
    Mutant("behind another story is the chain", ((Behind, "is_branch", _only_of_a_branch),), seed=1926),
    # What the other of two machines told of an epoch that was over, only the night brings back.
    Mutant("the night finds and leaves it", ((Comparing, "_mend", _left_as_it_is),), seed=2646),
)
