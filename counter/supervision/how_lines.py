"""「怎么算的」 as lines: the facts of a date, then its days one by one."""

from cases.deadlines.explanation_words import ExplanationWords
from counter.casework.case import HowLine


def how_lines(how: ExplanationWords | None) -> list[HowLine]:
    """Nothing where no date was counted."""
    if how is None:
        return []
    facts = [
        HowLine(row_id=f"fact.{n}", label=row.label, words=row.words, is_day=False, is_counted=True)
        for n, row in enumerate(how.rows)
    ]
    days = [
        HowLine(row_id=f"day.{n}", label=day.day, words=day.what, is_day=True, is_counted=day.counted)
        for n, day in enumerate(how.days)
    ]
    return facts + days
