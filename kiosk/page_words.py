"""The words of a page by its name: `kiosk.<page>.question` and what else it has in assets/texts/kiosk.toml."""

from dataclasses import dataclass

from cases.texts import Texts
from kiosk.flow import Flow, Walk

_BANNER_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """Empty where a page has none. `open_text`: the button that leaves the question open."""

    question: str
    hint: str = ""
    note: str = ""
    label: str = ""
    placeholder: str = ""
    open_text: str = ""
    empty: str = ""


def page_words(walk: Walk, flow: Flow, texts: Texts) -> PageWords:
    """The words of this page in this size: 大字 takes `…_large` where there is one."""
    facts = {"banner": flow.places.name((walk.draft.place or "")[:_BANNER_DIGITS]) or ""}

    def say(name: str) -> str:
        for key in (f"kiosk.{walk.page.value}.{name}_large", f"kiosk.{walk.page.value}.{name}"):
            if key in texts.keys and (walk.large_print or not key.endswith("_large")):
                return texts.get(key, **facts)
        return ""

    return PageWords(
        question=say("question"),
        hint=say("hint"),
        note=say("note"),
        label=say("label"),
        placeholder=say("placeholder"),
        open_text=say("open"),
        empty=say("empty"),
    )
