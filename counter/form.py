"""The inline form of 登记 and 修改: text as it stands in the fields, and the matter that it says."""

from dataclasses import dataclass, replace

from cases.amount import parse_amount
from cases.free_text import clean_line, clean_text
from cases.matter import OpenMatter, PrivateMatter
from cases.person_name import parse_person_name
from cases.phone import parse_phone
from cases.policy import Policy
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.typed import compact, is_digits
from cases.views import MatterView

OPTIONS_SHOWN = 7
_FEN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FormText:
    """What stands in the fields. `category` and `town` are codes, "" for none."""

    category: str = ""
    town: str = ""
    other_side: str = ""
    people: str = ""
    amount: str = ""
    visitor: str = ""
    phone: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A form that says a matter."""

    open: OpenMatter
    private: PrivateMatter


@dataclass(frozen=True, slots=True)
class Problem:
    """The first field that cannot be read, and the sentence for staff."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One answer of a field that is chosen, not typed."""

    code: str
    name: str


def form_of(matter: MatterView) -> FormText:
    """The fields as the matter fills them."""
    opened, private = matter.open, matter.private
    return FormText(
        category=opened.category or "",
        town=opened.town or "",
        other_side=private.other_side,
        people=str(opened.party_count or ""),
        amount=_yuan(opened.amount_fen),
        visitor=private.contact_name,
        phone=private.contact_phone,
        story=private.story,
    )


def read_form(form: FormText, matter: MatterView, policy: Policy, texts: Texts) -> Written | Problem:
    """The matter that the fields say. What the form does not ask (查询码) stays as it was."""
    kiosk = policy.kiosk
    people = _people(form.people, kiosk.party_count_max)
    if isinstance(people, str):
        return Problem("people", texts.get("counter.form.people_range", count_max=kiosk.party_count_max))
    amount = parse_amount(form.amount, kiosk.amount_yuan_max) if form.amount.strip() else None
    if isinstance(amount, Refusal):
        return Problem("amount", texts.tell(amount, Reader.STAFF))
    visitor = parse_person_name(form.visitor, kiosk) if form.visitor.strip() else ""
    if isinstance(visitor, Refusal):
        return Problem("visitor", texts.tell(visitor, Reader.STAFF))
    phone = parse_phone(form.phone) if form.phone.strip() else ""
    if isinstance(phone, Refusal):
        return Problem("phone", texts.tell(phone, Reader.STAFF))
    story = clean_text(form.story, kiosk.story_chars_max).text
    return Written(
        OpenMatter(
            category=form.category or None,
            town=form.town or None,
            party_count=people,
            amount_fen=amount,
            staff_writes_story=matter.open.staff_writes_story and not story,
            contact_withheld=matter.open.contact_withheld and not (visitor or phone),
        ),
        replace(
            matter.private,
            other_side=clean_line(form.other_side, kiosk.other_side_chars_max).text,
            story=story,
            contact_name=visitor,
            contact_phone=phone,
        ),
    )


def find_categories(words: str, policy: Policy) -> list[OptionLine]:
    """All categories whose name or examples hold the words."""
    return [
        OptionLine(code=category.id, name=category.name)
        for category in policy.categories.categories
        if words in category.name or words in category.examples
    ]


def find_places(words: str, policy: Policy) -> list[OptionLine]:
    """The first places whose full name holds the words, the hall's own banner first."""
    found: list[OptionLine] = []
    for banner in policy.places.banners:
        for code, name in (
            (banner.code, banner.name),
            *((t.code, banner.name + t.name) for t in banner.towns),
        ):
            if words in name:
                found.append(OptionLine(code=code, name=name))
            if len(found) == OPTIONS_SHOWN:
                return found
    return found


def _people(text: str, count_max: int) -> int | str | None:
    """The number, None for an empty field, the text itself when it is no such number."""
    digits = compact(text)
    if not digits:
        return None
    return int(digits) if is_digits(digits) and 1 <= int(digits) <= count_max else text


def _yuan(amount_fen: int | None) -> str:
    """80000000 → 800000, 1250 → 12.5."""
    if amount_fen is None:
        return ""
    yuan, fen = divmod(amount_fen, _FEN)
    return f"{yuan}.{fen:02d}".rstrip("0") if fen else str(yuan)
