"""What a clock may wait for (domain.md §3.2, a row each)."""

from enum import StrEnum


class ClockKind(StrEnum):
    """What the clock waits for."""

    ACCEPT = "accept"  # 告知是否受理
    ACCEPT_PETITION_OUTER = "accept_petition_outer"  # the outer legal bound of petition-type matters
    FIRST_ANSWER = "first_answer"  # 留言板首次答复
    GRADE = "grade"  # 分级
    DISPATCH = "dispatch"  # 分流
    ACKNOWLEDGE = "acknowledge"  # 签收, one for each assignment
    CLOSE = "close"  # 办结 by grade; stops when the result is submitted
    MEDIATION = "mediation"  # 人民调解
    COURT_MEDIATION = "court_mediation"  # 委派调解
    PETITION_CLOSE = "petition_close"  # 信访事项, statutory
    FEEDBACK = "feedback"  # 反馈
    SIGN_OFF = "sign_off"  # 销号
    FOLLOW_UP = "follow_up"  # 回访
    PERFORMANCE = "performance"  # 履行回访: wage and land agreements
    SUPERVISED = "supervised"  # 督办事项
    RECTIFY = "rectify"  # 差评整改
    WHISTLE = "whistle"  # 吹哨报到
    TASK = "task"  # what a meeting resolved


MEDIATION_CLOCKS = frozenset({ClockKind.MEDIATION, ClockKind.COURT_MEDIATION})
