"""Free text of a case: sealed with its key, and opened again for whoever may see it."""

from collections.abc import Callable

from case_store.central.context import PROGRAM, within
from case_store.hall.house import House
from case_store.hall.matters import key_of
from case_store.log.event_log import Past
from case_store.seal import CaseKey, SealError, new_case_key, open_field, seal_field, wrap
from cases.refusal import Refusal
from cases.sealed import Sealed, WrappedKey

TEXT = "case.text"  # the field under which every text of casework is sealed
NOTE = "attachment.note"  # and an attachment.AttachmentNote
_BODY = "text"
Seal = Callable[[str], Sealed | None]
Sealing = tuple[Seal, tuple[WrappedKey, ...]]
"""What seals, and the wrapped keys that travel with a record's first event; none where the case has them."""
_SHOWN = {NOTE: "name"}  # what is read of it where one line is shown


def sealer(past: Past, house: House, case_id: str) -> Seal:
    """What seals a text with the case's key; empty texts are none. Raises SealError when there is no key here."""
    return _sealing(key_of(past, house, case_id))


def new_sealer(house: House, key_id: str) -> Sealing:
    """The same with a fresh key, for a record that belongs to no case; the wrapped keys travel with its first event."""
    key = new_case_key(key_id, house.keys.suite)
    return _sealing(key), wrap(key, house.keys.readers_of(house.stream))


def sealing_for(past: Past, house: House, case_id: str, own_id: str) -> Sealing | Refusal:
    """What seals the texts of a new record: its case's key, or without a case one of its own."""
    try:
        return (sealer(past, house, case_id), ()) if case_id else new_sealer(house, own_id)
    except SealError:
        return Refusal("case.seal_broken")


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


def sealer_of(past: Past, house: House, record_id: str, case_id: str = "") -> Seal:
    """What seals a text of a record that somebody may see, by its own rule. Raises SealError.

    Its key is one of its own or that of its case, which need not be theirs: so the program reads it.
    """
    with within(past.connection, PROGRAM):
        return sealer(past, house, case_id or record_id)


def opener_of(
    past: Past, house: House, record_id: str, case_id: str = ""
) -> Callable[[Sealed | None, str], str]:
    """What opens one, likewise."""
    with within(past.connection, PROGRAM):
        return opener(past, house, case_id or record_id)


def _sealing(key: CaseKey) -> Seal:
    return lambda text: seal_field(key, TEXT, {_BODY: text.strip()}) if text.strip() else None
