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
    LEADER = "leader"  # 中心负责人: approves what the program only drafts
    UNIT_OFFICER = "unit_officer"  # 单位、嘎查村经办: handles at home, sits at no counter
    GRID_WORKER = "grid_worker"  # 网格员、联户长: brings matters in


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
    QUARANTINE = "quarantine"  # what was kept apart: taken in, or left out
    SEE_CASES = "see_cases"  # the case page; which cases: casework.access
    GRADE = "grade"  # 分级
    LOWER_GRADE = "lower_grade"
    DISPATCH = "dispatch"  # 分流、交办、收回
    HANDLE = "handle"  # 签收、退回、办理、报结
    FEED_BACK = "feed_back"  # 反馈、回访
    SIGN_OFF = "sign_off"  # 销号、退回补办
    REOPEN = "reopen"
    WHISTLE = "whistle"  # 吹哨
    SUPERVISE = "supervise"  # 督办
    ASSIGN = "assign"  # 列入督办、定责任人
    APPROVE = "approve"  # 延期, and what the ladder drafts
    TAKE_OVER = "take_over"  # by force, from a hall that is gone
    BRING_IN = "bring_in"  # register without a visit: referrals, letters, telephone
    IMPORT = "import"
    COMMAND = "command"  # the dispatch screen: the whole picture, alarms
    FORGET = "forget"  # ask that a case's key be destroyed
    HOLD = "hold"  # 保全: on the case page; who only asks for 销毁 does not lift what forbids it
    CONFIRM = "confirm"  # be the second person of an act that needs two
    MANAGE_STAFF = "manage_staff"  # accounts, PINs, who is locked out
    MANAGE_DEVICES = "manage_devices"  # let machines in, end them
    TRY_DEVICES = "try_devices"  # see how every device of the hall is, and try it out
    MANAGE_SYSTEMS = "manage_systems"  # keys of other systems, and who is told of what
    BROADCAST = "broadcast"  # a notice on the walls


class Page(StrEnum):
    """Pages of the counter app, in their order."""

    DESK = "desk"
    LISTS = "lists"
    CASES = "casework"  # 我的事项: inbox and case page
    SUPERVISION = "supervision"  # 督办清单, 吹哨, 会议协调, 评查, 提示, 评语, 重算
    REPORTS = "reports"
    ADMINISTRATION = "administration"
    EQUIPMENT = "equipment"  # 设备检测


_AT_A_COUNTER = frozenset(
    {Right.SERVE, Right.REGISTER, Right.ISSUE_TICKET, Right.APPOINT, Right.SEE_LISTS, Right.TRY_DEVICES}
)
_ON_CASES = frozenset({Right.SEE_CASES, Right.HANDLE, Right.FEED_BACK})
_RIGHTS: dict[Role, frozenset[Right]] = {
    # A small centre has two or three people: reception does all of it, and signs off what a colleague handled.
    Role.RECEPTION: _AT_A_COUNTER
    | _ON_CASES
    | {Right.GRADE, Right.DISPATCH, Right.SIGN_OFF, Right.WHISTLE, Right.BRING_IN},
    Role.MEDIATOR: _AT_A_COUNTER | _ON_CASES | {Right.GRADE, Right.WHISTLE, Right.BRING_IN},
    Role.UNIT_CLERK: frozenset({Right.SERVE, Right.SEE_LISTS, Right.TRY_DEVICES}) | _ON_CASES,
    Role.SUPERVISOR: frozenset(
        {
            Right.COMMAND,
            Right.BROADCAST,
            Right.SEE_LISTS,
            Right.EXPORT_LISTS,
            Right.SEE_REPORTS,
            Right.SEE_ATTENDANCE,
            Right.SEE_CASES,
            Right.LOWER_GRADE,
            Right.GRADE,
            Right.FEED_BACK,
            Right.SIGN_OFF,
            Right.REOPEN,
            Right.WHISTLE,
            Right.SUPERVISE,
            Right.ASSIGN,
            Right.APPROVE,
            Right.IMPORT,
            Right.HOLD,
        }
    ),
    Role.DISPATCHER: frozenset(
        {
            Right.COMMAND,
            Right.BROADCAST,
            Right.SEE_LISTS,
            Right.SEE_REPORTS,
            Right.ISSUE_TICKET,
            Right.APPOINT,
            Right.SEE_CASES,
            Right.GRADE,
            Right.DISPATCH,
            Right.WHISTLE,
            Right.ASSIGN,
            Right.BRING_IN,
            Right.IMPORT,
        }
    ),
    # In the office, at no counter; no case is opened there.
    Role.HALL_ADMIN: frozenset(
        {
            Right.BROADCAST,
            Right.ISSUE_TICKET,
            Right.APPOINT,
            Right.SEE_LISTS,
            Right.EXPORT_LISTS,
            Right.SEE_REPORTS,
            Right.SEE_ATTENDANCE,
            Right.REVISE_POLICY,
            Right.QUARANTINE,
            Right.MANAGE_DEVICES,
            Right.TRY_DEVICES,
            Right.MANAGE_STAFF,
            Right.MANAGE_SYSTEMS,
            Right.FORGET,
            Right.CONFIRM,
            Right.IMPORT,
        }
    ),
    Role.LEADER: frozenset(
        {
            Right.COMMAND,
            Right.BROADCAST,
            Right.SEE_LISTS,
            Right.SEE_REPORTS,
            Right.SEE_ATTENDANCE,
            Right.SEE_CASES,
            Right.GRADE,
            Right.LOWER_GRADE,
            Right.SIGN_OFF,
            Right.REOPEN,
            Right.WHISTLE,
            Right.SUPERVISE,
            Right.ASSIGN,
            Right.APPROVE,
            Right.TAKE_OVER,
            Right.HOLD,
            Right.FORGET,
            Right.CONFIRM,
        }
    ),
    Role.UNIT_OFFICER: _ON_CASES | {Right.BRING_IN},
    Role.GRID_WORKER: frozenset({Right.SEE_CASES, Right.BRING_IN}),
}
_RIGHTS_BY_NAME: dict[str, frozenset[Right]] = {role.value: rights for role, rights in _RIGHTS.items()}
# One of these rights. Who handles answers for items, is whistled for and has tasks.
_PAGE_NEEDS = {
    Page.DESK: {Right.SERVE},
    Page.LISTS: {Right.SEE_LISTS},
    Page.CASES: {Right.SEE_CASES},
    Page.SUPERVISION: {Right.SUPERVISE, Right.WHISTLE, Right.HANDLE},
    Page.REPORTS: {Right.SEE_REPORTS},
    Page.ADMINISTRATION: {Right.REVISE_POLICY, Right.CONFIRM},
    Page.EQUIPMENT: {Right.TRY_DEVICES},
}


def may(role: str, right: Right) -> bool:
    """Whether a role has a right; an unknown role has none."""
    return right in _RIGHTS_BY_NAME.get(role, frozenset())


def needs_counter(role: str) -> bool:
    """Whether who signs in with this role sits down at a counter."""
    return may(role, Right.SERVE)


def pages_of(role: str) -> tuple[Page, ...]:
    """The pages that a role sees, in order."""
    return tuple(page for page in Page if any(may(role, right) for right in _PAGE_NEEDS[page]))


def first_page_of(role: str) -> Page | None:
    """The page that a sign-in begins with: the desk, else what waits for them; None where a role sees nothing."""
    pages = pages_of(role)
    return next((page for page in (Page.DESK, Page.CASES) if page in pages), pages[0] if pages else None)
