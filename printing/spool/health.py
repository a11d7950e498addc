"""What a printer says, in the words in which a screen tells its hall (cases.alarm.device_health.WORDS)."""

from collections.abc import Mapping

from printing.spool.job import Reason

_WELL = {"printer": "ok", "paper": "ok"}
_SAID: Mapping[Reason, Mapping[str, str]] = {
    Reason.OUT_OF_PAPER: {"paper": "out"},
    Reason.NEAR_END: {"paper": "near_end"},
    Reason.COVER_OPEN: {"printer": "cover_open"},
    Reason.FAULT: {"printer": "fault"},
    Reason.SILENT: {"printer": "offline"},
    Reason.ABSENT: {"printer": "offline"},
}


def printer_words(trouble: Reason | None, *, is_low: bool = False) -> dict[str, str]:
    """Of printer and paper; a job that was cut short or could not be kept says nothing of the printer itself.

    `is_low`: the count says that the roll is at its end, with or without a sensor that sees it.
    """
    words = _WELL | dict(_SAID.get(trouble, {})) if trouble is not None else dict(_WELL)
    if is_low and words["paper"] == "ok":
        words["paper"] = "near_end"
    return words


def printer_errors(trouble: Reason | None) -> dict[str, str]:
    """The code of what is wrong now, beside the part that it is said of."""
    return dict.fromkeys(_SAID.get(trouble, ()), trouble.value) if trouble is not None else {}
