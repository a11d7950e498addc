"""A small world for the risk index: matters by hand, days counted from a Monday."""

from datetime import date

from cases.policy.policy import Policy
from cases.policy.risk import Population
from cases.risk.risk_index import RiskIndex
from cases.risk.risk_record import RiskRecord
from cases.risk.tally import tallies

DAY = date(2026, 11, 29).toordinal()  # the index is of its end; the window begins 29 days before
TOWN, OTHER, BANNER = "150502001", "150502002", "150502"
NOBODY = Population({}, {})


def matter(
    days_ago: int,
    *,
    area: str = TOWN,
    group: str = "07",
    closed: int | None = None,
    grade: str | None = "simple",
    parties: int | None = 2,
    red: int | None = None,
    rated: int | None = None,
    bad: bool = False,
    repeat: bool = False,
) -> RiskRecord:
    """Registered, closed, red and rated so many days before DAY."""

    def day(ago: int | None) -> int | None:
        return None if ago is None else DAY - ago

    return RiskRecord(
        area, group, DAY - days_ago, day(closed), grade, parties, day(red), day(rated), bad, repeat
    )


def index_of(records: list[RiskRecord], policy: Policy, population: Population = NOBODY) -> RiskIndex:
    """The index of these matters by the policy that is shipped."""
    return RiskIndex(tallies(records, policy.risk.severity), policy.risk, population)
