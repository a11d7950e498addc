"""Events of a centre that this hall has left: kept at epochs below zero (sync/another_centre.py)."""

from types import SimpleNamespace
from typing import Any

from cases.envelope import Envelope

FORMER_EPOCHS = 10**6


def as_told(row: Any) -> Any:
    """A row of the log with the epoch that its centre gave it, as it was hashed."""
    if row.epoch > 0:
        return row
    return SimpleNamespace(**{**row._asdict(), "epoch": row.epoch + FORMER_EPOCHS})


def is_of_former(envelope: Envelope) -> bool:
    """Whether a centre said it beneath which this hall is no more."""
    return envelope.epoch < 0
