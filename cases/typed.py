"""Digits and letters as people type and scanners send them: full-width forms, blanks and hyphens are no difference."""

from cases.normal_form import normal

_IGNORED = frozenset(" -\t\r\n\u3000\u00a0\u2010\u2011\u2012\u2013\u2014\u2212")


def compact(text: str) -> str:
    """The text without blanks and hyphens, full-width forms made narrow, letters upper case."""
    narrow = normal("NFKC", text)
    return "".join(char for char in narrow if char not in _IGNORED).upper()


def is_digits(text: str) -> bool:
    """Whether the text is ASCII digits and nothing else (`str.isdigit` also takes ² and ᠕)."""
    return text.isascii() and text.isdigit()
