"""The verbs of a place in line beside calling (issue 4), asked of the hall one at a time by the desk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from case_store.client.queue import IssuedTicket

if TYPE_CHECKING:
    from counter.desk import Desk


class QueueVerbs:
    """`Desk.queue`. A verb on the visit at this desk does nothing while there is none."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._hall = desk.client.queue

    def undo(self) -> None:
        """撤回 a wrong call."""
        self._desk.at_desk("undo", self._hall.undo)

    def hold(self, reason: str) -> None:
        """挂起; a key of hall.toml [[hold_reasons]]."""
        self._desk.at_desk(f"hold:{reason}", lambda visit_id, id_: self._hall.hold(visit_id, reason, id_))

    def resume(self, visit_id: str) -> None:
        """叫回: back in line before the hold is over."""
        self._desk.ask(f"resume:{visit_id}", lambda id_: self._hall.resume(visit_id, id_), self._desk.moved)

    def transfer(self, reason: str, to_counter: int | None, to_zone: str | None) -> None:
        """转窗口 or 转区."""
        self._desk.at_desk(
            f"transfer:{reason}:{to_counter}:{to_zone}",
            lambda visit_id, id_: self._hall.transfer(visit_id, reason, to_counter, to_zone, id_),
        )

    def acknowledge(self, visit_id: str) -> None:
        """签收."""
        self._desk.ask(
            f"acknowledge:{visit_id}",
            lambda id_: self._hall.acknowledge_transfer(visit_id, id_),
            self._desk.moved,
        )

    def take_back(self, visit_id: str) -> None:
        """收回: this desk goes on with it."""
        self._desk.ask(
            f"take_back:{visit_id}", lambda id_: self._hall.take_back(visit_id, id_), self._desk.moved
        )

    def check_priority(self, granted: bool) -> None:
        """核实优先."""
        self._desk.at_desk(
            f"priority:{granted}", lambda visit_id, id_: self._hall.check_priority(visit_id, granted, id_)
        )

    def merge(self, visit_id: str, into_ticket_no: str) -> None:
        """并号."""
        self._desk.ask(
            f"merge:{visit_id}", lambda id_: self._hall.merge(visit_id, into_ticket_no, id_), self._desk.moved
        )

    def leave(self, visit_id: str) -> None:
        """中途离开."""
        self._desk.ask(f"leave:{visit_id}", lambda id_: self._hall.leave(visit_id, id_), self._desk.moved)

    def cancel(self, visit_id: str, reason: str) -> None:
        """取消; a key of hall.toml [[cancel_reasons]]."""
        self._desk.ask(
            f"cancel:{visit_id}", lambda id_: self._hall.cancel(visit_id, reason, id_), self._desk.moved
        )

    def pause(self, minutes: int | None) -> None:
        """暂离; None: nobody knows for how long."""
        self._desk.ask(f"pause:{minutes}", lambda id_: self._hall.pause(minutes, id_), self._desk.nothing)

    def come_back(self) -> None:
        """回到窗口."""
        self._desk.ask("come_back", self._hall.resume_desk, self._desk.nothing)

    def issue(
        self,
        queue: str,
        priority: str | None,
        party_count: int | None,
        for_counter: int | None,
        then: Callable[[IssuedTicket], None],
    ) -> None:
        """领着取号."""
        self._desk.ask(
            f"issue:{queue}:{priority}:{party_count}:{for_counter}",
            lambda id_: self._hall.issue_ticket(
                queue, priority=priority, party_count=party_count, for_counter=for_counter, command_id=id_
            ),
            then,
        )
