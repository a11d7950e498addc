"""kiosk.toml, lookup.toml and masking.toml: the small policies of the citizen's side."""

from pydantic import Field

from cases.policy.policy_file import PolicyFile, parse_file


class KioskPolicy(PolicyFile):
    """How a kiosk behaves: patience, limits, and numbers that it holds in advance."""

    idle_seconds: int = Field(ge=5)
    idle_story_seconds: int = Field(ge=5)
    large_print_idle_factor: int = Field(ge=1)
    wipe_after_asking_seconds: int = Field(ge=5)
    draft_keep_hours: int = Field(ge=1)
    help_unanswered_seconds: int = Field(ge=5)
    ask_hall_timeout_ms: int = Field(ge=50)
    lease_size: int = Field(ge=1, le=500)
    lease_first_number: int = Field(ge=1, le=9000)
    case_serial_lease_first: int = Field(ge=1, le=9000)
    case_serial_block_size: int = Field(ge=1, le=1000)
    case_serial_keep_free: int = Field(ge=0, le=5000)
    paper_roll_mm: int = Field(default=50_000, ge=5_000, le=200_000)
    paper_warn_papers: int = Field(default=40, ge=0, le=500)
    paper_again_seconds: int = Field(default=90, ge=0, le=600)
    flood_tickets: int = Field(ge=1)
    flood_window_minutes: int = Field(ge=1)
    story_chars_max: int = Field(ge=1, le=2000)
    other_side_chars_max: int = Field(ge=1)
    name_chars_max: int = Field(ge=1)
    name_bytes_max: int = Field(ge=1, le=80)
    party_count_max: int = Field(ge=1)
    amount_yuan_max: int = Field(ge=1)

    def idle_after_seconds(self, *, story_page: bool, large_print: bool) -> int:
        """Seconds without a touch until the kiosk asks whether somebody is still there."""
        seconds = self.idle_story_seconds if story_page else self.idle_seconds
        return seconds * (self.large_print_idle_factor if large_print else 1)


class LookupPolicy(PolicyFile):
    """Wrong tries of 查询码 (domain.md §2.4)."""

    wrong_tries_per_session_max: int = Field(ge=1)
    wrong_tries_per_case_max: int = Field(ge=1)
    wrong_tries_window_hours: int = Field(ge=1)


class MaskingPolicy(PolicyFile):
    """Compound surnames (复姓) that masking keeps whole."""

    compound_surnames: tuple[str, ...] = Field(min_length=1)


def parse_kiosk(text: str, file: str) -> KioskPolicy:
    """kiosk.toml as its model. Raises PolicyError."""
    return parse_file(KioskPolicy, text, file)


def parse_lookup(text: str, file: str) -> LookupPolicy:
    """lookup.toml as its model. Raises PolicyError."""
    return parse_file(LookupPolicy, text, file)


def parse_masking(text: str, file: str) -> MaskingPolicy:
    """masking.toml as its model. Raises PolicyError."""
    return parse_file(MaskingPolicy, text, file)
