"""How a paper is called and dated where it is checked: on the command line and on the citizen's page."""

from cases.hall_time import hall_date
from cases.paper.paper_record import PaperRecord
from cases.texts import Texts


def paper_name(kind: str, texts: Texts) -> str:
    """What a paper is called; one of a newer store by its id."""
    key = f"counter_casework.paper.{kind}"
    return texts.get(key) if key in texts.keys else kind


def issued_on(record: PaperRecord, texts: Texts) -> str:
    """The day that stands on the paper."""
    day = hall_date(record.issued_at)
    return texts.get("paper_check.date", year=day.year, month=day.month, day=day.day)
