"""The index of an area and group as it stands now, for a warning that somebody wants by hand."""

from case_store.hall.house import House
from cases.refusal import Refusal
from cases.risk.warning_report import Crossing


def crossing_now(house: House, area: str, group: str) -> Crossing | Refusal:
    """As the picture of the day has it. Refused: no such area or group, too few matters for an index."""
    policy, picture = house.policy, house.risk.picture
    if policy.places.name(area) is None:
        return Refusal("risk.area", {"area": area})
    known = policy.dispute_types.get(group)
    if group and (known is None or known.parent):
        return Refusal("risk.group", {"group": group})
    if picture is None:
        return Refusal("risk.not_yet")
    page, was = picture.page(area, group), picture.held.levels.get((area, group))
    if page.line.index is None:
        return Refusal("warning.too_few", {"few": policy.risk.few})
    return Crossing(
        area=area,
        group=group,
        index=page.line.index,
        level=page.line.level,
        was_level=was.value if was else "",
        day=picture.day,
        first_day=page.first_day,
        last_day=page.last_day,
        terms=page.terms,
        hot_spots=tuple(
            (spot.area, spot.group, spot.of_week, spot.mean, spot.z)
            for spot in picture.hot
            if spot.area.startswith(area) and spot.group.startswith(group)
        ),
        policy_version=picture.policy.effective_from.isoformat(),
    )
