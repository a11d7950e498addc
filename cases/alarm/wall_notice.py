"""大屏通知: a short public sentence on the walls for a while. Nothing of a person may stand in it.

It is public from its first moment, so it is the one text that is not sealed.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WallNoticeShown:
    """On every wall until `until`, or until it is taken down. `template`: key of wall_notices.toml, "" free words."""

    notice_id: str
    text: str
    until: datetime
    staff_id: str
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallNoticeTakenDown:
    """Before its time."""

    staff_id: str


WallNoticeEvent = WallNoticeShown | WallNoticeTakenDown
