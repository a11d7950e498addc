"""Where a code is typed: 查进度 by case code and 查询码, 文书核验 by the code of the paper."""

from dataclasses import dataclass

from case_store.citizen_pages.page_frame import Frame, Voice
from cases.matter.citizen_code import CODE_CHARS
from cases.matter.lookup_code import LOOKUP_DIGITS
from cases.paper.paper_record import VERIFY_PAGE

CASE_CODE_CHARS_MAX = 60  # with blanks
_CODE_CHARS_MAX = 2 * CODE_CHARS


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedField:
    """One line. `mode`: which keyboard the phone shows."""

    name: str
    label: str
    hint: str
    chars_max: int
    mode: str = "text"
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPage:
    """`trouble`: why it comes back."""

    frame: Frame
    heading: str
    hint: str
    action: str
    fields: tuple[TypedField, ...]
    button: str
    trouble: str = ""


def lookup_page(voice: Voice, trouble: str = "", case_code: str = "") -> TypedPage:
    """查进度."""
    return TypedPage(
        frame=voice.frame("progress_title"),
        heading=voice.say("typed.heading"),
        hint=voice.say("typed.hint"),
        action="q",
        fields=(
            TypedField(
                name="case_code",
                label=voice.say("typed.case_code"),
                hint=voice.say("typed.case_code_hint"),
                chars_max=CASE_CODE_CHARS_MAX,
                value=case_code,
            ),
            TypedField(
                name="lookup_code",
                label=voice.say("typed.lookup_code"),
                hint=voice.say("typed.lookup_code_hint", digits=LOOKUP_DIGITS),
                chars_max=2 * LOOKUP_DIGITS,
                mode="numeric",
            ),
        ),
        button=voice.say("typed.look"),
        trouble=trouble,
    )


def paper_code_page(voice: Voice) -> TypedPage:
    """文书核验."""
    return TypedPage(
        frame=voice.frame("paper_title"),
        heading=voice.say("typed.paper_heading"),
        hint=voice.say("typed.paper_hint"),
        action=VERIFY_PAGE,
        fields=(
            TypedField(
                name="code",
                label=voice.say("typed.paper_code"),
                hint=voice.say("typed.paper_code_hint", chars=CODE_CHARS),
                chars_max=_CODE_CHARS_MAX,
            ),
        ),
        button=voice.say("typed.look"),
    )
