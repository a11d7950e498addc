"""What a store owes others as the holder of a case: answers to what they asked, taking back what nobody took.

Looked for by indexed columns with every tick and after every pull, so that it is done whatever came between: a restart,
an upgrade that first had to come, a case that was asked about before this store took it over.
"""

import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param

from case_store.casework.case_door import last_known
from case_store.casework.timeline import history_of
from case_store.errors import StoreError
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.hall.runner import Runner
from case_store.log.event_log import Work
from case_store.log.history import case_name, case_of
from case_store.log.schema import case_
from cases.casework.by import By
from cases.casework.case_additions import ActionAsked, TransferDeclined
from cases.casework.case_commands import TakeOver
from cases.casework.case_rules import decide, settle
from cases.casework.case_state import Case
from cases.refusal import Refusal
from cases.store_name import store_name

_log = structlog.get_logger(__name__)

DECLINED = "notice.transfer_declined"
_ASKED = sa.select(case_.c.case_id).where(case_.c.stream == param("s"), case_.c.asked > 0)
_HANDED = sa.select(case_.c.case_id).where(case_.c.stream == param("s"), case_.c.handed_to.is_not(None))


class Holding:
    """Of the cases that this store holds."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def settle(self) -> None:
        """Everything that is owed, one transaction a case: what cannot be answered holds up nobody."""
        with self._runner.reading() as connection:
            this = {"s": self._runner.stream}
            asked = connection.execute(_ASKED, this).scalars().all()
            handed = connection.execute(_HANDED, this).scalars().all()
        for case_id in sorted({*asked, *handed}):
            try:
                with self._runner.writing() as work:
                    self._settle(work, case_id)
            except StoreError:
                continue  # an event of a newer version: it is asked again after the upgrade

    def _settle(self, work: Work, case_id: str) -> None:
        case = case_of(work, case_id)
        if case is None:
            return
        if case.is_declined:
            self._take_back(work, case)
        elif not case.handed_to:
            self._answer(work, case)

    def _answer(self, work: Work, case: Case) -> None:
        for line in history_of(work, case.case_id):
            asked = line.event
            if not isinstance(asked, ActionAsked) or asked.addition_id not in case.asked:
                continue
            answer = settle(case, asked, self._house.policy, work.now, work.stream)
            if isinstance(answer, Refusal):
                _log.warning("what was asked waits", code=answer.code)
                continue
            work.record(case_name(case.case_id), answer, line.actor)
            case = case_of(work, case.case_id) or case

    def _take_back(self, work: Work, case: Case) -> None:
        declined = next(
            one.event
            for one in history_of(work, case.case_id)
            if isinstance(one.event, TransferDeclined) and one.event.tenure == case.tenure
        )
        epoch, seq = last_known(work, case)
        command = TakeOver(
            by=By(staff_id=declined.staff_id, role=""), forced=False, known_epoch=epoch, known_seq=seq
        )
        events = decide(case, command, self._house.policy, work.now, work.stream)
        if isinstance(events, Refusal):
            return
        work.record(case_name(case.case_id), events, SYSTEM)
        name = store_name(self._house.policy, self._house.texts, declined.store)
        occasion = f"{case.case_id}/{case.tenure}"
        raise_notice(work, DECLINED, occasion, work.now, case_code=case.case_code, other_store=name)
