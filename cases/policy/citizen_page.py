"""citizen_page.toml: what the pages on the citizen's phone take, and how often (issue 7)."""

from pydantic import Field

from cases.policy.policy_file import Part, PolicyFile, parse_file


class UrgentPhone(Part):
    """Whom to call at once, and for what."""

    phone: str = Field(pattern=r"^[0-9]{3,8}$")
    when: str = Field(min_length=1)


class LimitPolicy(Part):
    """So often within a stretch of time. `everywhere`: by all together; 0 has no such limit."""

    of_one: int = Field(ge=1)
    everywhere: int = Field(ge=0)
    minutes: int = Field(ge=1, le=1440)


class CitizenPagePolicy(PolicyFile):
    """Limits of the pages; `urgent` stands where somebody writes to us."""

    wrong_codes: LimitPolicy  # random codes of QR and link
    wrong_lookups: LimitPolicy  # case code and 查询码, typed
    messages: LimitPolicy  # matters that are written
    words: LimitPolicy  # that are added to one case
    form_minutes: int = Field(ge=10, le=1440)
    word_chars_max: int = Field(ge=50, le=2000)
    urgent: tuple[UrgentPhone, ...] = Field(min_length=1)


def parse_citizen_page(text: str, file: str) -> CitizenPagePolicy:
    """citizen_page.toml as its model. Raises PolicyError."""
    return parse_file(CitizenPagePolicy, text, file)
