"""The centre (综治中心) for a place, and when it is open: registered, our own, or only its name."""

from dataclasses import replace

from cases.deadlines.work_calendar import WorkCalendar
from cases.people.place import BANNER_DIGITS
from cases.policy.centres import OWN_OF_BANNER, CentreLevel, CentrePolicy
from cases.policy.policy import Policy
from cases.texts import Texts


def centre_of(place: str, policy: Policy, texts: Texts) -> CentrePolicy:
    """The centre of a town (9 digits) or a banner (6)."""
    hall = policy.hall
    code = place + OWN_OF_BANNER if len(place) == BANNER_DIGITS else place
    if (registered := policy.centres.of(code)) is not None:
        return registered
    if code == hall.centre_code:
        return CentrePolicy(
            code=code,
            level=CentreLevel.BANNER,
            name=hall.full_name,
            address=hall.address,
            phone=hall.phone,
            zones=tuple(zone.name for zone in hall.zones),
        )
    level = CentreLevel.BANNER if len(place) == BANNER_DIGITS else CentreLevel.TOWN
    name = texts.get("kiosk.centre.name", place=policy.places.name(place) or "")
    return CentrePolicy(code=code, level=level, name=name)


def calendar_of_centre(centre: CentrePolicy, policy: Policy) -> WorkCalendar | None:
    """When it is open by the calendar; None: nobody has told."""
    if centre.opening is not None:
        return replace(policy.calendar, opening=centre.opening)
    return policy.calendar if centre.code == policy.hall.centre_code else None
