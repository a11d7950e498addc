"""A report that is told in tables: for the page, as paper, and as a spreadsheet with the same numbers."""

from dataclasses import dataclass

from printing.reports.report import Figures, ReportDocument, SharePlot, Table
from printing.reports.report_sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """`document` is the paper; `sheets` those of the spreadsheet; `as_of` in words."""

    document: ReportDocument
    sheets: tuple[Sheet, ...]
    as_of: str

    @property
    def figures(self) -> Figures:
        """What comes first."""
        return next(
            (block for block in self.document.blocks if isinstance(block, Figures)), Figures(figures=())
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """One after the other on the page."""
        return tuple(block for block in self.document.blocks if isinstance(block, Table))


def nothing(title: str, sentence: str) -> SharePlot:
    """What stands on paper where a table would be empty."""
    return SharePlot(title=title, parts=(), sentences=(sentence,))
