"""Rows as a list of others has them, without a file: for the rules."""

from datetime import datetime
from pathlib import Path

from cases.hall_time import HALL_ZONE
from cases.matter.import_rows import BadRow, ImportedMatter, ImportGround, read_row
from cases.matter.import_sheet import Cell, Head, SheetRow, find_head
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts, parse_texts

ASSETS = Path(__file__).parents[3] / "assets"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
GOOD = {
    "message_board": {
        "留言编号": "FQ-2026-0001",
        "留言时间": "2026-11-22 20:15",
        "标题": "楼上噪音",
        "留言内容": "晚上十一点以后还有装修声。",
        "留言人": "李某甲",
        "联系电话": "13000000001",
        "事由分类": "邻里纠纷",
        "所在乡镇": "科尔沁区大林镇",
        "涉及金额": "1,200.50",
    },
    "superior": {
        "交办编号": "通综交办〔2026〕17号",
        "交办日期": "2026年11月20日",
        "交办单位": "通辽市综治中心",
        "要求办结日期": "2026-12-10",
        "当事人": "李某甲",
        "纠纷类型": "0701",
        "涉及人数": "37人",
        "涉及金额（万元）": "80.5",
        "交办事项": "拖欠工资",
    },
    "petitions": {
        "信访件编号": "XF20260088",
        "登记时间": "20261118",
        "信访人": "李某甲",
        "身份证号": "",
        "涉法涉诉类别": "涉法院",
        "信访事项": "对判决执行不满",
        "是否终结": "已终结",
    },
}


def ground(policy: Policy, mapping: str = "message_board", secret: bytes = b"s") -> ImportGround:
    return ImportGround(mapping=policy.imports.mappings[mapping], policy=policy, now=NOW, secret=secret)


def head_of(policy: Policy, headings: list[str], mapping: str = "message_board") -> Head | Refusal:
    return find_head([SheetRow(1, tuple(headings))], policy.imports.mappings[mapping])


def read(
    policy: Policy, mapping: str = "message_board", line: int = 2, **changed: Cell
) -> ImportedMatter | BadRow:
    """The good row of a mapping with some cells changed, or added."""
    cells: dict[str, Cell] = {**GOOD[mapping], **changed}
    head = head_of(policy, list(cells), mapping)
    assert isinstance(head, Head), head
    return read_row(SheetRow(line, tuple(cells.values())), head, ground(policy, mapping))


def import_texts() -> Texts:
    """The sentences of imports and of the rules that they ask."""
    names = (
        "imports",
        "sources",
        "refusals_imports",
        "refusals_input",
        "refusals_registration",
        "refusals_intake",
    )
    return parse_texts({f"{n}.toml": (ASSETS / "texts" / f"{n}.toml").read_text("utf-8") for n in names})


def codes(answer: ImportedMatter | BadRow) -> list[tuple[str, str]]:
    """(column, code) of what is wrong."""
    if isinstance(answer, ImportedMatter):
        return []
    return [(problem.column, problem.refusal.code) for problem in answer.problems]


def good(answer: ImportedMatter | BadRow) -> ImportedMatter:
    """What could be read."""
    assert isinstance(answer, ImportedMatter), codes(answer)
    return answer
