"""The tables and the drawing of docs/casework.md, made from the rules.

`python -m tests.cases.casework.case_drawing` writes them anew. A test holds that the document is what this makes, and
that the drawing is what cases do.
"""

import re
from pathlib import Path

from cases.casework import acts
from cases.casework import handling_commands as handle
from cases.casework.case_moves import MOVES
from cases.casework.case_state import FINISHED, CaseState
from cases.roles import Role, may
from cases.texts import Texts, parse_texts

HOUSE = Path(__file__).parents[3]
DOCUMENT = HOUSE / "docs" / "casework.md"
S = CaseState
Move = tuple[CaseState, str, CaseState]
WAYS: dict[str, str] = {
    "CaseAccepted": "受理",
    "CaseRejected": "不予受理",
    "CaseGraded": "分级",
    "CaseDispatched": "分流",
    "DispatchAcknowledged": "签收",
    "DispatchReturned": "退回",
    "DispatchRecalled": "收回",
    "DispatchReported": "双交办缺一家",
    "CaseSuspended": "中止",
    "CaseResumed": "恢复",
    "ResultSubmitted": "报结",
    "FeedbackGiven": "反馈",
    "ContactFailed": "多次联系不上",
    "SentBack": "退回补办",
    "CaseClosed": "销号",
    "CaseArchived": "归档",
    "CaseReopened": "重新办理",
}
EDGES: frozenset[Move] = frozenset(
    {
        (S.REGISTERED, "CaseAccepted", S.ACCEPTED),
        (S.REGISTERED, "CaseRejected", S.REJECTED),
        (S.ACCEPTED, "CaseGraded", S.GRADED),
        (S.GRADED, "CaseDispatched", S.DISPATCHED),
        (S.DISPATCHED, "DispatchAcknowledged", S.HANDLING),
        (S.DISPATCHED, "DispatchReturned", S.GRADED),
        (S.DISPATCHED, "DispatchRecalled", S.GRADED),
        (S.HANDLING, "DispatchReturned", S.GRADED),
        (S.HANDLING, "DispatchReturned", S.DISPATCHED),
        (S.HANDLING, "DispatchRecalled", S.GRADED),
        (S.HANDLING, "DispatchRecalled", S.DISPATCHED),
        (S.HANDLING, "DispatchReported", S.GRADED),
        (S.HANDLING, "CaseSuspended", S.SUSPENDED),
        (S.SUSPENDED, "CaseResumed", S.HANDLING),
        (S.HANDLING, "ResultSubmitted", S.RESULT_SUBMITTED),
        (S.RESULT_SUBMITTED, "FeedbackGiven", S.FEEDBACK_GIVEN),
        (S.RESULT_SUBMITTED, "ContactFailed", S.FEEDBACK_GIVEN),
        (S.RESULT_SUBMITTED, "SentBack", S.HANDLING),
        (S.FEEDBACK_GIVEN, "SentBack", S.HANDLING),
        (S.FEEDBACK_GIVEN, "CaseClosed", S.CLOSED),
        (S.CLOSED, "CaseArchived", S.ARCHIVED),
        (S.CLOSED, "CaseReopened", S.REOPENED),
        (S.ARCHIVED, "CaseReopened", S.REOPENED),
        (S.REOPENED, "DispatchAcknowledged", S.HANDLING),
        (S.REOPENED, "DispatchReturned", S.GRADED),
        (S.REOPENED, "DispatchRecalled", S.GRADED),
    }
)
"""Where a case goes by what; the side exits 撤回 and 并案 are wherever the table of moves has them."""
EXITS: frozenset[Move] = frozenset(
    {(state, "CaseWithdrawn", S.WITHDRAWN) for state in MOVES[handle.WithdrawCase].states}
    | {(state, "CaseMerged", S.MERGED) for state in MOVES[handle.MergeCase].states}
)
COMMANDS: dict[str, str] = {
    "CorrectMatter": "更正",
    "AcceptCase": "受理",
    "RejectCase": "不予受理",
    "GradeCase": "分级",
    "DispatchCase": "分流、加派",
    "AcknowledgeDispatch": "签收",
    "ReturnDispatch": "退回",
    "RecallDispatch": "收回",
    "StartMediation": "调解开始",
    "EndMediation": "调解结束",
    "MakeAgreement": "调解协议",
    "SuspendCase": "中止",
    "ResumeCase": "恢复",
    "AskExtension": "申请延期",
    "DecideExtension": "批准延期",
    "ReportResult": "报结",
    "GiveFeedback": "反馈",
    "LogFailedContact": "联系不上",
    "SignOff": "销号",
    "SendBack": "退回补办",
    "ReopenCase": "重新办理",
    "ArchiveCase": "归档",
    "WithdrawCase": "撤回",
    "MergeCase": "并案",
    "MakeFollowUp": "回访",
    "RecountClocks": "换日历重算期限",
    "PassDeadline": "超期",
    "HandOver": "移交",
}
ROLES: dict[Role, str] = {
    Role.RECEPTION: "接待",
    Role.MEDIATOR: "调解",
    Role.UNIT_CLERK: "驻厅单位",
    Role.UNIT_OFFICER: "单位经办",
    Role.SUPERVISOR: "督办",
    Role.DISPATCHER: "调度",
    Role.HALL_ADMIN: "大厅管理",
    Role.LEADER: "负责人",
    Role.GRID_WORKER: "网格员",
}


_ALL = {frozenset(CaseState): "任何状态", frozenset(CaseState) - FINISHED: "没有办完时"}


def shipped_texts() -> Texts:
    """The sentences of the house."""
    folder = HOUSE / "assets" / "texts"
    return parse_texts({path.name: path.read_text("utf-8") for path in folder.glob("*.toml")})


def blocks(texts: Texts) -> dict[str, str]:
    """{name of the block: its text}."""
    return {"drawing": drawing(texts), "moves": moves_table(texts), "rights": rights_table()}


def drawing(texts: Texts) -> str:
    """The states as Mermaid draws them; several ways between two states are one arrow."""
    arrows: dict[tuple[CaseState, CaseState], list[str]] = {}
    for before, event, after in EDGES:
        arrows.setdefault((before, after), []).append(WAYS[event])
    order = list(CaseState)
    lines = [f"    {state.value}: {texts.get(f'registration.state.{state}')}" for state in order]
    lines += [
        f"    {before.value} --> {after.value}: {'、'.join(sorted(ways))}"
        for (before, after), ways in sorted(
            arrows.items(), key=lambda arrow: tuple(order.index(state) for state in arrow[0])
        )
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> registered: 登记", *lines, "```"])


def moves_table(texts: Texts) -> str:
    """What may be asked where."""
    rows = ["| 动作 | 在哪些状态 | 别处的答复 |", "|---|---|---|"]
    for command, move in MOVES.items():
        states = [texts.get(f"registration.state.{state}") for state in CaseState if state in move.states]
        where = _ALL.get(move.states) or "、".join(states)
        rows.append(f"| {COMMANDS[command.__name__]} | {where} | `{move.code}` |")
    return "\n".join(rows)


def rights_table() -> str:
    """Who may do what, by role; 本单位 and 本人 are the rules' own affair."""
    rows = ["| 动作 | " + " | ".join(ROLES.values()) + " |", "|---" * (len(ROLES) + 1) + "|"]
    for act, right in acts.ACTS.values():
        called = re.match(r"[\w、/]+", act.__doc__ or act.__name__)
        marks = ["✓" if may(role, right) else "" for role in ROLES]
        rows.append(f"| {called[0] if called else act.__name__} | " + " | ".join(marks) + " |")
    return "\n".join(rows)


def with_blocks(document: str, texts: Texts) -> str:
    """The document with every block as it is now."""
    for name, text in blocks(texts).items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
        before, rest = document.split(begin)
        document = before + begin + text + end + rest.split(end)[1]
    return document


if __name__ == "__main__":
    DOCUMENT.write_text(with_blocks(DOCUMENT.read_text("utf-8"), shipped_texts()), "utf-8")
