"""A menu driven by keys alone: digits, letters or a whole ticket number choose, Enter takes what is marked."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`pick` does it, and answers the menu that follows, None when that was all. `key` is typed, in capitals."""

    key: str
    name: str
    pick: "Callable[[], Menu | None]"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """`narrows`: a long list, of which only what begins with the typed letters is shown."""

    title: str
    hint: str
    choices: tuple[Choice, ...]
    narrows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into a menu so far, and what follows from it: `taken` is chosen at once."""

    text: str = ""
    taken: Choice | None = None


def press(menu: Menu, so_far: str, letter: str) -> Typed:
    """One more letter. A key that no other begins with is taken at once; letters that lead nowhere begin anew."""
    for text in (so_far + letter.upper(), letter.upper()):
        found = [choice for choice in menu.choices if choice.key.startswith(text)]
        if found:
            exact = [choice for choice in found if choice.key == text]
            return Typed(text=text, taken=exact[0] if exact and len(found) == 1 else None)
    return Typed(text=so_far)


def shown(menu: Menu, typed: str) -> tuple[Choice, ...]:
    """What stands in the list."""
    if not menu.narrows:
        return menu.choices
    return tuple(choice for choice in menu.choices if choice.key.startswith(typed))


def marked_by(menu: Menu, typed: str) -> int:
    """The place in the list that typing leads to: the exact key, else the first that begins so."""
    choices = shown(menu, typed)
    for place, choice in enumerate(choices):
        if choice.key == typed:
            return place
    return next((place for place, choice in enumerate(choices) if choice.key.startswith(typed)), 0)
