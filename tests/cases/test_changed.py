"""A frozen value with some fields otherwise, made as a whole."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from cases.changed import changed


@dataclass(frozen=True, kw_only=True)
class Sheet:
    name: str
    pages: int = 0


def test_what_is_changed_is_what_replace_would_make_and_the_old_one_stays() -> None:
    first = Sheet(name="a", pages=3)
    second = changed(first, name="b")
    assert second == replace(first, name="b") == Sheet(name="b", pages=3)
    assert first == Sheet(name="a", pages=3)
    assert hash(second) == hash(replace(first, name="b"))


def test_it_stays_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        changed(Sheet(name="a"), pages=1).pages = 2  # type: ignore[misc]
