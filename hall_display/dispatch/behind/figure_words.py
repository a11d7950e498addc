"""A number's question in words: 「奈曼旗 · 超期」, 「11月23日 · 新收」; the head of the list behind it."""

from datetime import date

from cases.figures.figure import AND_GROUP, NO_AREA, NO_GROUP, FigureAsked
from cases.policy.policy import Policy
from cases.policy.supervision import Trigger
from cases.texts import Texts


def figure_words(asked: FigureAsked, policy: Policy, texts: Texts, today: date) -> str:
    """What narrows it first, what is counted last."""
    parts = (
        _days(asked, texts, today),
        _place(asked.area, policy, texts),
        _group(asked.group, policy, texts),
        _unit(asked.unit, policy),
        texts.get(f"dispatch_behind.level.{asked.level}") if asked.level else "",
        _key(asked.key, texts),
        texts.get(f"dispatch_behind.figure.{asked.name.value}"),
    )
    return texts.get("dispatch_behind.title_join").join(part for part in parts if part)


def _place(area: str, policy: Policy, texts: Texts) -> str:
    if not area.endswith(NO_AREA):
        return (policy.places.name(area) or area) if area else ""
    banner = policy.places.banner(area.removesuffix(NO_AREA))
    if banner is None:
        return texts.get("dispatch_behind.no_area")
    return texts.get("dispatch_behind.no_area_in", banner=banner.name)


def _group(group: str, policy: Policy, texts: Texts) -> str:
    if AND_GROUP in group:
        return texts.get("dispatch_behind.other_groups", count=len(group.split(AND_GROUP)))
    if group == NO_GROUP:
        return texts.get("dispatch_behind.no_group")
    kind = policy.dispute_types.get(group) if group else None
    return kind.name if kind else group


def _unit(unit_id: str, policy: Policy) -> str:
    unit = policy.units.of(unit_id) if unit_id else None
    return unit.name if unit else unit_id


def _key(key: str, texts: Texts) -> str:
    """Of a supervision item: a rung, a trigger, or one of two words of its own."""
    if not key:
        return ""
    if key in set(Trigger):
        return texts.get(f"supervision.trigger.{key}")
    own = f"dispatch_behind.item_key.{key}"
    return texts.get(own if own in texts.keys else f"supervision.rung.{key}")


def _days(asked: FigureAsked, texts: Texts, today: date) -> str:
    first, last = asked.first_day, asked.last_day
    if first is None or last is None:
        return ""
    if first == last:
        return texts.get("dispatch_behind.today") if first == today else _day(first, texts)
    return texts.get("dispatch_behind.days", first=_day(first, texts), last=_day(last, texts))


def _day(day: date, texts: Texts) -> str:
    return texts.get("dispatch_behind.day", month=day.month, day=day.day)
