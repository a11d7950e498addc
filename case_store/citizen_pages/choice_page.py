"""A page of ways on: the first page, which banner, which town (two steps, no script)."""

from dataclasses import dataclass

from case_store.citizen_pages.page_frame import Frame, Urgent, Voice, urgent_of
from cases.paper.paper_record import VERIFY_PAGE
from cases.people.place import BANNER_DIGITS, Banner
from cases.policy.policy import Policy

MESSAGE, CENTRES, LOOKUP = "m", "c", "q"


@dataclass(frozen=True, slots=True)
class Way:
    """A link. `hint`: a line under it."""

    to: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePage:
    """`last` stands apart: what to choose when nothing fits."""

    frame: Frame
    heading: str
    hint: str
    ways: tuple[Way, ...]
    last: Way | None = None
    urgent_words: str = ""
    urgent: tuple[Urgent, ...] = ()


def first_page(voice: Voice) -> ChoicePage:
    """What the pages can do."""
    names = (("lookup", LOOKUP), ("message", MESSAGE), ("centres", CENTRES), ("paper", VERIFY_PAGE))
    return ChoicePage(
        frame=voice.frame("first_title"),
        heading=voice.policy.hall.slogan,
        hint=voice.say("first.hint"),
        ways=tuple(Way(to, voice.say(f"first.{key}"), voice.say(f"first.{key}_hint")) for key, to in names),
    )


def banner_choice(voice: Voice, page: str) -> ChoicePage:
    """Which banner's. `page`: MESSAGE or CENTRES."""
    asks = page == MESSAGE
    return ChoicePage(
        frame=voice.frame(f"{_name(page)}_title"),
        heading=voice.say(f"{_name(page)}.heading"),
        hint=voice.say(f"{_name(page)}.banner_hint"),
        ways=tuple(Way(f"{page}/{banner.code}", banner.name) for banner in voice.policy.places.banners),
        urgent_words=voice.say("message.urgent") if asks else "",
        urgent=urgent_of(voice.policy) if asks else (),
    )


def town_choice(voice: Voice, page: str, banner: Banner) -> ChoicePage:
    """Which town's; the last one is the banner's own centre."""
    return ChoicePage(
        frame=voice.frame(f"{_name(page)}_title"),
        heading=voice.say("place_choice.heading", banner=banner.name),
        hint=voice.say(f"{_name(page)}.town_hint"),
        ways=tuple(Way(f"{town.code}", town.name) for town in banner.towns),
        last=Way(own_code(banner), voice.say(f"{_name(page)}.banner_itself", banner=banner.name)),
    )


def own_code(banner: Banner) -> str:
    """In an address: the banner itself, where its towns have nine digits."""
    return f"{banner.code}-0"


def place_of(code: str, policy: Policy) -> str | None:
    """9 digits of a town, 6 of a banner itself; None for an address that is none of ours."""
    if code.endswith("-0") and policy.places.banner(code[:-2]) is not None and len(code) == BANNER_DIGITS + 2:
        return code[:-2]
    return code if policy.places.town(code) is not None else None


def _name(page: str) -> str:
    return "message" if page == MESSAGE else "centres"
