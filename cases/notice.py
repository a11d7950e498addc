"""A notice for staff: something that needs a person and would otherwise go unseen."""

from dataclasses import dataclass
from typing import assert_never

from cases.refusal import Refusal

STORE = "notice.store_"  # about the log itself: the command zone is alarmed, too
EMERGENCY = "notice.emergency_"  # codes that begin so ring at every counter; the kind follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Open until somebody says 知道了."""

    notice_id: str
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRaised:
    """`code` names a text with a staff sentence; `facts` are ids and counts."""

    notice_id: str
    code: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAcknowledged:
    """知道了."""

    staff_id: str


NoticeEvent = NoticeRaised | NoticeAcknowledged


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseNotice:
    """From the hall itself, in the transaction of what caused it."""

    notice_id: str
    code: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeNotice:
    """From a counter."""

    staff_id: str


def evolve(notice: Notice | None, event: NoticeEvent) -> Notice | None:
    """Fold one event."""
    match event:
        case NoticeRaised():
            return notice or Notice(notice_id=event.notice_id)
        case NoticeAcknowledged():
            return notice and Notice(notice_id=notice.notice_id, open=False)
        case _:
            assert_never(event)


def decide(notice: Notice | None, command: RaiseNotice | AcknowledgeNotice) -> list[NoticeEvent] | Refusal:
    """Raised once, acknowledged once."""
    match command:
        case RaiseNotice():
            if notice is not None:
                return []
            return [NoticeRaised(notice_id=command.notice_id, code=command.code, facts=command.facts)]
        case AcknowledgeNotice():
            if notice is None:
                return Refusal("notice.unknown")
            return [NoticeAcknowledged(staff_id=command.staff_id)] if notice.open else []
        case _:
            assert_never(command)
