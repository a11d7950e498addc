"""What screens are shown of one warning: its numbers, the words that people wrote, what happened. No citizen."""

from dataclasses import dataclass

from cases.risk.warning_report import WarningReport
from cases.views_risk import WarningRow
from cases.views_supervision import ItemLine


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningPage:
    """`words`: (section, text) by people; `acts`: names of warning_acts that this person may do now.

    `needs_another`: they could approve it, but wrote of it themselves. `content_hash` "" before it is approved.
    """

    row: WarningRow
    report: WarningReport
    words: tuple[tuple[str, str], ...]
    lines: tuple[ItemLine, ...]
    acts: tuple[str, ...]
    needs_another: bool = False
    content_hash: str = ""
