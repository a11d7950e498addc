"""Free text of a case: sealed with its key, and opened again for whoever may see it."""

from collections.abc import Callable

from case_store.hall.house import House
from case_store.hall.matters import key_of
from case_store.log.event_log import Past
from case_store.seal import SealError, open_field, seal_field
from cases.sealed import Sealed

TEXT = "case.text"  # the field under which every text of casework is sealed
NOTE = "attachment.note"  # and an attachment.AttachmentNote
_BODY = "text"
_SHOWN = {NOTE: "name"}  # what is read of it where one line is shown


def sealer(past: Past, house: House, case_id: str) -> Callable[[str], Sealed | None]:
    """What seals a text with the case's key; empty texts are none. Raises SealError when there is no key here."""
    key = key_of(past, house, case_id)
    return lambda text: seal_field(key, TEXT, {_BODY: text.strip()}) if text.strip() else None


def opener(past: Past, house: House, case_id: str) -> Callable[[Sealed | None, str], str]:
    """What opens one: the text, "" where there is none or where it does not open here. Takes the field's name."""
    try:
        key = key_of(past, house, case_id)
    except SealError:
        return lambda _sealed, _field: ""

    def opened(sealed: Sealed | None, field: str) -> str:
        if sealed is None:
            return ""
        try:
            return str(open_field(key, field, sealed).get(_SHOWN.get(field, _BODY), ""))
        except SealError:
            return ""

    return opened
