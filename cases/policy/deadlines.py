"""deadlines.toml: every time limit (domain.md §3.2), the thresholds of the lights (§3.3), the ladder."""

from pydantic import Field

from cases.policy.policy_file import Part, PolicyFile, parse_file


class LightsPolicy(Part):
    """When a light turns yellow (黄灯)."""

    yellow_share_left_percent: int = Field(ge=0, le=100)
    yellow_workdays_left: int = Field(ge=0)
    short_limit_workdays: int = Field(ge=0)
    short_limit_yellow_opening_hours: int = Field(ge=0)


class RungPolicy(Part):
    """A rung of the escalation ladder; without `after_workdays` it is drafted only when a leader asks."""

    rung: str = Field(pattern=r"^[a-z_]+$")
    after_workdays: int | None = Field(default=None, ge=1)
    automatic: bool


class DeadlinesPolicy(PolicyFile):
    """All limits; the key carries the unit: workdays (W), calendar_days (C), opening_hours (H)."""

    accept_workdays: int = Field(ge=1)
    accept_petition_outer_calendar_days: int = Field(ge=1)
    petition_gb_codes: tuple[str, ...]
    grade_opening_hours: int = Field(ge=1)
    dispatch_simple_opening_hours: int = Field(ge=1)
    dispatch_ordinary_workdays: int = Field(ge=1)
    dispatch_difficult_workdays: int = Field(ge=1)
    acknowledge_workdays: int = Field(ge=1)
    return_after_acknowledge_workdays: int = Field(ge=1)
    close_simple_workdays: int = Field(ge=1)
    close_ordinary_workdays: int = Field(ge=1)
    close_difficult_workdays: int = Field(ge=1)
    peoples_mediation_calendar_days: int = Field(ge=1)
    court_mediation_calendar_days: int = Field(ge=1)
    court_mediation_extension_calendar_days: int = Field(ge=0)
    petition_close_calendar_days: int = Field(ge=1)
    petition_extension_calendar_days: int = Field(ge=0)
    petition_review_apply_calendar_days: int = Field(ge=1)
    petition_review_answer_calendar_days: int = Field(ge=1)
    extensions_max: int = Field(ge=0)
    extension_ask_before_due_workdays: int = Field(ge=0)
    feedback_workdays: int = Field(ge=1)
    sign_off_workdays: int = Field(ge=1)
    follow_up_visit_workdays: int = Field(ge=1)
    performance_visit_calendar_days: int = Field(ge=1)
    supervised_item_calendar_days: int = Field(ge=1)
    rectify_after_bad_rating_workdays: int = Field(ge=1)
    appointment_notice_calendar_days: int = Field(ge=0)
    message_board_first_answer_hours: int = Field(ge=1)
    lights: LightsPolicy
    ladder: tuple[RungPolicy, ...]

    def is_petition(self, gb_code: str) -> bool:
        """Whether a GB/T 31000 code is a petition-type matter (信访事项), which has an outer limit by law."""
        return gb_code.startswith(self.petition_gb_codes)


def parse_deadlines(text: str, file: str) -> DeadlinesPolicy:
    """deadlines.toml as its model. Raises PolicyError."""
    return parse_file(DeadlinesPolicy, text, file)
