"""Facts of a refusal or a notice in words: they come as ids of the policy, and staff read names."""

from collections.abc import Mapping
from dataclasses import replace

from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views import NoticeRow

_RUNGS = ("rung", "missing")


def in_words(refusal: Refusal, policy: Policy, texts: Texts) -> Refusal:
    """The same with names for ids of units, rungs, ways of contact and points of a checklist; others stay."""
    named = _named(policy)
    areas = {
        **dict.fromkeys(_RUNGS, "supervision.rung"),
        "state": "supervision.whistle",
        "alarm": "alarms.kind",
    }

    def said(name: str, value: str | int) -> str | int:
        key = f"{areas[name]}.{value}" if name in areas else ""
        return texts.get(key) if key in texts.keys else named.get(name, {}).get(str(value), value)

    facts = {name: said(name, value) for name, value in refusal.facts.items()}
    unit = policy.units.of(str(facts.get("unit", "")))
    return Refusal(refusal.code, {**facts, "unit": unit.name} if unit else facts)


def notice_in_words(row: NoticeRow, policy: Policy, texts: Texts) -> NoticeRow:
    """A notice likewise."""
    told = in_words(Refusal(row.code, dict(row.facts)), policy, texts)
    return replace(row, facts=tuple((name, str(value)) for name, value in told.facts.items()))


def _named(policy: Policy) -> Mapping[str, Mapping[str, str]]:
    return {
        "channel": {one.key: one.name for one in policy.casework.contact_channels},
        "item": {one.key: one.name for one in policy.supervision.review.checklist},
    }
