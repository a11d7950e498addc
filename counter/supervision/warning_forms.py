"""Forms of what is done with a warning."""

from cases.policy.policy import Policy
from cases.risk import warning_acts as acts
from cases.risk.warning_report import Section
from cases.risk.warning_words import WarningWords
from counter.casework.act_context import Field, Option
from counter.casework.act_fields import CHOICE, MUST_SAY_WHY, SEARCH, TEXT, ActForm


def plain(made: object, advice: str) -> ActForm:
    """Nothing to fill in, a sentence to read."""
    return ActForm(key="", advice=lambda on: iter((on.say(advice),)), make=lambda _f: made)


def edit(words: WarningWords) -> ActForm:
    """改写: a section with what it says now; emptied, it says again what the program says."""
    sections = tuple(Option(code=one.value, name=words.head(one)) for one in Section)
    return ActForm(
        key="",
        advice=lambda on: iter((on.say("advice.edit_warning"),)),
        fields=(
            Field(
                key="warning_section",
                kind=CHOICE,
                required=True,
                options=lambda _on: sections,
                preset=lambda _on: Section.OVERVIEW.value,
                sets=lambda _on, code: {"warning_text": "\n".join(words.of(Section(code)))},
            ),
            Field(key="warning_text", kind=TEXT, lines=8),
        ),
        make=lambda f: acts.Edit(section=f.text("warning_section"), text=f.text("warning_text")),
    )


def drop() -> ActForm:
    """不发, with a reason."""
    return ActForm(key="", fields=(MUST_SAY_WHY,), make=lambda f: acts.Drop(reason=f.text("because")))


def by_hand(policy: Policy) -> ActForm:
    """起草 for a place and a kind of matters."""
    return ActForm(
        key="",
        advice=lambda on: iter((on.say("advice.draft_warning"),)),
        fields=(
            Field(key="warning_area", kind=SEARCH, required=True, options=lambda _on: _areas(policy)),
            Field(key="warning_group", kind=SEARCH, options=lambda _on: _groups(policy)),
        ),
        make=lambda f: acts.DraftByHand(area=f.text("warning_area"), group=f.text("warning_group")),
    )


def _areas(policy: Policy) -> tuple[Option, ...]:
    """Banners and their towns, the hall's own first."""
    return tuple(
        Option(code=code, name=name, note=note)
        for banner in policy.places.banners
        for code, name, note in (
            (banner.code, banner.name, ""),
            *((town.code, town.name, banner.name) for town in banner.towns),
        )
    )


def _groups(policy: Policy) -> tuple[Option, ...]:
    return tuple(
        Option(code=code, name=one.name) for code, one in policy.dispute_types.items() if not one.parent
    )
