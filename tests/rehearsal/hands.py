"""How a desk gives its commands in a rehearsal: over HTTP as the counter app sends them."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from case_store.client.hall import HallClient
from cases.refusal import Refusal
from cases.views import CounterView, WaitingRow

T = TypeVar("T")
Row = WaitingRow | Refusal


class Runs(Protocol):
    """Runs a coroutine to its end while the screens live."""

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Its result."""
        ...

    def view(self) -> CounterView:
        """The hall as every counter sees it now."""
        ...


class Hands(Protocol):
    """Everything that a desk does."""

    def call_next(self) -> Row:
        """呼叫下一位."""
        ...

    def recall(self, row: WaitingRow) -> Row:
        """重呼."""
        ...

    def no_show(self, row: WaitingRow) -> Row:
        """过号."""
        ...

    def start(self, row: WaitingRow) -> Row:
        """开始办理."""
        ...

    def end(self, row: WaitingRow) -> Row:
        """结束接待."""
        ...

    def check_priority(self, row: WaitingRow, *, granted: bool) -> Row:
        """核实优先."""
        ...

    def hold(self, row: WaitingRow) -> Row:
        """挂起."""
        ...

    def resume(self, row: WaitingRow) -> Row:
        """回来了."""
        ...

    def transfer(self, row: WaitingRow, to_counter: int) -> Row:
        """转窗口."""
        ...

    def acknowledge(self, row: WaitingRow) -> Row:
        """签收."""
        ...

    def sent_here(self) -> list[WaitingRow]:
        """Who was sent to this counter and waits for 签收."""
        ...

    def leave(self, visit_id: str) -> Row:
        """中途离开, told to staff."""
        ...

    def bring_back(self, visit_id: str) -> Row:
        """过号回队."""
        ...


@dataclass(slots=True)
class HttpHands:
    """Straight to the service."""

    client: HallClient
    counter_no: int
    hall: Runs

    def call_next(self) -> Row:
        """呼叫下一位."""
        return self.hall.run(self.client.call_next(self.counter_no))

    def recall(self, row: WaitingRow) -> Row:
        """重呼."""
        return self.hall.run(self.client.recall(row.visit_id))

    def no_show(self, row: WaitingRow) -> Row:
        """过号."""
        return self.hall.run(self.client.no_show(row.visit_id))

    def start(self, row: WaitingRow) -> Row:
        """开始办理."""
        return self.hall.run(self.client.start(row.visit_id))

    def end(self, row: WaitingRow) -> Row:
        """结束接待."""
        return self.hall.run(self.client.end(row.visit_id))

    def check_priority(self, row: WaitingRow, *, granted: bool) -> Row:
        """核实优先."""
        return self.hall.run(self.client.queue.check_priority(row.visit_id, granted))

    def hold(self, row: WaitingRow) -> Row:
        """挂起: 取材料."""
        return self.hall.run(self.client.queue.hold(row.visit_id, "fetch_papers"))

    def resume(self, row: WaitingRow) -> Row:
        """回来了."""
        return self.hall.run(self.client.queue.resume(row.visit_id))

    def transfer(self, row: WaitingRow, to_counter: int) -> Row:
        """转窗口."""
        return self.hall.run(self.client.queue.transfer(row.visit_id, "other_matter", to_counter=to_counter))

    def acknowledge(self, row: WaitingRow) -> Row:
        """签收."""
        return self.hall.run(self.client.queue.acknowledge_transfer(row.visit_id))

    def sent_here(self) -> list[WaitingRow]:
        """Who was sent to this counter and waits for 签收."""
        return [row for row in self.hall.view().transferred if row.to_counter == self.counter_no]

    def leave(self, visit_id: str) -> Row:
        """中途离开, told to staff."""
        return self.hall.run(self.client.queue.leave(visit_id))

    def bring_back(self, visit_id: str) -> Row:
        """过号回队."""
        return self.hall.run(self.client.return_to_queue(visit_id))
