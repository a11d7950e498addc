"""An alarm (要人处理): its kind, where it comes from, and what people did about it.

What alarms is seen in the tables (an overdue case, a call nobody answered): an alarm has no event of its own until
somebody acknowledges it or time hands it upwards. Its id is derived from its cause: everybody means the same one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AlarmKind(StrEnum):
    """Most urgent first."""

    EMERGENCY = "emergency"  # emergency words told or written
    HELP = "help"  # 叫人帮忙
    GROUP = "group"  # 群体来访
    WHISTLE = "whistle"  # 吹哨无人应答
    OVERDUE = "overdue"  # 超期
    STORE = "store"  # 数据: 两台主机一个身份、两边不一样、从备份恢复
    DEVICE = "device"  # 设备离线、缺纸


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that needs a person. `facts`: ids and counts for its sentence, no person."""

    alarm_id: str
    kind: AlarmKind
    at: datetime
    facts: tuple[tuple[str, str], ...] = ()
    case_id: str = ""
    case_code: str = ""
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""  # staff id
    escalated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmAcknowledged:
    """已知: a person has it, and with one act the others of its kind in `also`."""

    alarm_id: str
    kind: str
    staff_id: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmEscalated:
    """Nobody took it in time, nor those of its kind in `also`: the leaders are told. By time alone, once."""

    alarm_id: str
    kind: str
    also: tuple[str, ...] = ()


AlarmEvent = AlarmAcknowledged | AlarmEscalated
