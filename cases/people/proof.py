"""How staff know that who stands before them is the one a matter belongs to."""

from enum import StrEnum


class Proof(StrEnum):
    """What they went by; kept with what was handed out on it."""

    DOCUMENT = "document"  # an identity document, held against the name that was registered
    ANSWERS = "answers"  # asked about what was registered, and the answers were right
