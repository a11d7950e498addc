"""网上枫桥留言板: a matter is written, looked at once more, sent; its codes are told once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from case_store.citizen_pages.form_fields import STAMP, TRAP
from case_store.citizen_pages.message_door import Kept
from case_store.citizen_pages.page_frame import Frame, Urgent, Voice, speaks_of_danger, urgent_of
from cases.casework.standing_words import promise_words
from cases.citizen_views import Promise, PromisedDate
from cases.free_text import clean_text
from cases.matter.case_code import parse_case_code
from cases.matter.citizen_code import CitizenPage
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.person_name import parse_person_name
from cases.people.phone import parse_phone
from cases.policy.policy import Policy
from cases.refusal import Reader, Refusal

CHECK, CHANGE, SEND = "check", "change", "send"
_LINE_CHARS_MAX = 60
_GROUP = 3  # of the six digits that somebody copies by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The fields as they were typed."""

    story: str = ""
    category: str = ""
    name: str = ""
    phone: str = ""
    stamp: str = ""
    trap: str = ""
    step: str = CHECK


def read_written(fields: Mapping[str, str]) -> Written:
    """Whatever was sent."""
    return Written(
        story=fields.get("story", ""),
        category=fields.get("category", ""),
        name=fields.get("name", "")[:_LINE_CHARS_MAX],
        phone=fields.get("phone", "")[:_LINE_CHARS_MAX],
        stamp=fields.get(STAMP, ""),
        trap=fields.get(TRAP, ""),
        step=fields.get("step", CHECK),
    )


def matter_of(written: Written, place: str, policy: Policy) -> tuple[OpenMatter, PrivateMatter] | Refusal:
    """What is to be kept; why not."""
    if written.trap:
        return Refusal("message.trap")
    story = clean_text(written.story, policy.kiosk.story_chars_max)
    if story.cut:
        return Refusal("message.too_long", {"max": policy.kiosk.story_chars_max})
    if not story.text:
        return Refusal("message.empty")
    name = parse_person_name(written.name, policy.kiosk) if written.name.strip() else ""
    if isinstance(name, Refusal):
        return name
    phone = parse_phone(written.phone) if written.phone.strip() else ""
    if isinstance(phone, Refusal):
        return phone
    known = {one.id for one in policy.categories.categories}
    return (
        OpenMatter(
            category=written.category if written.category in known else None,
            town=place,
            contact_withheld=not (name or phone),
        ),
        PrivateMatter(story=story.text, contact_name=name, contact_phone=phone),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """The form. `urgent_now`: the words speak of danger, so the telephones come first and large."""

    frame: Frame
    heading: str
    to: str
    urgent_words: str
    urgent: tuple[Urgent, ...]
    urgent_now: bool
    trouble: str
    written: Written
    labels: Mapping[str, str]
    categories: tuple[tuple[str, str], ...]
    story_max: int
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFact:
    """What was written, once more."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """What will be sent. `notes`: what the citizen must know before."""

    frame: Frame
    heading: str
    urgent_words: str
    urgent: tuple[Urgent, ...]  # only where the words speak of danger
    facts: tuple[CheckedFact, ...]
    notes: tuple[str, ...]
    trouble: str
    hidden: tuple[tuple[str, str], ...]
    send: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """The codes, once. `link`: the page of the matter, relative to this one."""

    frame: Frame
    heading: str
    to: str
    promise: str
    urgent_words: str
    urgent: tuple[Urgent, ...]
    case_code_label: str
    case_code: str
    lookup_code_label: str
    lookup_code: str
    once: str
    print_hint: str
    link: str
    link_words: str
    link_hint: str


def message_page(
    voice: Voice, written: Written, to: str, stamp: str, why: Refusal | None = None
) -> MessagePage:
    """The form. `to`: the centre that it goes to, by name."""
    labels = ("story", "story_hint", "category", "name", "phone", "contact_hint", "trap_label", "kept_how")
    most = voice.policy.kiosk.story_chars_max
    return MessagePage(
        frame=voice.frame("message_title"),
        heading=voice.say("message.heading"),
        to=voice.say("message.to", centre=to),
        urgent_words=voice.say("message.urgent"),
        urgent=urgent_of(voice.policy),
        urgent_now=speaks_of_danger(voice.policy, written.story),
        trouble=voice.texts.tell(why, Reader.CITIZEN) if why else "",
        written=Written(
            story=written.story[: 2 * most],
            category=written.category,
            name=written.name,
            phone=written.phone,
            stamp=stamp,
        ),
        labels={
            key: voice.say(f"message.{key}", **({"max": most} if key == "story_hint" else {}))
            for key in labels
        },
        categories=(
            ("", voice.say("message.category_unsure")),
            *((one.id, one.name) for one in voice.policy.categories.categories[:-1]),
        ),
        story_max=most,
        button=voice.say("message.check"),
    )


def check_page(
    voice: Voice,
    matter: tuple[OpenMatter, PrivateMatter],
    *,
    to: str,
    stamp: str,
    why: Refusal | None = None,
) -> CheckPage:
    """Once more before it is sent."""
    opened, private = matter
    category = next((one.name for one in voice.policy.categories.categories if one.id == opened.category), "")
    told = {
        "sent_to": to,
        "place": voice.policy.places.name(opened.town or "") or "",
        "story": private.story,
        "category": category or voice.say("message.category_unsure"),
        "name": private.contact_name or voice.say("message.withheld"),
        "phone": private.contact_phone or voice.say("message.withheld"),
    }
    return CheckPage(
        frame=voice.frame("message_title"),
        heading=voice.say("message.check_heading"),
        urgent_words=voice.say("message.urgent_now"),
        urgent=urgent_of(voice.policy) if speaks_of_danger(voice.policy, private.story) else (),
        facts=tuple(
            CheckedFact(label=voice.say(f"message.{key}"), value=value) for key, value in told.items()
        ),
        notes=(voice.say("message.no_contact"),) if opened.contact_withheld else (),
        trouble=voice.texts.tell(why, Reader.CITIZEN) if why else "",
        hidden=(
            ("story", private.story),
            ("category", opened.category or ""),
            ("name", private.contact_name),
            ("phone", private.contact_phone),
            (STAMP, stamp),
        ),
        send=voice.say("message.send"),
        change=voice.say("message.change"),
    )


def kept_page(voice: Voice, kept: Kept, story: str, to: str, now: datetime) -> KeptPage:
    """It is kept: the codes."""
    code = parse_case_code(kept.case_code)
    digits = kept.lookup_code
    promise = voice.say("message.clue_only")
    if kept.answer_by is not None:
        promise = promise_words(PromisedDate(what=Promise.ACCEPT, day=kept.answer_by), voice.texts, now)
    return KeptPage(
        frame=voice.frame("message_title"),
        heading=voice.say("message.kept_heading"),
        to=voice.say("message.kept_to", centre=to),
        promise=promise,
        urgent_words=voice.say("message.urgent_now"),
        urgent=urgent_of(voice.policy) if speaks_of_danger(voice.policy, story) else (),
        case_code_label=voice.say("message.case_code"),
        case_code=kept.case_code if isinstance(code, Refusal) else code.spaced,
        lookup_code_label=voice.say("message.lookup_code"),
        lookup_code=f"{digits[:_GROUP]} {digits[_GROUP:]}",
        once=voice.say("message.once"),
        print_hint=voice.say("message.print_hint"),
        link=f"../{CitizenPage.PROGRESS.value}/{kept.code}",
        link_words=voice.say("message.link"),
        link_hint=voice.say("message.link_hint"),
    )
