"""Words that fit a question: offered above the keyboard, and what handwriting is ranked by."""

from collections.abc import Iterator

from cases.people.place import BANNER_DIGITS
from cases.texts import Texts
from devices.handwriting.known_words import KnownWords
from kiosk.choices import short_name
from kiosk.flow import Flow, Page, Walk

_AND = "、"  # between the words of one list in assets/texts/kiosk.writing.toml
_ANY_CATEGORY = "any"
_SURNAMES_OFFERED = 30


def suggested_words(walk: Walk, flow: Flow, texts: Texts) -> tuple[str, ...]:
    """To be touched instead of written, likeliest first; () where there is nothing to write."""
    match walk.page:
        case Page.STORY:
            own = _listed(texts, f"kiosk.words.story.{walk.draft.category or _ANY_CATEGORY}")
            shared = _listed(texts, f"kiosk.words.story.{_ANY_CATEGORY}")
            return tuple(dict.fromkeys((*_told_places(walk, flow), *own, *shared, *_banners(flow))))
        case Page.OTHER_SIDE:
            words = _listed(texts, "kiosk.words.other_side")
            return tuple(dict.fromkeys((*words, *_banners(flow))))
        case Page.NAME:
            return _listed(texts, "kiosk.words.surnames")[:_SURNAMES_OFFERED]
        case Page.EVALUATE_TEXT:
            return _listed(texts, "kiosk.words.remark")
        case _:
            return ()


def known_words_of(walk: Walk, flow: Flow, texts: Texts) -> KnownWords:
    """Everything that is often written in answer to this question; () elsewhere than where one writes."""
    names = _listed(texts, "kiosk.words.surnames") + _listed(texts, "kiosk.words.given_names")
    if walk.page is Page.NAME:
        return KnownWords(names)
    towns = tuple(short_name(town.name, flow) for banner in flow.places.banners for town in banner.towns)
    said = suggested_words(walk, flow, texts)
    return KnownWords((*said, *_banners(flow), *towns, *names))


def _told_places(walk: Walk, flow: Flow) -> Iterator[str]:
    """Where it happened, as it was told two pages before: the town, then its banner."""
    place = walk.draft.place or ""
    if town := flow.places.town(place):
        yield short_name(town.name, flow)
    if banner := flow.places.banner(place[:BANNER_DIGITS]):
        yield banner.name


def _banners(flow: Flow) -> tuple[str, ...]:
    return tuple(banner.name for banner in flow.places.banners)


def _listed(texts: Texts, key: str) -> tuple[str, ...]:
    return tuple(texts.get(key).split(_AND))
