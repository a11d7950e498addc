"""The matter in front of a desk, in words: what the citizen said, unmasked, because this desk serves them now."""

from dataclasses import dataclass

from cases.casework.case_state import FINISHED, CaseState
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import MatterView
from counter.knows import Rejected
from counter.registration.fields import MONGOLIAN, NEEDS
from counter.wording import (
    category_name,
    clock_text,
    grouped_phone,
    long_case_code,
    money,
    place_name,
)

_STATE_WORDS = {
    CaseState.REGISTERED: "counter.matter.registered",
    CaseState.ACCEPTED: "counter.matter.accepted",
    CaseState.REJECTED: "counter.matter.rejected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterShown:
    """Every field in words; `…_known` False is drawn soft: nothing was said, or it is withheld."""

    state_word: str = ""
    case_code: str = ""
    registered_at: str = ""
    answer_by: str = ""
    category: str = ""
    visitor: str = ""
    phone: str = ""
    other_side: str = ""
    place: str = ""
    amount: str = ""
    people: str = ""
    story: str = ""
    story_note: str = ""
    note: str = ""  # one line that staff must heed


def matter_state(matter: MatterView) -> CaseState | None:
    """None: a draft, or nothing yet."""
    return CaseState(matter.case_state) if matter.case_state else None


def is_finished(matter: MatterView) -> bool:
    """Whether nothing can be decided any more."""
    return matter_state(matter) in FINISHED


def is_blank(matter: MatterView) -> bool:
    """Whether the visitor filled in nothing at all."""
    opened = matter.open
    told = (opened.category, opened.town, opened.party_count, opened.amount_fen)
    return matter.case_id is None and matter.private.is_empty and all(value is None for value in told)


def matter_shown(matter: MatterView, rejected: Rejected | None, policy: Policy, texts: Texts) -> MatterShown:
    """The card of the middle column."""
    not_said = texts.get("counter.matter.not_said")
    untold = not_said if matter.private_readable else texts.get("counter.matter.unreadable")
    withheld = texts.get("counter.matter.withheld") if matter.open.contact_withheld else untold
    people = matter.open.party_count
    private = matter.private
    return MatterShown(
        state_word=_state_word(matter, texts),
        case_code=long_case_code(matter.case_code) if matter.case_code else "",
        registered_at=_registered_at(matter, texts),
        answer_by=_answer_by(matter, texts),
        category=_kind(matter, policy) or not_said,
        visitor=private.contact_name or withheld,
        phone=grouped_phone(private.contact_phone) or withheld,
        other_side=private.other_side or untold,
        place=" ".join(filter(None, (place_name(matter.open.town, policy), private.place_detail)))
        or not_said,
        amount=money(matter.open.amount_fen) or not_said,
        people=texts.get("counter.matter.people_count", count=people) if people else not_said,
        story=private.story or private.summary or _no_story(matter, texts),
        story_note=texts.get("counter.matter.own_words") if private.story else "",
        note=_note(matter, rejected, policy, texts),
    )


def _state_word(matter: MatterView, texts: Texts) -> str:
    state = matter_state(matter)
    if state is None:
        return "" if is_blank(matter) else texts.get("counter.matter.draft")
    return texts.get(_STATE_WORDS.get(state, "counter.matter.other_state"))


def _registered_at(matter: MatterView, texts: Texts) -> str:
    if matter.registered_at is None:
        return ""
    at = hall_time(matter.registered_at)
    return texts.get("counter.matter.time", month=at.month, day=at.day, time=clock_text(at))


def _answer_by(matter: MatterView, texts: Texts) -> str:
    if matter.answer_by is None or matter_state(matter) is not CaseState.REGISTERED:
        return ""
    return texts.get("counter.matter.answer_by", month=matter.answer_by.month, day=matter.answer_by.day)


def _no_story(matter: MatterView, texts: Texts) -> str:
    if not matter.private_readable:
        return texts.get("counter.matter.unreadable")
    return texts.get(
        "counter.matter.staff_writes" if matter.open.staff_writes_story else "counter.matter.no_story"
    )


def _note(matter: MatterView, rejected: Rejected | None, policy: Policy, texts: Texts) -> str:
    if not matter.private_readable:
        return texts.get("counter.matter.sealed")
    if rejected is not None and rejected.case_id == matter.case_id:
        reason = policy.acceptance.reasons[rejected.reason_code].text
        way = policy.acceptance.referrals[rejected.referral_code].way
        because = texts.get("counter.matter.rejected_because", reason=reason)
        return because + texts.get("counter.matter.tell_visitor", way=way)
    if matter_state(matter) is CaseState.REGISTERED and matter.open.category is None:
        return texts.get("counter.matter.category_first")
    return _needs(matter, texts)


def _kind(matter: MatterView, policy: Policy) -> str:
    """The citizen's word, and the standard's where staff have chosen one."""
    found = policy.dispute_types.get(matter.open.dispute_type or "")
    words = (category_name(matter.open.category, policy), found.name if found else "")
    return " · ".join(word for word in words if word)


def _needs(matter: MatterView, texts: Texts) -> str:
    """What must be thought of before one goes on: an interpreter, somebody at their side, a way without steps."""
    words = [texts.get(f"registration.needs.{need}") for need in matter.open.needs if need in NEEDS]
    if matter.open.language == MONGOLIAN:
        words.insert(0, texts.get("registration.language.mn"))
    return texts.get("registration.page.needs", needs="、".join(words)) if words else ""
