"""Roles (角色) at the counter app, and what each may do. Rights are words; services ask `may`, screens `pages_of`."""

from enum import StrEnum


class Role(StrEnum):
    """Who signs in (issue 4)."""

    RECEPTION = "reception"  # 引导受理
    MEDIATOR = "mediator"  # 调解员
    UNIT_CLERK = "unit_clerk"  # 单位经办
    SUPERVISOR = "supervisor"  # 督办
    DISPATCHER = "dispatcher"  # 调度
    HALL_ADMIN = "hall_admin"  # 大厅管理


class Right(StrEnum):
    """What a route or a key needs."""

    SERVE = "serve"  # call, hold, transfer, end: with a counter
    REGISTER = "register"  # 登记, 受理, 不予受理
    ISSUE_TICKET = "issue_ticket"  # 领着取号
    APPOINT = "appoint"  # 预约
    SEE_LISTS = "see_lists"
    EXPORT_LISTS = "export_lists"
    SEE_REPORTS = "see_reports"
    SEE_ATTENDANCE = "see_attendance"  # of everybody
    REVISE_POLICY = "revise_policy"


class Page(StrEnum):
    """Pages of the counter app, in their order."""

    DESK = "desk"
    LISTS = "lists"
    REPORTS = "reports"
    ADMINISTRATION = "administration"


_AT_A_COUNTER = frozenset({Right.SERVE, Right.REGISTER, Right.ISSUE_TICKET, Right.APPOINT, Right.SEE_LISTS})
_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.RECEPTION: _AT_A_COUNTER,
    Role.MEDIATOR: _AT_A_COUNTER,
    Role.UNIT_CLERK: frozenset({Right.SERVE, Right.SEE_LISTS}),
    Role.SUPERVISOR: frozenset(
        {Right.SEE_LISTS, Right.EXPORT_LISTS, Right.SEE_REPORTS, Right.SEE_ATTENDANCE}
    ),
    Role.DISPATCHER: frozenset({Right.SEE_LISTS, Right.SEE_REPORTS, Right.ISSUE_TICKET, Right.APPOINT}),
    Role.HALL_ADMIN: frozenset(Right) - {Right.SERVE, Right.REGISTER},  # in the office, at no counter
}
_PAGE_NEEDS = {
    Page.DESK: Right.SERVE,
    Page.LISTS: Right.SEE_LISTS,
    Page.REPORTS: Right.SEE_REPORTS,
    Page.ADMINISTRATION: Right.REVISE_POLICY,
}


def may(role: str, right: Right) -> bool:
    """Whether a role has a right; an unknown role has none."""
    return right in _RIGHTS.get(Role(role), frozenset()) if role in set(Role) else False


def needs_counter(role: str) -> bool:
    """Whether who signs in with this role sits down at a counter."""
    return may(role, Right.SERVE)


def pages_of(role: str) -> tuple[Page, ...]:
    """The pages that a role sees, in order."""
    return tuple(page for page in Page if may(role, _PAGE_NEEDS[page]))
