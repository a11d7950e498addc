"""Where a matter comes from (来源, domain.md §1.6 T3, §1.5 U4, §1.4 O5). The names are in assets/texts/sources.toml."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """The value stands in events."""

    KIOSK = "kiosk"
    COUNTER = "counter"
    MESSAGE_BOARD = "message_board"  # 网上枫桥留言板
    SUPERIOR = "superior"  # 上级交办
    PETITION_IMPORT = "petition_import"  # 涉法涉诉信访, types 14xx
    GRID_WORKER = "grid_worker"  # 网格员
    HOUSEHOLD_LEADER = "household_leader"  # 联户长
    PHONE = "phone"


IMPORTED = frozenset({Source.MESSAGE_BOARD, Source.SUPERIOR, Source.PETITION_IMPORT})
BROUGHT_IN = frozenset(
    {Source.PHONE, Source.GRID_WORKER, Source.HOUSEHOLD_LEADER, Source.MESSAGE_BOARD, Source.SUPERIOR}
)
"""What staff register without a visit, one matter at a time."""
HAS_REFERRER = frozenset({Source.GRID_WORKER, Source.HOUSEHOLD_LEADER})
"""Somebody pointed here: who it was is sealed with the matter (`PrivateMatter.referrer`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """By what an imported matter is known again: hashes with a secret of the store (import_rows), no person in them."""

    key: str
    content_hash: str
