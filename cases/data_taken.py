"""Data taken out (导出): who took which list in which form, and how many rows. Never what was in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTaken:
    """An export of a list or a report, or a search over persons."""

    staff_id: str
    what: str  # "list:due", "report:queue", "attendance", "earlier_matters"
    form: str  # "csv", "xlsx", "pdf" or "screen"
    rows: int
