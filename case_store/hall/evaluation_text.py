"""The free text of an evaluation: cleaned, looked through for emergency words, sealed; opened by who moderates it.

With the key of the case that it is about. A visit without a case gets a key of its own, for the hall and the centre.
"""

from dataclasses import dataclass

from case_store.hall.house import House
from case_store.hall.matters import key_of
from case_store.log.event_log import Past
from case_store.seal import SealError, new_case_key, open_field, seal_field, wrap
from cases.advice.emergency import find_emergency
from cases.casework.evaluation import TEXT_CHARS_MAX
from cases.free_text import clean_text
from cases.policy.emergency import EmergencyPolicy
from cases.refusal import Refusal
from cases.sealed import Sealed, WrappedKey

_FIELD, _BODY = "evaluation.text", "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedText:
    """`keys`: of a key made for this text alone. `emergencies`: what it alarms for."""

    sealed: Sealed
    keys: tuple[WrappedKey, ...] = ()
    emergencies: tuple[str, ...] = ()


def seal_text(
    past: Past, house: House, policy: EmergencyPolicy, text: str, about: tuple[str, str | None]
) -> SealedText | Refusal | None:
    """`about`: the visit or case that is evaluated, and the case whose key is used. None: nothing was written."""
    clean = clean_text(text, TEXT_CHARS_MAX)
    if clean.cut:
        return Refusal("evaluation.text_too_long", {"max": TEXT_CHARS_MAX})
    if not clean.text:
        return None
    subject_id, case_id = about
    keys: tuple[WrappedKey, ...] = ()
    if case_id is None:
        key = new_case_key(f"evaluation:{subject_id}", house.keys.suite)
        keys = wrap(key, house.keys.readers_of(past.stream))
    else:
        try:
            key = key_of(past, house, case_id)
        except SealError:
            return Refusal("case.seal_broken")
    return SealedText(
        sealed=seal_field(key, _FIELD, {_BODY: clean.text}),
        keys=keys,
        emergencies=tuple(hit.kind.value for hit in find_emergency(clean.text, policy)),
    )


def open_text(past: Past, house: House, sealed: Sealed) -> str:
    """The text; "" where it does not open here."""
    try:
        return str(open_field(key_of(past, house, sealed.key_id), _FIELD, sealed).get(_BODY, ""))
    except SealError:
        return ""
