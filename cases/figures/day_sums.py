"""What figures of some days are made of, already counted (case_store/figures keeps the counts by the day)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySums:
    """Counts of the matters accepted in some days, as they stand now (figures.case_figures says what each counts).

    `resolved_at`: resolved by the level that did it, (grade.Level, count). `spans`: (working days from acceptance to
    closing, count), shortest first.
    """

    accepted: int = 0
    open: int = 0
    closed: int = 0
    resolved: int = 0
    closed_in_time: int = 0
    open_red: int = 0
    evaluated: int = 0
    content: int = 0
    major: int = 0
    mediated: int = 0
    mediated_at_once: int = 0
    resolved_at: tuple[tuple[str, int], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueToday:
    """Today's hall: numbers given out, who waits now, and the mean wait of those who were called (minutes)."""

    tickets: int
    waiting: int
    mean_wait_min: float | None
