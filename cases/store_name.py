"""Stores as staff call them."""

from cases.policy.policy import Policy
from cases.texts import Texts

CENTRE = "centre"  # the stream of the store above all halls
_BANNER_DIGITS = 6


def store_name(policy: Policy, texts: Texts, stream: str) -> str:
    """The centre above, or a hall."""
    return texts.get("casework_reasons.centre_above") if stream == CENTRE else hall_name(policy, stream)


def hall_name(policy: Policy, stream: str) -> str:
    """A hall as staff call it: its registered centre, else its place, else its stream."""
    code = stream[: len(policy.hall.centre_code)]
    if code == policy.hall.centre_code:
        return policy.hall.short_name
    centre = policy.centres.of(code)
    if centre is not None:
        return centre.name
    return policy.places.name(code) or policy.places.name(code[:_BANNER_DIGITS]) or stream
