"""A centre that came back from a backup goes on where none of its places was ever used.

Nobody above it knows what it said after that backup; its halls have heard some of it. An event of its new life at a
place that they know would be set aside there. So it begins an epoch, and not the next one, which an earlier life from
the same backup may have had: epochs of new lives are seconds of hall time. A hall learns its place from above instead
(epochs.py).
"""

from case_store.hall.runner import Runner
from case_store.log.event_log import EventLog, Happened
from case_store.log.placing import NodeHead
from case_store.sync.epochs import RESTORED, SYSTEM
from cases.log_events import EpochBegun


def begin_new_life(runner: Runner, log: EventLog) -> int:
    """In one transaction; the epoch in which everything is said from now on."""
    with runner.writing() as work:
        last = work.head
        epoch = max(last.epoch + 1, int(work.now.timestamp()))
        work.head = NodeHead(epoch=epoch, hash=last.hash, hlc=last.hlc)
        begun = EpochBegun(
            node=log.node, epoch=epoch, after_epoch=last.epoch, after_seq=last.seq, why=RESTORED, moved=0
        )
        work.append(Happened(aggregate=f"log:{log.stream}", event=begun, at=work.now, actor=SYSTEM))
    return epoch
