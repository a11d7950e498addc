"""What staff are told of the chains of this store and of those that push to it, and going on in a new epoch."""

from collections.abc import Iterable
from typing import Any

from case_store.hall.house import House
from case_store.hall.notices import raise_notice
from case_store.hall.runner import Runner
from case_store.log.event_log import EventLog
from case_store.sync import epochs
from case_store.sync.batch import Head
from case_store.sync.epochs import Adopted
from case_store.sync.push import UPGRADE_FIRST
from cases.hall_time import hall_date
from cases.store_name import hall_name


class ChainDoor:
    """At a hall: its own chain. At the centre: those of its halls."""

    def __init__(self, runner: Runner, log: EventLog, house: House) -> None:
        self._runner, self._log, self._house = runner, log, house

    def adopt(self, tail: Iterable[Any], after: Head) -> Adopted:
        """This store was restored from an older backup: its own tail comes back, and it goes on in a new epoch."""
        adopted = self.go_on(tail, after, why=epochs.RESTORED, actor=epochs.SYSTEM)
        with self._runner.writing() as work:
            epoch, back, apart = str(adopted.epoch), adopted.back, adopted.apart
            raise_notice(work, "notice.store_restored", epoch, work.now, back=back, apart=apart)
        return adopted

    def go_on(self, tail: Iterable[Any], after: Head, *, why: str, actor: str) -> Adopted:
        """The same without a notice, for an operator who decided it."""
        return epochs.adopt(self._log, tail, after, self._runner.clock_now(), why=why, actor=actor)

    def tell_trouble(self, reason: str) -> None:
        """Upstream does not take what this hall says, until a person does something: told once a day."""
        with self._runner.writing() as work:
            today = hall_date(work.now).isoformat()
            if reason == UPGRADE_FIRST:
                raise_notice(work, "notice.upgrade_first", today, work.now)
            else:
                raise_notice(work, "notice.store_forked", today, work.now)

    def tell_fork(self, stream: str) -> None:
        """A hall tells another story than before: two machines are one node. Told once a day and hall."""
        with self._runner.writing() as work:
            occasion, name = f"{stream}/{hall_date(work.now)}", hall_name(self._house.policy, stream)
            raise_notice(work, "notice.store_of_hall_forked", occasion, work.now, name=name)

    def tell_differs(self, stream: str, events: int) -> None:
        """Events read otherwise here and at the hall. Told once a day and hall."""
        with self._runner.writing() as work:
            occasion, name = f"{stream}/{hall_date(work.now)}", hall_name(self._house.policy, stream)
            raise_notice(work, "notice.store_differs", occasion, work.now, name=name, events=events)
