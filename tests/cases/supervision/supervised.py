"""A supervision item, and people who do things with it, for tests of the rules."""

from datetime import datetime

from cases.casework.by import By
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from cases.policy.supervision import Trigger
from cases.refusal import Refusal
from cases.sealed import Sealed
from cases.supervision import supervision_commands as ask
from cases.supervision.supervision import SupervisionItem
from cases.supervision.supervision_folding import evolve
from cases.supervision.supervision_rules import decide
from tests.cases.casework.test_case import POLICY

__all__ = ["CLERK", "LEADER", "POLICY", "RECEPTION", "SEALED", "SUPERVISOR", "raised", "refused", "step"]

SEALED = Sealed(key_id="c1", nonce="", ciphertext="")
CLERK = By(staff_id="u1", role="unit_officer", unit="justice")
SUPERVISOR = By(staff_id="sup", role="supervisor")
LEADER = By(staff_id="lead", role="leader")
RECEPTION = By(staff_id="s1", role="reception")
THURSDAY_ENDS = hall_time(datetime(2026, 11, 27))  # 00:00: the limit's last day was Thursday the 26th


def raised(
    trigger: Trigger = Trigger.DEADLINE_PASSED,
    at: datetime = THURSDAY_ENDS,
    rated: tuple[str, ...] = (),
    policy: Policy = POLICY,
) -> SupervisionItem:
    """An item of the justice bureau."""
    command = ask.RaiseItem(
        item_id="i1",
        trigger=trigger,
        cause="close",
        happened_at=at,
        case_id="c1",
        unit="justice",
        responsible=rated[0] if rated else "u1",
        rated=rated,
        sealed=SEALED if trigger is Trigger.MANUAL else None,
    )
    return step(None, command, at, policy)


def step(
    item: SupervisionItem | None, command: ask.ItemCommand, now: datetime, policy: Policy = POLICY
) -> SupervisionItem:
    """The item after a command that is granted."""
    events = decide(item, command, policy, now)
    assert not isinstance(events, Refusal), events
    for event in events:
        item = evolve(item, event)
    assert item is not None
    return item


def refused(item: SupervisionItem | None, command: ask.ItemCommand, now: datetime) -> str:
    """The code of the refusal."""
    answer = decide(item, command, POLICY, now)
    assert isinstance(answer, Refusal), answer
    return answer.code
