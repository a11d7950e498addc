"""Which acts of the screen a role may do."""

from __future__ import annotations

from cases.roles import Right, may

WHISTLE, REMIND, SUPERVISE, NAME, NOTICE, FIND = "whistle", "remind", "supervise", "name", "notice", "find"
_NEEDS = {
    WHISTLE: Right.WHISTLE,
    REMIND: Right.COMMAND,
    SUPERVISE: Right.ASSIGN,
    NAME: Right.ASSIGN,
    NOTICE: Right.BROADCAST,
    FIND: Right.COMMAND,
}


def may_do(role: str, act: str) -> bool:
    """Whether somebody with this role may begin the act; the hall decides again."""
    return act in _NEEDS and may(role, _NEEDS[act])
