"""Who works in the rehearsed month: the centre's own people, and an officer for each unit that matters are given to."""

from cases.policy.policy import Policy
from cases.policy.units import UnitKind
from cases.views import StaffView

TOWNS = ("territory_150502001", "territory_150502100")
COUNTER_OF = {"s1": 1, "s2": 2, "med": 5}
CENTRE_PEOPLE = (
    StaffView(staff_id="s1", name="斯琴", role="reception"),
    StaffView(staff_id="s2", name="包某甲", role="reception"),
    StaffView(staff_id="med", name="高某丁", role="mediator"),
    StaffView(staff_id="disp", name="韩某丙", role="dispatcher"),
    StaffView(staff_id="sup", name="赵某己", role="supervisor"),
    StaffView(staff_id="lead", name="孟某庚", role="leader"),
    StaffView(staff_id="grid", name="白某乙", role="grid_worker"),
)


def people(policy: Policy) -> tuple[StaffView, ...]:
    """Everybody; unit officers are called by their unit."""
    departments = [unit.id for unit in policy.units.units if unit.kind is UnitKind.DEPARTMENT]
    return CENTRE_PEOPLE + tuple(
        StaffView(staff_id=f"u{number}", name=f"经办{number:02d}", role="unit_officer", unit=unit)
        for number, unit in enumerate((*departments, *TOWNS), start=1)
    )
