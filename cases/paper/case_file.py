"""The case file (卷宗) of people's mediation: in which order its items lie, and which it must have (domain.md §4.1)."""

from collections.abc import Collection
from enum import StrEnum


class FileSlot(StrEnum):
    """A place in the file; the order of the members is the order of binding. 封底 is the binder's own."""

    APPLICATION = "application"  # 申请书 or 受理登记表
    RIGHTS_NOTICE = "rights_notice"  # 权利义务告知书
    IDENTITY = "identity"  # 身份证明
    MANDATE = "mandate"  # 授权委托书
    INVESTIGATION = "investigation"  # 调查记录
    EVIDENCE = "evidence"  # 证据
    MEDIATION_RECORD = "mediation_record"  # 调解记录
    AGREEMENT = "agreement"  # 协议书
    PERFORMANCE = "performance"  # 履行凭证
    VISIT = "visit"  # 回访记录
    COURT_CONFIRMATION = "court_confirmation"  # 司法确认
    OTHER = "other"  # what the centre wrote besides: notices, orders, letters
    SITUATION = "situation"  # 卷宗情况说明


REQUIRED = frozenset(
    {
        FileSlot.APPLICATION,
        FileSlot.RIGHTS_NOTICE,
        FileSlot.IDENTITY,
        FileSlot.MEDIATION_RECORD,
        FileSlot.AGREEMENT,
    }
)


def missing_from(filed: Collection[FileSlot]) -> tuple[FileSlot, ...]:
    """What a file must have and has not, in the order of binding."""
    return tuple(slot for slot in FileSlot if slot in REQUIRED and slot not in filed)
